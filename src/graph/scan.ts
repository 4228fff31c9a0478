import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { Cloud } from '../domain/clouds.ts';
import { AppError } from '../domain/errors.ts';
import type { DirectoryScan, ExpiringGroup } from '../ports/scan.ts';
import { Reader } from './batch.ts';
import type { Limits } from './client.ts';
import { GraphClient } from './client.ts';
import { doings } from './doings.ts';
import { groupFields, parseGroups } from './group-shape.ts';
import { readGroup } from './groups.ts';
import { readOwners } from './members.ts';
import { continued, nextOf } from './paging.ts';
import { unusable } from './refusals.ts';

/** Application permissions that the administrator grants: reading groups, and of their owners the ids. Writes are made as people. */
export const appRoles = ['Group.Read.All'] as const;
const perPage = 100;
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

/** Reads directories with the app's own read-only token. @see https://learn.microsoft.com/graph/api/group-list */
export function createScan(options: ScanOptions): DirectoryScan {
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
    expiringGroups: ({ tenantId, from, until }) => expiringGroups(() => readerFor(tenantId), from, until),

    async groupsById(tenantId, groupIds) {
      const reader = readerFor(tenantId);
      const found = new Map<string, { displayName: string; expiresAt?: Date }>();
      for (const batch of inBatches(groupIds)) {
        const groups = await Promise.all(batch.map((id) => unlessGone(readGroup(reader, id))));
        for (const group of groups) if (group) found.set(group.id, group);
      }
      return found;
    },
  };
}

/** @param newReader for each page: waits between attempts then share one budget per page, not one for the whole scan */
async function* expiringGroups(newReader: () => Reader, from: Date, until: Date): AsyncGenerator<ExpiringGroup> {
  const filter = `groupTypes/any(c:c eq 'Unified') and expirationDateTime ge ${iso(from)} and expirationDateTime le ${iso(until)}`;
  const path = `/groups?$filter=${encodeURIComponent(filter)}&$top=${perPage}&$select=${groupFields}`;
  let next: string | undefined;
  do {
    const reader = newReader();
    const page = parseGroups(await reader.read({ path: continued(path, next) }, doings.search));
    for (const batch of inBatches(page.groups)) {
      const owners = await Promise.all(batch.map(({ id }) => unlessGone(readOwners(reader, id))));
      for (const [index, { id, displayName, expiresAt }] of batch.entries()) {
        const own = owners[index];
        if (expiresAt && own) yield { id, displayName, expiresAt, ownerIds: own.map((owner) => owner.id) };
      }
    }
    next = nextOf(path, page.nextLink);
  } while (next !== undefined);
}

async function appToken({ app, cloud }: ScanOptions, tenantId: string): Promise<string> {
  try {
    const token = await app.getToken(`${cloud.graphResource}/.default`, { tenantId });
    if (token) return token.token;
  } catch (cause) {
    throw unusable('graph.no-app-token', cause);
  }
  throw unusable('graph.no-app-token', undefined);
}

/** Deleted while the scan was under way. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

function inBatches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / perBatch) }, (_, index) =>
    items.slice(index * perBatch, (index + 1) * perBatch),
  );
}

function iso(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
