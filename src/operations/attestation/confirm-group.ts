import { z } from 'zod';
import { answered, attestationRuleFor } from '../../domain/attestation.ts';
import type { Group } from '../../domain/groups.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { ownersByName } from '../owner-names.ts';
import { groupBeside } from '../side-by-side.ts';
import { attestationSteps } from './attestation-jobs.ts';
import { attestationShown, shownCard } from './attestation-now.ts';
import { newRound } from './new-round.ts';
import { answerChange, overtaken, recordAnswer, type Pressed } from './record-answer.ts';

const asSaid = /^(?:that\s+)?(.*?)\s+(?:is|are)\s+(?:still\s+)?(?:needed|required|in use)$/iu;

/**
 * Says of one's own accord that a group is still needed: answers the round that is open, or begins the next one early. Where no
 * rule asks about the group, this is the only question.
 * @throws AppError `group.not-owner`, `group.not-found`
 */
export const confirmGroup = defineOperation({
  name: 'attestation.confirm',
  phrases: ['confirm', 'confirm group', 'attest'],
  sayings: ['confirm that? {group} is still? needed|required'],
  summary: 'Confirm that a group you own is still needed',
  example: 'confirm Design Guild is still needed',
  fromWords: (words) => {
    const group = asSaid.exec(words)?.[1] ?? words;
    return group === '' ? {} : { group };
  },
  input: z.object({ group: groupName }),
  scopes: ['GroupMember.Read.All'],

  async run({ group: wanted }, services) {
    const { directory, store, caller } = services;
    const { group, beside } = await groupBeside(directory, wanted, (id) => directory.ownersOf(id));
    const owners = await beside();
    if (!owners.some(({ id }) => id === caller.userId)) throw onlyOwners(group, await ownersByName(group, services));
    const open = await store.attestations.openOf(caller.tenantId, group.id);
    const pressed = open
      ? await recordAnswer(open.id, 'needed', 'yes', services)
      : await begin(group, owners, services);
    const shown = await attestationShown(pressed.attestation, caller.userId, store);
    return { pressed, shown: { ...shown, ...(!pressed.isDone && { notice: overtaken }) } };
  },
  changes: ({ pressed }) => answerChange(pressed, 'needed', 'yes'),
  card: ({ shown }, reader) => shownCard(shown, reader),
});

/** Begins a round with its first answer. The other owners are reminded of what is left, as of any round. */
async function begin(group: Group, owners: readonly Person[], services: Services): Promise<Pressed> {
  const { store, caller, clock, policy } = services;
  const [last] = await store.attestations.lastRounds(caller.tenantId, [group.id]);
  const rule = attestationRuleFor(policy.attestation, group);
  const by = { id: caller.userId, displayName: caller.displayName };
  const about = { tenantId: caller.tenantId, round: (last?.round ?? 0) + 1, startedAt: clock.now() };
  const fresh = newRound(group, about, rule) ?? newRound(group, about);
  if (!fresh) throw new Error(`Nothing can be asked about group ${group.id}`);
  const attestation = fresh.terms.asks.includes('needed')
    ? answered(fresh, 'needed', { said: 'yes', by, at: clock.now() })
    : fresh;
  const isDone = await store.atomically(async (inside) => {
    const ids = owners.map(({ id }) => id);
    if (!(await inside.attestations.open(attestation, ids))) return false;
    if (attestation.state === 'open') await inside.jobs.enqueue(attestationSteps(attestation));
    return true;
  });
  if (isDone) return { attestation, isDone };
  const other = await store.attestations.openOf(caller.tenantId, group.id);
  return other ? recordAnswer(other.id, 'needed', 'yes', services) : { attestation, isDone };
}
