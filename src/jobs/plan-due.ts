import { dayMs } from '../domain/expiry.ts';
import { AppError } from '../domain/errors.ts';
import type { DirectoryScan, ExpiringGroup, Looks } from '../ports/scan.ts';
import type { DirectoryGroupStore, GroupPosition } from '../ports/directory-groups.ts';
import type { HandlerParts } from './handler-parts.ts';
import { askForStandIns } from './ask-for-stand-ins.ts';
import { lookAheadMs, planNotices, stepsOf } from './plan-notices.ts';

const perPage = 100;
/** Owners change seldom; between two steps they are asked for once a week. */
const ownersHoldMs = 6.5 * dayMs;

type Parts = HandlerParts & { scan: DirectoryScan };
type DueGroup = Awaited<ReturnType<DirectoryGroupStore['dueBetween']>>[number];

/**
 * Plans what has to be said about ends of groups. What may be due is computed from the store, whose dates may be older than
 * Graph's, since delta queries promise nothing about computed dates; so each group with something new to say is
 * looked at once more, together with its owners, before anybody is told. The others are planned with what is known of
 * them, for whoever is to hear but could not be reached before, such as a channel to which the bot has just come.
 * @returns why some group could not be looked at; the others are planned
 */
export async function planDue(
  parts: Parts,
  tenantId: string,
  now: Date,
  signal: AbortSignal,
): Promise<AppError | undefined> {
  const { store, policy } = parts;
  const until = new Date(now.getTime() + Math.max(...policy().expiry.noticeDays) * dayMs + lookAheadMs);
  let failure: AppError | undefined;
  let after: GroupPosition | undefined;
  do {
    signal.throwIfAborted();
    const due = await store.directoryGroups.dueBetween(tenantId, {
      from: now,
      until,
      limit: perPage,
      ...(after && { after }),
    });
    const [first] = await planPage(parts, tenantId, due, now);
    failure ??= first;
    const last = due.length === perPage ? due.at(-1) : undefined;
    after = last && { at: last.expiresAt, id: last.id };
  } while (after);
  return failure;
}

async function planPage(parts: Parts, tenantId: string, due: readonly DueGroup[], now: Date): Promise<AppError[]> {
  const { store } = parts;
  const isNew = await newsOf(parts, tenantId, due, now);
  const wanted = due.filter((group) => isNew(group) || !areOwnersKnown(group, now));
  const known = due
    .filter((group) => !wanted.includes(group))
    .map(({ id, displayName, expiresAt, owners }) => ({ id, displayName, expiresAt, ownerIds: owners?.ids ?? [] }));
  const { found, failures } = await lookAt(parts, tenantId, wanted);
  await store.directoryGroups.putLooks(tenantId, found, now);
  const looked = found.flatMap((look): ExpiringGroup[] => {
    if ('gone' in look || !look.expiresAt) return [];
    const { id, displayName, expiresAt, ownerIds = [] } = look;
    return [{ id, displayName, expiresAt, ownerIds: [...ownerIds] }];
  });
  await planNotices(parts, tenantId, [...known, ...looked], now);
  await askForStandIns(parts, tenantId, looked, now);
  return failures;
}

/** What cannot be read takes nothing from what is known already. */
async function lookAt({ scan }: Parts, tenantId: string, wanted: readonly DueGroup[]): Promise<Looks> {
  const ids = wanted.map(({ id }) => id);
  if (ids.length === 0) return { found: [], failures: [] };
  try {
    return await scan.look(tenantId, ids, { owners: true });
  } catch (error) {
    if (error instanceof AppError) return { found: [], failures: [error] };
    throw error;
  }
}

function areOwnersKnown({ owners }: DueGroup, now: Date): boolean {
  return owners !== undefined && Math.abs(now.getTime() - owners.at.getTime()) < ownersHoldMs;
}

/** @returns whether a step of a group is due, or will be soon, that nobody has been told of */
async function newsOf(
  { store, policy }: Parts,
  tenantId: string,
  due: readonly DueGroup[],
  now: Date,
): Promise<(group: DueGroup) => boolean> {
  const key = (groupId: string, expiresAt: Date, step: string): string => `${groupId} ${expiresAt.getTime()} ${step}`;
  const steps = await store.notices.plannedSteps(
    tenantId,
    due.map(({ id }) => id),
  );
  const { noticeDays } = policy().expiry;
  const planned = new Set(steps.map((one) => key(one.groupId, one.expiresAt, one.step)));
  return ({ id, expiresAt }) =>
    stepsOf(expiresAt, now, noticeDays).some(({ step }) => !planned.has(key(id, expiresAt, step)));
}
