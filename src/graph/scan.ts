import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { Cloud } from '../domain/clouds.ts';
import type { GroupLook } from '../domain/directory-group.ts';
import { AppError } from '../domain/errors.ts';
import type { DirectoryScan, Looks } from '../ports/scan.ts';
import { Reader } from './batch.ts';
import type { Limits } from './client.ts';
import { GraphClient } from './client.ts';
import { readDirectoryPage } from './directory-pages.ts';
import { readGroup } from './groups.ts';
import { readIsMember } from './is-member.ts';
import { readDeletedGroup } from './lifecycle.ts';
import { readAllPolicies } from './lifecycle-policies.ts';
import { readOwners, unlessDenied, unlessGone } from './members.ts';
import { readActiveMembers, readPeople, readPeopleByName } from './people-as-app.ts';
import { unusable } from './refusals.ts';

/**
 * Application permissions that the administrator grants: reading groups, and of their owners the ids. Writes are made as
 * people. With `Directory.Read.All` too, a change of the lifecycle policy is seen at once rather than within a day; with
 * `User.Read.All`, who of the owners has left, and who their managers are.
 */
export const appRoles = ['Group.Read.All'] as const;
/** Graph takes so many calls in one batch. */
const perBatch = 20;
/** Nobody waits for a scan: it can be more patient than a turn. */
const patience: Partial<Limits> = { attemptMs: 30_000, retryBudgetMs: 120_000, turnMs: Infinity };

export interface ScanOptions {
  cloud: Cloud;
  /** The app's own credential. */
  app: TokenCredential;
  fetch?: typeof fetch;
  limits?: Partial<Limits>;
}

/** Reads directories with the app's own read-only token. @see https://learn.microsoft.com/graph/delta-query-overview */
export function createScan(options: ScanOptions): DirectoryScan {
  // One for each question: waits between attempts then share one budget per page, not one for the whole scan.
  const readerFor = (tenantId: string): Reader => {
    const client = new GraphClient({
      ...options,
      limits: { ...patience, ...options.limits },
      token: () => appToken(options, tenantId),
      correlationId: randomUUID(),
    });
    return new Reader(client, appRoles);
  };
  return {
    page: (tenantId, place) => readDirectoryPage(readerFor(tenantId), place),
    lifecycleRules: (tenantId) => unlessDenied(readRules(readerFor(tenantId)), undefined),

    async look(tenantId, groupIds, { owners }) {
      const looks: Looks = { found: [], failures: [] };
      for (const batch of inBatches(groupIds)) {
        const reader = readerFor(tenantId);
        for (const result of await Promise.allSettled(batch.map((id) => lookAt(reader, id, owners)))) {
          if (result.status === 'fulfilled') looks.found.push(result.value);
          else if (result.reason instanceof AppError) looks.failures.push(result.reason);
          else throw result.reason;
        }
      }
      return looks;
    },

    hasMember: (tenantId, groupId, personId) => readIsMember(readerFor(tenantId), groupId, personId),

    async groupsById(tenantId, groupIds) {
      const reader = readerFor(tenantId);
      const found = new Map<string, { displayName: string; expiresAt?: Date }>();
      for (const batch of inBatches(groupIds)) {
        const groups = await Promise.all(batch.map((id) => unlessGone(readGroup(reader, id))));
        for (const group of groups) if (group) found.set(group.id, group);
      }
      return found;
    },

    async deletedGroups(tenantId, groupIds) {
      const reader = readerFor(tenantId);
      const found = new Map<string, { displayName: string; deletedAt: Date }>();
      for (const batch of inBatches(groupIds)) {
        const groups = await Promise.all(batch.map((id) => unlessGone(readDeletedGroup(reader, id))));
        for (const group of groups) if (group) found.set(group.id, group);
      }
      return found;
    },

    people: (tenantId, ids, wanted) => readPeople(() => readerFor(tenantId), ids, wanted),
    peopleNamed: (tenantId, names) => readPeopleByName(() => readerFor(tenantId), names),
    activeMembers: async (tenantId, groupId, limit) => {
      const reader = readerFor(tenantId);
      const members = await unlessDenied(unlessGone(readActiveMembers(reader, groupId)), undefined);
      return (members ?? []).slice(0, limit);
    },
  };
}

async function readRules(reader: Reader): Promise<string> {
  const policies = await readAllPolicies(reader);
  const rules = policies.map(({ id, lifetimeDays, reach }) => `${id}:${lifetimeDays}:${reach}`);
  return rules.sort().join(' ');
}

async function lookAt(reader: Reader, id: string, wantsOwners: boolean): Promise<GroupLook> {
  const [group, owners] = await Promise.all([
    unlessGone(readGroup(reader, id)),
    wantsOwners ? unlessGone(readOwners(reader, id)) : undefined,
  ]);
  if (!group) return { id, gone: true };
  // Two of Graph's servers that do not agree: too little to tell anybody that the group is deleted.
  if (wantsOwners && !owners) throw unusable('graph.not-replicated');
  const { displayName, expiresAt } = group;
  return {
    id,
    displayName,
    ...(owners && { ownerIds: owners.map((owner) => owner.id) }),
    ...(expiresAt && { expiresAt }),
  };
}

/** The app’s own token. @throws AppError `graph.no-app-token` */
export async function appToken({ app, cloud }: ScanOptions, tenantId: string): Promise<string> {
  try {
    const token = await app.getToken(`${cloud.graphResource}/.default`, { tenantId });
    if (token) return token.token;
  } catch (cause) {
    throw unusable('graph.no-app-token', cause);
  }
  throw unusable('graph.no-app-token', undefined);
}

function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / perBatch) }, (_, index) =>
    items.slice(index * perBatch, (index + 1) * perBatch),
  );
}
