import { z } from 'zod';
import { attestationMembersCard, type AttestationMembers } from '../../cards/attestation-members.ts';
import type { Reader } from '../../cards/reader.ts';
import type { AttestationShown } from '../../cards/attestation-card.ts';
import { isUnusual, openAsks, type Attestation } from '../../domain/attestation.ts';
import { AppError } from '../../domain/errors.ts';
import type { Member } from '../../domain/people.ts';
import type { PresentMember } from '../../ports/attestations.ts';
import { defineOperation } from '../define-operation.ts';
import { words } from '../inputs.ts';
import type { Outcome, Services } from '../operation.ts';
import { attestationId, attestationShown, shownCard, attestationToAnswer, type Answerable } from './attestation-now.ts';
import { change, overtaken } from './record-answer.ts';

export const membersAtOnce = 8;
const readAtOnce = 999;
/** A turn has time for so many pages; then its time begins anew. */
const pagesInATurn = 8;
/** Nobody looks through more. */
const mostMembers = 20_000;
const lookScopes = ['GroupMember.Read.All', 'User.Read.All'];

/** Where the list goes on, as a card carries it. */
export const memberPosition = z.string({ error: 'This page cannot be found any more.' }).max(1_000).default('');

/** A page of members to decide on; how the round stands, where nothing is to be decided any more. */
export type Looking = { page: AttestationMembers } | { shown: AttestationShown };

/**
 * Shows who is in a group that is being confirmed, a page at a time, guests and people who have left first. The first page
 * reads the group anew; on whom somebody has decided is not shown again.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.not-found`
 */
export const lookThroughMembers = defineOperation({
  name: 'attestation.members',
  phrases: [],
  summary: 'Look through the members of a group to confirm',
  example: '',
  input: z.object({ attestationId, after: memberPosition, search: words }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ attestationId: id, after, search }, services): Promise<Looking> {
    const found = await attestationToAnswer(id, services);
    if (!openAsks(found.attestation).includes('members')) return asItStands(found.attestation, services, overtaken);
    if (after === '' && search === '') await readMembers(found, services);
    return pageOf(found, { after, search }, services);
  },
  card: lookingCard,
});

export function lookingCard(looking: Looking, reader: Reader): Outcome {
  return 'page' in looking ? attestationMembersCard(looking.page, reader) : shownCard(looking.shown, reader);
}

export async function asItStands(attestation: Attestation, services: Services, notice?: string): Promise<Looking> {
  const shown = await attestationShown(attestation, services.caller.userId, services.store);
  return { shown: { ...shown, ...(notice !== undefined && { notice }) } };
}

/** @param at.search those whose names hold these words; all when empty */
export async function pageOf(
  { attestation, owners }: Answerable,
  at: { after: string; search: string; notice?: string; failed?: AttestationMembers['failed'] },
  { store }: Services,
): Promise<Looking> {
  const { after, search, notice, failed = [] } = at;
  const [read, progress] = await Promise.all([
    store.attestations.membersLeft(attestation, { limit: membersAtOnce + 1, after, search }),
    store.attestations.progress(attestation),
  ]);
  const members = read.slice(0, membersAtOnce);
  const last = read.length > membersAtOnce ? members.at(-1) : undefined;
  return {
    page: {
      attestation,
      members,
      progress,
      owners: owners.length,
      search,
      failed,
      isContinued: after !== '',
      ...(last && { after: last.position }),
      ...(notice !== undefined && { notice }),
    },
  };
}

/** Writes down who is in the group now, besides its owners. */
async function readMembers({ attestation, owners }: Answerable, services: Services): Promise<void> {
  const { store } = services;
  const ownerIds = new Set(owners.map(({ id }) => id));
  const members = (await allMembers(attestation.group.id, services))
    .filter(({ id }) => !ownerIds.has(id))
    .map((member) => presentMember(member, attestation));
  await store.atomically((inside) => inside.attestations.putMembers(attestation, members));
  const progress = await store.attestations.progress(attestation);
  await change(attestation.id, services, (now) =>
    now.state === 'open' && now.members?.left !== progress.left ? { ...now, members: progress } : undefined,
  );
}

function presentMember(member: Member, { terms }: Attestation): PresentMember {
  const { id, displayName, type, isGuest, isEnabled } = member;
  const one = { id, displayName, type, isGuest, isDisabled: isEnabled === false };
  return { ...one, comesFirst: isUnusual(one, terms) };
}

/** Whose account is switched off is told only where the caller has agreed to it before. */
async function allMembers(groupId: string, services: Services): Promise<Member[]> {
  try {
    return await readAll(groupId, { ...services, anew: () => services.beyond(lookScopes) }, true);
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'signIn' || error.kind === 'denied'))
      return readAll(groupId, services, false);
    throw error;
  }
}

async function readAll(groupId: string, services: Pick<Services, 'anew'>, accounts: boolean): Promise<Member[]> {
  const members: Member[] = [];
  let next: string | undefined;
  let { directory } = services.anew();
  for (let page = 1; ; page++) {
    const read = await directory.membersOf(groupId, {
      pageSize: readAtOnce,
      accounts,
      ...(next !== undefined && { next }),
    });
    members.push(...read.items);
    if (read.next === undefined || members.length >= mostMembers) return members.slice(0, mostMembers);
    next = read.next;
    if (page % pagesInATurn === 0) ({ directory } = services.anew());
  }
}
