import { z } from 'zod';
import { expiringListCard, type ExpiringRow } from '../../cards/expiring-list.ts';
import type { Directory } from '../../ports/directory.ts';
import { defineOperation } from '../define-operation.ts';

const pageSize = 8;
const mostPages = 5;

/** The groups in which the caller has a part and that have an expiration date, the soonest first. */
export const expiringGroups = defineOperation({
  name: 'group.expiring',
  phrases: [
    'what expires',
    "what's expiring",
    'what is expiring',
    'what will expire',
    'expiring',
    'expiring groups',
    'my expiring groups',
    'which groups expire',
    'which groups are expiring',
    'which of my groups expire',
    'show expiring groups',
    'what must i renew',
    'what do i have to renew',
    'what do i need to renew',
  ],
  sayings: [
    'what|which expires|expire soon|next',
    'which|what of? my? groups|teams are|is|will expiring|expire soon?',
    'do|does|will any of my groups|teams expire soon?',
    'are any of my groups|teams expiring soon?',
    'what do i need|have to renew',
  ],
  summary: 'Show which of your groups expire, the soonest first',
  example: 'what expires',
  input: z.object({
    next: z.int({ error: 'This page cannot be found any more. Say “what expires”.' }).min(0).default(0),
  }),
  scopes: ['User.Read', 'GroupMember.Read.All'],

  async run({ next: start }, { directory }) {
    const rows = await expiringOf(directory);
    const end = start + pageSize;
    return { rows: rows.slice(start, end), total: rows.length, ...(end < rows.length && { next: end }) };
  },
  card: expiringListCard,
});

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
