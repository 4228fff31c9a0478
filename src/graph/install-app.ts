import { randomUUID } from 'node:crypto';
import type { AppError } from '../domain/errors.ts';
import type { AppInstaller } from '../ports/app-installer.ts';
import { GraphClient } from './client.ts';
import { isGuid } from './escape.ts';
import { refusalOf, type Doing } from './refusals.ts';
import { appToken, type ScanOptions } from './scan.ts';

/** The role that the administrator has to grant besides those for reading: it installs this app and no other. */
export const installRole = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
const mostRetryMs = 60_000;
const installing: Doing = {
  denied: { code: 'install.denied', advice: 'Muster may not install itself for people in this organisation.' },
};

/**
 * Installs the Teams app for people with the app's own right. Of everything that Muster does it is the only change that no
 * person's token makes, so it is off unless an administrator switches it on and grants the role.
 * @param options.catalogId the app's id in the organisation's catalogue, which is not the id in its manifest
 * @see https://learn.microsoft.com/graph/api/userteamwork-post-installedapps
 */
export function createInstaller(options: ScanOptions & { catalogId: string }): AppInstaller {
  const { cloud, catalogId } = options;
  return {
    async install(tenantId, userId) {
      if (!isGuid(userId)) return 'refused';
      const client = new GraphClient({
        ...options,
        limits: { retryBudgetMs: mostRetryMs, turnMs: Infinity, ...options.limits },
        token: () => appToken(options, tenantId),
        correlationId: randomUUID(),
      });
      const app = `${cloud.graphResource}/v1.0/appCatalogs/teamsApps/${catalogId}`;
      const reply = await client.send({
        method: 'POST',
        path: `/users/${userId}/teamwork/installedApps`,
        body: { 'teamsApp@odata.bind': app },
        isRead: false,
      });
      if (reply.status < 300) return 'installed';
      if (reply.status === 409) return 'present';
      const refusal = refusalOf(reply, installing, [installRole]);
      if (isFinal(refusal)) return 'refused';
      throw refusal;
    },
  };
}

function isFinal({ kind }: AppError): boolean {
  return kind !== 'throttled' && kind !== 'upstream';
}
