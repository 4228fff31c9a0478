import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import type { AppRights } from '../ports/app-rights.ts';
import { GraphClient } from './client.ts';
import { addOwner } from './members.ts';
import { appToken, type ScanOptions } from './scan.ts';

const scopes = ['Group.ReadWrite.All'];

/** What the app may change with its own token. @see https://learn.microsoft.com/graph/api/group-post-owners */
export function createAppRights(options: ScanOptions): AppRights {
  return {
    async makeOwner(tenantId, groupId, userId) {
      const client = new GraphClient({
        ...options,
        token: () => appToken(options, tenantId),
        correlationId: randomUUID(),
      });
      try {
        await addOwner({ client, scopes, graphUrl: options.cloud.graphUrl }, groupId, userId);
        return 'done';
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'owner.already-present') return 'done';
        if (error.kind === 'denied') return 'denied';
        if (error.kind === 'notFound') return 'gone';
        throw error;
      }
    },
  };
}
