import { z } from 'zod';
import type { ExpiringList, ExpiringRow } from '../../cards/expiring-list.ts';
import type { Directory } from '../../ports/directory.ts';

const pageSize = 8;
const mostPages = 5;

/** What it takes to read the list. */
export const expiringScopes = ['User.Read', 'GroupMember.Read.All'] as const;

/** Where a page of the list begins; only cards carry it. */
export const pageStart = z.int({ error: 'This page cannot be found any more. Say “what expires”.' }).min(0);

/** The groups in which the caller has a part and that expire, the soonest first: one page of them. */
export async function expiringPage(directory: Directory, start: number): Promise<ExpiringList> {
  const rows = await expiringOf(directory);
  const end = start + pageSize;
  return { rows: rows.slice(start, end), start, total: rows.length, ...(end < rows.length && { next: end }) };
}

async function expiringOf(directory: Directory): Promise<ExpiringRow[]> {
  const rows: ExpiringRow[] = [];
  let next: string | undefined;
  for (let page = 1; page <= mostPages; page++) {
    const read = await directory.myGroups({ pageSize: 999, ...(next !== undefined && { next }) });
    for (const { group, standing } of read.items) {
      if (group.expiresAt) rows.push({ group: { ...group, expiresAt: group.expiresAt }, standing });
    }
    next = read.next;
    if (next === undefined) break;
  }
  return rows.sort((a, b) => a.group.expiresAt.getTime() - b.group.expiresAt.getTime());
}
