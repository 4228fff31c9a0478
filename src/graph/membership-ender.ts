import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import type { MembershipEnder } from '../ports/membership-ender.ts';
import { GraphClient } from './client.ts';
import { removeMember } from './members.ts';
import { appToken, type ScanOptions } from './scan.ts';

/** The application role that it takes. Off unless an administrator grants it. */
export const enderRole = 'GroupMember.ReadWrite.All';

/**
 * Ends memberships as the app itself. Whether it may is not read from its token, which is meant for Graph alone: Graph's
 * refusal says so.
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export function createMembershipEnder(options: ScanOptions): MembershipEnder {
  return {
    async end(tenantId, groupId, personId) {
      const client = new GraphClient({
        ...options,
        token: () => appToken(options, tenantId),
        correlationId: randomUUID(),
      });
      const writer = { client, scopes: [enderRole], graphUrl: options.cloud.graphUrl };
      try {
        await removeMember(writer, groupId, personId);
      } catch (error) {
        if (error instanceof AppError && error.code === 'member.denied') throw denied(error);
        throw error;
      }
    },
  };
}

function denied(cause: AppError): AppError {
  return new AppError('denied', {
    code: 'ender.denied',
    advice: `Muster may not end memberships itself: that takes the application permission ${enderRole}.`,
    cause,
  });
}
