import { z } from 'zod';
import { attestationCard, type AttestationShown } from '../../cards/attestation-card.ts';
import type { Reader } from '../../cards/reader.ts';
import { noSuchAttestation, type Attestation } from '../../domain/attestation.ts';
import type { Group } from '../../domain/groups.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import { outgoingKeeperRoles } from '../../domain/outgoing.ts';
import type { Person } from '../../domain/people.ts';
import type { Store } from '../../ports/store.ts';
import type { Outcome, Services } from '../operation.ts';
import { ownersByName } from '../owner-names.ts';

/** Only cards carry it. */
export const attestationId = z.guid({ error: 'This button is broken. Ask again for “groups to confirm”.' });

/** @throws AppError `attestation.not-found` */
export async function attestationNow(
  id: string,
  { store, caller }: Pick<Services, 'store' | 'caller'>,
): Promise<Attestation> {
  const attestation = await store.attestations.get(caller.tenantId, id);
  if (!attestation) throw noSuchAttestation();
  return attestation;
}

/** A round that the caller may answer, with its group as the directory has it now. */
export interface Answerable {
  attestation: Attestation;
  group: Group;
  owners: Person[];
}

/**
 * A round whose group the caller owns now, as the directory says with the caller's own token; or that somebody may answer
 * who may change every group, because the directory would let them do the rest.
 * @throws AppError `attestation.not-found` to whoever was not asked, `group.not-owner` to whoever was, `group.not-found`
 */
export async function attestationToAnswer(id: string, services: Services): Promise<Answerable> {
  const { directory, store, caller } = services;
  const attestation = await attestationNow(id, services);
  const [group, owners] = await Promise.all([
    directory.group(attestation.group.id),
    directory.ownersOf(attestation.group.id),
  ]);
  const found = { attestation, group, owners };
  if (owners.some((owner) => owner.id === caller.userId) || (await mayChangeEveryGroup(services))) return found;
  const asked = await store.attestations.asked(attestation);
  if (!asked.some(({ personId }) => personId === caller.userId)) throw noSuchAttestation();
  throw onlyOwners(group, await ownersByName(group, services));
}

async function mayChangeEveryGroup({ memberships, caller }: Services): Promise<boolean> {
  const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, outgoingKeeperRoles);
  return held.length > 0;
}

/** What a card about a round shows to somebody. What is known of the group is as old as the last scan. */
export async function attestationShown(
  attestation: Attestation,
  userId: string,
  store: Store,
): Promise<AttestationShown> {
  const [asked, known] = await Promise.all([
    store.attestations.asked(attestation),
    store.directoryGroups.get(attestation.tenantId, attestation.group.id),
  ]);
  return {
    attestation,
    ownersAsked: asked.filter(({ role }) => role === 'owner').length,
    isStandIn: asked.some(({ personId, role }) => personId === userId && role === 'standIn'),
    hasTeam: known?.hasTeam ?? false,
    ...(known?.expiresAt && { expiresAt: known.expiresAt }),
  };
}

/** The card of a round, in a message that is kept true from then on. */
export function shownCard(shown: AttestationShown, reader: Reader): Outcome {
  const { id, revision } = shown.attestation;
  return { ...attestationCard(shown, reader), showsAttestation: { id, revision } };
}
