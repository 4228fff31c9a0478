import { carryOutVerb, goOnVerb } from '../../cards/request-verbs.ts';
import type { TogetherEnd, TogetherRow } from '../../cards/together-done.ts';
import { AppError } from '../../domain/errors.ts';
import { endsWithApproval, everybodyAsked, wasHandedTo, type GroupRequest } from '../../domain/requests.ts';
import type { ConnectedGraph } from '../../ports/graph.ts';
import type { Operation, Progress, Services } from '../operation.ts';

/** One of several requests, with the step that its box was ticked for. */
export interface Chosen {
  id: string;
  stage: number;
}

/** How several are decided. */
export interface Deciding {
  /** The rights that the press has anyway. */
  scopes: readonly string[];
  /** By the operation of the button that a request has by itself, with what that gets; undefined where there is none. */
  by: (request: GroupRequest) => { operation: Operation; raw: Record<string, unknown> } | undefined;
}

/** So few are answered at once; of more the card says how far they are. */
const fewAtOnce = 3;

/**
 * Decides several requests one after the other, each exactly as its own button would: with the rights of that button,
 * looked at anew, on record by itself. Rights that the person has not agreed to are asked of nobody here.
 * @param show how far the work is
 * @returns what came of each, in their order; those that there was no time for are left
 */
export async function decideTogether(
  chosen: readonly Chosen[],
  deciding: Deciding,
  services: Services,
  show: (rows: readonly TogetherRow[]) => Promise<void>,
): Promise<TogetherRow[]> {
  const { store, caller, progress } = services;
  const rows: TogetherRow[] = [];
  let hasTime = true;
  for (const { id, stage } of chosen) {
    const request = await store.requests.get(caller.tenantId, id);
    if (!request || !concerns(request, caller.userId)) continue;
    rows.push(hasTime ? await decideOne(request, stage, deciding, services) : { request, end: 'left' });
    if (!hasTime || chosen.length <= fewAtOnce || rows.length === chosen.length) continue;
    await show(rows);
    hasTime = await progress.pause(0);
  }
  return rows.filter(({ end, advice }) => end !== 'refused' || advice !== undefined);
}

/** Knowing an id tells nothing: what this shows is for those who were asked. */
function concerns(request: GroupRequest, userId: string): boolean {
  return everybodyAsked(request).some(({ id }) => id === userId) || wasHandedTo(request, userId);
}

async function decideOne(
  before: GroupRequest,
  stage: number,
  deciding: Deciding,
  services: Services,
): Promise<TogetherRow> {
  const how = deciding.by(before);
  if (!how) return { request: before, end: 'late' };
  const { operation, raw } = how;
  const inside = { ...services, ...portsFor(operation, deciding.scopes, services), progress: quiet(services.progress) };
  try {
    await operation.execute({ requestId: before.id, stage, ...raw }, inside);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const request = await now(before, services);
    // To whom it does not concern it does not exist, here neither.
    if (error.code === 'request.not-found') return { request, end: 'refused' };
    if (error.kind !== 'signIn') return { request, end: 'refused', advice: error.advice };
    return { request, end: 'consent', canConsent: carryOutVerb(request) === 'request.approve' };
  }
  const request = await now(before, services);
  return { request, end: endOf(before, request, services) };
}

/** With the token that the press has, where that is enough; else with one for the rights of the operation. */
function portsFor({ scopes }: Operation, has: readonly string[], { anew, beyond }: Services): ConnectedGraph {
  return scopes.every((scope) => has.includes(scope)) ? anew() : beyond(scopes);
}

/** What one of them says of itself meanwhile would cover how far the whole is. */
function quiet(progress: Progress): Progress {
  return { tell: () => Promise.resolve(), pause: (milliseconds) => progress.pause(milliseconds) };
}

async function now(request: GroupRequest, { store, caller }: Services): Promise<GroupRequest> {
  return (await store.requests.get(caller.tenantId, request.id)) ?? request;
}

function endOf(before: GroupRequest, after: GroupRequest, { caller }: Services): TogetherEnd {
  if (wordsOf(after, caller.userId) !== wordsOf(before, caller.userId))
    return after.status === 'failed' ? 'failed' : 'decided';
  return after.revision === before.revision && after.status === before.status && isStillOpen(after, caller.userId)
    ? 'form'
    : 'late';
}

/** Changes with each word of somebody about a request. */
function wordsOf({ stages, decision }: GroupRequest, userId: string): string {
  const said = stages.flatMap(({ decisions }) => decisions).filter(({ by }) => by.id === userId).length;
  return `${said}@${decision?.by.id === userId ? decision.at.getTime() : 0}`;
}

function isStillOpen({ status, stages, stage }: GroupRequest, userId: string): boolean {
  if (status !== 'pending') return status === 'failed' || status === 'agreed';
  return stages[stage]?.decisions.every(({ by }) => by.id !== userId) ?? false;
}

/** The verb of the button that says yes to a request as it stands; undefined where there is nothing to say. */
export function yesVerb(request: GroupRequest): string | undefined {
  if (request.status === 'pending') return endsWithApproval(request) ? carryOutVerb(request) : 'request.agree';
  return request.status === 'failed' || request.status === 'agreed' ? goOnVerb(request) : undefined;
}
