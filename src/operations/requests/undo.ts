import { canStillUndo } from '../../domain/around-request.ts';
import { changedMeanwhile, notYoursToUndo } from '../../domain/around-request-errors.ts';
import { requestMoved } from '../audit-subject.ts';
import { AppError } from '../../domain/errors.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { everybodyAsked, subjectOf, type GroupRequest } from '../../domain/requests.ts';
import type { Rule } from '../../domain/rules.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';
import { forgetEnd } from '../terms/set-end.ts';
import { requestNow, type Decided } from './decide.ts';
import { announce } from './request-jobs.ts';
import { takeOwner } from './take-owner.ts';

/**
 * Whoever had the last word on a request. Others whom it concerns hear that it is not theirs; to strangers it does not exist.
 * @throws AppError `request.not-found`, `request.not-yours-to-undo`
 */
export const requestUndoer: Rule<{ requestId: string }> = async ({ requestId }, { caller, store }) => {
  const request = await store.requests.get(caller.tenantId, requestId);
  if (!request) throw noSuchRequest();
  if (request.decision?.by.id === caller.userId) return;
  const isConcerned = [request.requester, ...everybodyAsked(request)].some(({ id }) => id === caller.userId);
  throw isConcerned ? notYoursToUndo() : noSuchRequest();
};

/**
 * Takes back what was carried out, with the caller's own right: the effect first, which may be done twice without harm, then
 * it is written down. What somebody else has changed since stays as it is.
 */
export async function undo(request: GroupRequest, services: Services): Promise<Decided> {
  const { clock } = services;
  if (request.status === 'undone') return { request };
  if (request.status !== 'done' || !request.undoUntil)
    return refused(request, 'There is nothing of this that could be undone.', `request.${request.status}`);
  if (!canStillUndo(request, clock.now()))
    return refused(
      request,
      `The ten minutes in which this could be undone are over. ${instead(request)}`,
      'undo.too-late',
    );
  try {
    await takeBack(request, services);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code.startsWith('name.'))
      return refused(
        request,
        'Your organisation does not allow the earlier name any more. Nothing was undone.',
        error.code,
      );
    if (error.code !== 'undo.changed-meanwhile') throw error;
    return refused(request, error.advice, error.code);
  }
  return writeDown(request, services);
}

function refused(request: GroupRequest, notice: string, code: string): Decided {
  return { request, notice, change: { outcome: 'refused', code, ...aboutRequest(request) } };
}

function instead(request: GroupRequest): string {
  const { kind, group, wish } = request;
  const [who, name] = [subjectOf(request).displayName, group.displayName];
  switch (kind) {
    case 'join':
    case 'add-member':
      return `Say “remove ${who} from ${name}” instead.`;
    case 'owner':
      return `Say “drop owner ${who} from ${name}” instead.`;
    case 'visibility':
      return `Say “make ${name} ${wish?.what === 'visibility' ? wish.from : 'private'}” instead.`;
    case 'rename':
      return wish?.what === 'name' ? `Say “rename ${wish.to} to ${wish.from}” instead.` : '';
    case 'delete':
      return `Say “restore ${name}” instead, for 30 days after it was deleted.`;
    case 'create':
    case 'team':
      return '';
  }
}

/** @throws AppError `undo.changed-meanwhile` */
async function takeBack(request: GroupRequest, services: Services): Promise<void> {
  const { directory } = services;
  const { group, kind, wish } = request;
  const subject = subjectOf(request);
  if (kind === 'join' || kind === 'add-member')
    return unlessSo('member.not-present', directory.removeMember(group.id, subject.id));
  if (kind === 'owner') {
    const [now, isMember] = await Promise.all([
      directory.group(group.id),
      unlessRefused(directory.hasMember(group.id, subject.id)),
    ]);
    await takeOwner(now, { id: subject.id, isMember }, directory);
    return;
  }
  if (kind === 'delete') return restore(group.id, services);
  if (wish?.what === 'visibility') return backTo('visibility', wish, request, services);
  if (wish?.what === 'name') return backTo('displayName', wish, request, services);
  throw new Error(`Request ${request.id} does not say what to take back`);
}

/** Gone is gone, whoever did it. */
async function unlessSo(code: string, change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== code) throw error;
  }
}

async function restore(groupId: string, { directory, lifecycle }: Services): Promise<void> {
  try {
    await lifecycle.restore(groupId);
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'notFound') throw error;
    // Somebody has restored it already; or it was deleted for ever, which this says then.
    await directory.group(groupId);
  }
}

async function backTo(
  field: 'visibility' | 'displayName',
  { from, to }: { from: string; to: string },
  { group: { id } }: GroupRequest,
  { directory, profiles }: Services,
): Promise<void> {
  const now = (await directory.group(id))[field];
  if (now === from) return;
  if (now !== to) throw changedMeanwhile(field === 'displayName' ? `it is called ${now} now.` : `it is ${now} now.`);
  await profiles.change(id, { [field]: from });
}

async function writeDown(request: GroupRequest, services: Services): Promise<Decided> {
  const { store, caller, clock, recordEnd } = services;
  const undone = { by: { id: caller.userId, displayName: caller.displayName }, at: clock.now() };
  const details = requestMoved({ status: 'done' }, { status: 'undone' });
  const change: Change = { outcome: 'done', ...aboutRequest(request), details };
  const isMoved = await store.atomically(async (inside) => {
    if (!(await inside.requests.move(request.tenantId, request.id, 'done', 'undone', { undone }))) return false;
    if (request.wish?.what === 'until')
      await forgetEnd(request.group.id, subjectOf(request).id, { ...services, store: inside });
    await announce(inside, { ...request, undone, status: 'undone' });
    await recordEnd?.(inside.audit, change);
    return true;
  });
  return { request: await requestNow(request.id, services), ...(isMoved && { change }) };
}
