import type { Candidate, OwnerSearch } from '../domain/owner-search.ts';
import { ada, grace, guild, longNamed } from './samples.ts';

/** A search for an owner of the guild, and those who are asked. */
export const search: OwnerSearch = {
  id: '99999999-0000-4000-8000-000000000011',
  tenantId: '99999999-0000-4000-8000-000000000002',
  group: { id: guild.id, displayName: guild.displayName },
  state: 'asking',
  since: new Date('2026-01-03T09:00:00Z'),
  formerIds: [],
  round: 1,
  revision: 3,
};

const asked = {
  tenantId: search.tenantId,
  searchId: search.id,
  kind: 'member',
  state: 'asked',
  answerBy: new Date('2026-01-09T09:00:00Z'),
  acceptedAt: new Date('2026-01-06T07:00:00Z'),
} as const;

export const candidates: readonly Candidate[] = [
  { ...asked, person: grace, place: 0 },
  { ...asked, person: ada, place: 1 },
  { ...asked, person: longNamed, place: 2, state: 'waiting' },
];
