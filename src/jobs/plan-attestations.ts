import {
  attestationDue,
  attestationRuleFor,
  dayOf,
  mostNewADay,
  startOfDay,
  type Attestation,
  type AttestationRule,
} from '../domain/attestation.ts';
import type { DirectoryGroup } from '../domain/directory-group.ts';
import type { AppError } from '../domain/errors.ts';
import { attestationCardJob, attestationSteps } from '../operations/attestation/attestation-jobs.ts';
import { newRound } from '../operations/attestation/new-round.ts';
import type { LastRound } from '../ports/attestations.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { settleGone } from './settle-attestations.ts';

const perPage = 200;
/** Owners change seldom: when those of the last look have no room left today, nobody looks again. */
const ownersHoldMs = 6.5 * 24 * 3_600_000;

type Parts = HandlerParts & { scan: DirectoryScan };

interface DueGroup {
  group: DirectoryGroup;
  rule: AttestationRule;
  round: number;
}

/**
 * Finds the groups that are to be confirmed and asks their owners, who are looked up then. Reads what the scan knows page by
 * page. A round is written together with everything that follows from it, so this may die and run again anywhere. Groups
 * whose owners have all had enough new questions today wait for a day on which one has not.
 */
export function planAttestations(parts: Parts): Handler {
  const { store, clock, policy } = parts;
  return async ({ tenantId }, signal) => {
    await settleGone(parts, tenantId, signal);
    const rules = policy().attestation;
    const now = clock.now();
    const began = new Map<string, Date>();
    for (const { name } of rules) began.set(name, await store.attestations.ruleBegan(tenantId, name, now));
    let failure: AppError | undefined;
    let afterId: string | undefined;
    do {
      signal.throwIfAborted();
      const page = await store.directoryGroups.microsoft365(tenantId, {
        limit: perPage,
        ...(afterId !== undefined && { afterId }),
      });
      const last = await store.attestations.lastRounds(
        tenantId,
        page.map(({ id }) => id),
      );
      const due = dueIn(page, last, { rules, began, now });
      failure ??= await beginAll(parts, tenantId, await withRoom(parts, tenantId, due, now), now);
      afterId = page.length === perPage ? page.at(-1)?.id : undefined;
    } while (afterId !== undefined);
    if (failure) throw failure;
  };
}

function dueIn(
  page: readonly DirectoryGroup[],
  last: readonly LastRound[],
  { rules, began, now }: { rules: readonly AttestationRule[]; began: ReadonlyMap<string, Date>; now: Date },
): DueGroup[] {
  const rounds = new Map(last.map((one) => [one.groupId, one]));
  return page.flatMap((group): DueGroup[] => {
    const { displayName, classification } = group;
    const rule = attestationRuleFor(rules, { displayName, ...(classification !== null && { classification }) });
    const { round = 0, isOpen = false, endedAt } = rounds.get(group.id) ?? {};
    if (!rule || isOpen) return [];
    const dueAt = attestationDue(group, rule, { ruleBegan: began.get(rule.name) ?? now, lastEnded: endedAt });
    return dueAt <= now ? [{ group, rule, round: round + 1 }] : [];
  });
}

/** Without those whose owners, as far as they are known, have no room today. */
async function withRoom({ store }: Parts, tenantId: string, due: readonly DueGroup[], now: Date): Promise<DueGroup[]> {
  const known = ({ group: { owners } }: DueGroup): string[] =>
    owners && now.getTime() - owners.at.getTime() < ownersHoldMs ? owners.ids : [];
  const booked = await store.attestations.bookedOn(tenantId, [...new Set(due.flatMap(known))], dayOf(now));
  return due.filter((one) => {
    const owners = known(one);
    return owners.length === 0 || owners.some((id) => (booked.get(id) ?? 0) < mostNewADay);
  });
}

/** @returns why some group could not be looked at; the others are asked about */
async function beginAll(
  parts: Parts,
  tenantId: string,
  due: readonly DueGroup[],
  now: Date,
): Promise<AppError | undefined> {
  if (due.length === 0) return undefined;
  const { store, scan } = parts;
  const ids = due.map(({ group }) => group.id);
  const { found, failures } = await scan.look(tenantId, ids, { owners: true });
  await store.directoryGroups.putLooks(tenantId, found, now);
  for (const look of found) {
    const one = due.find(({ group }) => group.id === look.id);
    if (!one || 'gone' in look) continue;
    const about = { tenantId, round: one.round, startedAt: now };
    const attestation = newRound({ ...one.group, displayName: look.displayName }, about, one.rule);
    const ownerIds = [...new Set(look.ownerIds ?? [])];
    if (attestation && ownerIds.length > 0) await begin(parts, attestation, ownerIds);
  }
  return failures[0];
}

/** Writes a round down with its questions, each on the first day on which its owner has room; none where nobody has room today. */
async function begin({ store }: Parts, attestation: Attestation, ownerIds: readonly string[]): Promise<void> {
  const { tenantId, startedAt } = attestation;
  const today = dayOf(startedAt);
  const booked = await store.attestations.bookedOn(tenantId, ownerIds, today);
  if (ownerIds.every((id) => (booked.get(id) ?? 0) >= mostNewADay)) return;
  await store.atomically(async (inside) => {
    if (!(await inside.attestations.open(attestation, ownerIds))) return;
    for (const id of ownerIds) {
      const day = await inside.attestations.book(attestation, id, today, mostNewADay);
      const dueAt = day === today ? startedAt : startOfDay(day);
      await inside.jobs.enqueue([attestationCardJob(attestation, id, 'asked', dueAt)]);
    }
    await inside.jobs.enqueue(attestationSteps(attestation));
  });
}
