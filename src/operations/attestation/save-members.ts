import { z } from 'zod';
import { answered, openAsks, type Attestation, type AttestedState } from '../../domain/attestation.ts';
import { fieldChange } from '../../domain/audit.ts';
import type { AppError } from '../../domain/errors.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { words } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { forgetEnd } from '../terms/set-end.ts';
import { attestationId, attestationToAnswer, type Answerable } from './attestation-now.ts';
import {
  asItStands,
  lookingCard,
  memberPosition,
  membersAtOnce,
  pageOf,
  type Looking,
} from './look-through-members.ts';
import { change, overtaken } from './record-answer.ts';

const choice = z.enum(['keep', 'remove'], { error: 'Say of each whether they stay.' }).optional();
const broken = 'This page is broken. Open the list again.';
/** On whom nobody has decided, or it did not work, or whoever decided has died over it. */
const undecided: readonly AttestedState[] = ['undecided', 'failed', 'removing'];

/**
 * Saves a page of members: who stays, and who is taken out at once, with the right of whoever presses. Owners are not
 * taken out here. Each one is on record; what could not be done stays in the list, with the reason.
 * @throws AppError `attestation.not-found`, `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const saveMembers = defineOperation({
  name: 'attestation.save-members',
  phrases: [],
  summary: 'Save who stays in a group and who is taken out',
  example: '',
  input: z.object({
    attestationId,
    ids: z
      .array(z.guid({ error: broken }), { error: broken })
      .min(1, broken)
      .max(membersAtOnce, broken),
    after: memberPosition,
    search: words,
    m0: choice,
    m1: choice,
    m2: choice,
    m3: choice,
    m4: choice,
    m5: choice,
    m6: choice,
    m7: choice,
  }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All'],

  async run(input, services): Promise<{ looking: Looking; changes: Change[] }> {
    const found = await attestationToAnswer(input.attestationId, services);
    if (!openAsks(found.attestation).includes('members'))
      return { looking: await asItStands(found.attestation, services, overtaken), changes: [] };
    refuseUnlessByHand(found.group);
    const choices = [input.m0, input.m1, input.m2, input.m3, input.m4, input.m5, input.m6, input.m7];
    const owners = new Set(found.owners.map(({ id }) => id));
    const wanted = input.ids.map((id, index) => ({ id, choice: owners.has(id) ? 'keep' : choices[index] }));
    const idsOf = (what: 'keep' | 'remove') => wanted.filter((one) => one.choice === what).map(({ id }) => id);
    const claimed = await claim(found.attestation, { keep: idsOf('keep'), remove: idsOf('remove') }, services);
    const removal = await takeOut(found, claimed.removing, services);
    const changes = await settle(found.attestation, removal, claimed.kept.length, services);
    return { looking: await next(found, { claimed, removal }, input, services), changes };
  },
  // Each was put on record as it was settled.
  changes: ({ changes }) => changes,
  card: ({ looking }, reader) => lookingCard(looking, reader),
});

interface Claimed {
  kept: string[];
  removing: string[];
}

/** Of two who save the same page each person is decided on once. */
function claim(
  attestation: Attestation,
  { keep, remove }: { keep: string[]; remove: string[] },
  { store }: Services,
): Promise<Claimed> {
  return store.atomically(async (inside) => {
    const kept = await inside.attestations.decide(attestation, keep, undecided, { state: 'kept' });
    const removing = await inside.attestations.decide(attestation, remove, undecided, { state: 'removing' });
    return { kept, removing: remove.filter((id) => removing.includes(id)) };
  });
}

interface Removal {
  id: string;
  refusal?: AppError;
}

async function takeOut({ group }: Answerable, ids: readonly string[], services: Services): Promise<Removal[]> {
  if (ids.length === 0) return [];
  const ends = await services.directory.removeMembers(group.id, ids);
  const byId = new Map(ends.map(({ userId, refusal }) => [userId.toLowerCase(), refusal]));
  const done = ids.map((id): Removal => {
    const refusal = byId.get(id.toLowerCase());
    return refusal ? { id, refusal } : { id };
  });
  for (const { id } of done.filter(({ refusal }) => isOut(refusal))) await forgetEnd(group.id, id, services);
  return done;
}

/** Gone is gone: another owner may have been faster. */
function isOut(refusal: AppError | undefined): boolean {
  return refusal === undefined || refusal.code === 'member.not-present';
}

/** What became of each, on record in the same transaction. */
async function settle(
  { tenantId, id, group }: Attestation,
  removal: readonly Removal[],
  kept: number,
  { store, recordEnd }: Services,
): Promise<Change[]> {
  const about = { tenantId, id };
  const changes = [
    ...removal.flatMap((one) => changeOf(one, group.id)),
    ...(kept > 0
      ? [
          {
            outcome: 'done' as const,
            groupId: group.id,
            details: [fieldChange('membersKept', 'word', { to: String(kept) })],
          },
        ]
      : []),
  ];
  const any: readonly AttestedState[] = [...undecided, 'kept'];
  await store.atomically(async (inside) => {
    const out = removal.filter(({ refusal }) => isOut(refusal)).map((one) => one.id);
    await inside.attestations.decide(about, out, any, { state: 'removed' });
    for (const { id: memberId, refusal } of removal)
      if (refusal && !isOut(refusal))
        await inside.attestations.decide(about, [memberId], any, { state: 'failed', code: refusal.code });
    for (const end of changes) await recordEnd?.(inside.audit, end);
  });
  return changes;
}

function changeOf({ id, refusal }: Removal, groupId: string): Change[] {
  if (!refusal) return [{ outcome: 'done', groupId, ...aboutPerson({ id }) }];
  if (isOut(refusal)) return [];
  const outcome = refusal.kind === 'throttled' || refusal.kind === 'upstream' ? 'failed' : 'refused';
  return [{ outcome, groupId, code: refusal.code, ...aboutPerson({ id }) }];
}

/** The page behind this one; where that was the last, how the round stands. */
async function next(
  found: Answerable,
  { claimed, removal }: { claimed: Claimed; removal: readonly Removal[] },
  { after, search }: { after: string; search: string },
  services: Services,
): Promise<Looking> {
  const { store, caller, clock } = services;
  const progress = await store.attestations.progress(found.attestation);
  const by = { id: caller.userId, displayName: caller.displayName };
  const { attestation } = await change(found.attestation.id, services, (now) => {
    if (!openAsks(now).includes('members')) return undefined;
    const counted = { ...now, members: progress };
    return progress.left > 0 ? counted : answered(counted, 'members', { said: 'checked', by, at: clock.now() });
  });
  const refused = removal.filter(({ refusal }) => !isOut(refusal));
  const notice = savedWords(claimed.kept.length, removal.length - refused.length);
  if (!openAsks(attestation).includes('members')) return asItStands(attestation, services, notice);
  const failed = refused.map(({ id, refusal }) => ({ id, advice: refusal?.advice ?? '' }));
  const isAgain = failed.length > 0;
  return pageOf(
    { ...found, attestation },
    { after: isAgain ? after : '', search: isAgain ? search : '', notice, failed },
    services,
  );
}

function savedWords(kept: number, removed: number): string {
  if (kept + removed === 0) return 'Others were faster with these. Here is who is left.';
  const parts = [
    ...(kept > 0 ? [kept === 1 ? '1 stays' : `${kept} stay`] : []),
    ...(removed > 0 ? [removed === 1 ? '1 was taken out' : `${removed} were taken out`] : []),
  ];
  return `Saved: ${parts.join(', ')}.`;
}
