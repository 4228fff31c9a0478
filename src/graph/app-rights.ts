import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import type { AppRights } from '../ports/app-rights.ts';
import { GraphClient } from './client.ts';
import { addOwner, removeMember } from './members.ts';
import { appToken, type ScanOptions } from './scan.ts';

/** The application permissions that each takes. Off unless an administrator grants them. */
export const ownerRole = 'Group.ReadWrite.All';
export const memberRole = 'GroupMember.ReadWrite.All';

/**
 * What the app may change with its own token. Whether it may is not read from the token, which is meant for Graph alone.
 * @see https://learn.microsoft.com/graph/api/group-post-owners
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export function createAppRights(options: ScanOptions): AppRights {
  const writerFor = (tenantId: string, role: string) => {
    const client = new GraphClient({
      ...options,
      token: () => appToken(options, tenantId),
      correlationId: randomUUID(),
    });
    return { client, scopes: [role], graphUrl: options.cloud.graphUrl };
  };
  return {
    async makeOwner(tenantId, groupId, userId) {
      try {
        await addOwner(writerFor(tenantId, ownerRole), groupId, userId);
        return 'done';
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'owner.already-present') return 'done';
        if (error.kind === 'denied') return 'denied';
        if (error.kind === 'notFound') return 'gone';
        throw error;
      }
    },

    async endMembership(tenantId, groupId, userId) {
      try {
        await removeMember(writerFor(tenantId, memberRole), groupId, userId);
      } catch (error) {
        if (error instanceof AppError && error.code === 'member.denied') throw denied(error);
        throw error;
      }
    },
  };
}

function denied(cause: AppError): AppError {
  return new AppError('denied', {
    code: 'app-right.denied',
    advice: `Muster may not end memberships itself: that takes the application permission ${memberRole}.`,
    cause,
  });
}
