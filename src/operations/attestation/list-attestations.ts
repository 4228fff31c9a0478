import { z } from 'zod';
import { attestationsListCard, type AttestationsList } from '../../cards/attestations-list.ts';
import type { AttestationState } from '../../domain/attestation.ts';
import { auditReaderRoles } from '../../domain/audit-readers.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { pageUpTo, timePlace } from '../time-place.ts';

const pageSize = 8;
const lostPage = 'This page cannot be found any more. Ask again.';

const states: Readonly<Record<AttestationsList['what'], readonly AttestationState[]>> = {
  waiting: ['open', 'lapsed'],
  all: ['open', 'lapsed', 'finished', 'settled'],
};

/**
 * Groups that wait to be confirmed: of the caller; administrators see those of the whole organisation, also those that
 * nobody answered in time.
 */
export const listAttestations = defineOperation({
  name: 'attestation.list',
  phrases: [
    'groups to confirm',
    'what do i have to confirm',
    'what is there to confirm',
    'list groups to confirm',
    'attestations',
    'which groups are not confirmed',
    'unconfirmed groups',
  ],
  sayings: ['which groups do|must|should i have? to? confirm', 'what|which groups has|have not been confirmed'],
  summary: 'Show which groups wait to be confirmed',
  example: 'groups to confirm',
  input: z.object({ what: z.enum(['waiting', 'all'], { error: lostPage }).default('waiting'), next: timePlace }),
  scopes: ['User.Read'],

  async run({ what, next }, services): Promise<AttestationsList> {
    const { store, caller } = services;
    const isAdmin = await mayReadAll(services);
    const about = isAdmin ? { states: states[what] } : { personId: caller.userId, states: ['open'] as const };
    const page = { limit: pageSize + 1, ...(next && { after: { lapsesAt: next.at, id: next.id } }) };
    const found = await store.attestations.list(caller.tenantId, about, page);
    const { shown: attestations, ...rest } = pageUpTo(pageSize, found, ({ lapsesAt: at, id }) => ({ at, id }));
    return {
      what,
      isAdmin,
      attestations,
      ...rest,
      isContinued: next !== undefined,
    };
  },
  card: attestationsListCard,
});

async function mayReadAll({ memberships, caller }: Services): Promise<boolean> {
  const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles);
  return held.length > 0;
}
