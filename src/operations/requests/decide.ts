import { longTime, readerOf } from '../../cards/reader.ts';
import type { NamesAsked } from '../../cards/request-card.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { amended, type Amendment } from '../../domain/amendments.ts';
import { fieldChange, type FieldChange } from '../../domain/audit.ts';
import { isActive, placesOf } from '../../domain/delegations.ts';
import type { PersonRef } from '../../domain/people.ts';
import { afterDecision, askedNow, stageOf, type GroupRequest, type RequestStatus } from '../../domain/requests.ts';
import { placeToCarryOut, placesInStage } from '../../domain/rules.ts';
import { saidIn, type Decision } from '../../domain/stages.ts';
import type { Store } from '../../ports/store.ts';
import { aboutRequest, inPlaceOf, requestMoved } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { announce, jobsForStage, settleJob } from './request-jobs.ts';
import { whoMayDecide } from './who-may-decide.ts';

/** How a press of Approve, Reject or Try again ended: the request as it stands, and why the press came to nothing. */
export interface Decided {
  request: GroupRequest;
  notice?: string;
  isReasonMissing?: boolean;
  /** Nothing was decided: the directory wants other names from whoever pressed. */
  names?: NamesAsked;
  change?: Change;
}

/** What somebody says in a stage. */
export interface Saying {
  outcome: Decision['outcome'];
  reason: string;
  /** What is to be created instead of what was asked for. */
  plan?: GroupPlan | undefined;
  /** What is approved otherwise than it was asked for, where this is the last word. */
  amendment?: Amendment | undefined;
}

/** @throws AppError `request.not-found` */
export async function requestNow(id: string, { store, caller }: Services): Promise<GroupRequest> {
  const request = await store.requests.get(caller.tenantId, id);
  if (!request) throw noSuchRequest();
  return request;
}

/** Another may say something in the same stage at the same moment: then it is looked at anew. */
const mostLooks = 5;

/**
 * Records what the caller says in the stage whose turn it is, unless somebody was faster: with the next stage's cards, or
 * where this was the last word, with the job that offers it to be tried again, should this process die before it is
 * carried out.
 * @returns the request as it stands then, or undefined when there is nothing for the caller to say any more
 */
export async function recordDecision(
  request: GroupRequest,
  { outcome, reason, plan, amendment }: Saying,
  services: Services,
): Promise<GroupRequest | undefined> {
  const { caller, clock } = services;
  const by = { id: caller.userId, displayName: caller.displayName };
  const said = { by, at: clock.now(), outcome, reason };
  let before: GroupRequest | undefined = request;
  for (let look = 1; before && look <= mostLooks; look += 1) {
    const places = await placesInStage(before, services);
    const [decision, ...others] = decisionsIn(before, said, places);
    if (!decision) return undefined;
    const decided = afterDecision(before, decision, await whoMayDecide(before, services, places), others);
    const planned = plan ? withPlan(decided, plan) : decided;
    const after = amendment && planned.status === 'approved' ? amended(planned, amendment) : planned;
    if (await writeDown(before, [decision, ...others], after, services)) return after;
    const now = await requestNow(request.id, services);
    before = maySay(now, request.stage, services) ? now : undefined;
  }
  return undefined;
}

/**
 * What somebody says, as it counts: for themselves, or in the place of whoever is away. One word is enough where any may
 * decide; where all have to agree, it counts for each of them who has not said anything.
 * @param places for whom it can count, as `placesInStage` gives them
 */
function decisionsIn(request: GroupRequest, said: Decision, places: readonly PersonRef[] = [said.by]): Decision[] {
  const stage = stageOf(request);
  const words = places
    .filter(({ id }) => !saidIn(stage, id))
    .map(({ id, displayName }): Decision => (id === said.by.id ? said : { ...said, for: { id, displayName } }));
  return stage?.decides === 'all' && said.outcome === 'approved' ? words : words.slice(0, 1);
}

function maySay(request: GroupRequest, stage: number, { caller, clock }: Services): boolean {
  if (request.status !== 'pending' || request.stage !== stage) return false;
  const now = stageOf(request);
  const asked = askedNow(request);
  const places = placesOf(request, asked, caller.userId, clock.now());
  const isAsked = places.length === 0 || asked.some(({ id }) => id === caller.userId);
  return (isAsked && !saidIn(now, caller.userId)) || places.some(({ id }) => !saidIn(now, id));
}

function writeDown(
  before: GroupRequest,
  [decision, ...others]: readonly [Decision, ...Decision[]],
  after: GroupRequest,
  { store, recordEnd }: Services,
): Promise<boolean> {
  const words = [decision, ...others];
  return store.atomically(async (inside) => {
    if (!(await stillHandedOver(words, before.tenantId, inside))) return false;
    if (!(await inside.requests.decide(before, decision, after))) return false;
    if (after.status === 'approved') {
      await inside.jobs.enqueue([settleJob(after, decision.at)]);
      return true;
    }
    await announce(inside, after);
    if (after.stage !== before.stage) await inside.jobs.enqueue(jobsForStage(after, decision.by.id));
    const said = fieldChange('decision', 'word', { to: decision.outcome });
    await recordEnd?.(inside.audit, {
      outcome: 'done',
      ...aboutRequest({ ...before, decision }),
      ...inPlaceOf(...words),
      details: [said, ...placesTold(words), ...requestMoved(before, after)],
    });
    return true;
  });
}

/** What was handed over may have been taken back while the colleague pressed: then it is looked at anew. */
async function stillHandedOver(words: readonly Decision[], tenantId: string, { delegations }: Store): Promise<boolean> {
  for (const { by, for: person, at } of words) {
    const running = person && (await delegations.running(tenantId, person.id));
    if (person && !(running?.delegate.id === by.id && isActive(running, at))) return false;
  }
  return true;
}

/** In whose places it was said, for the trail. */
function placesTold(words: readonly Decision[]): FieldChange[] {
  return words.flatMap(({ for: person }) => (person ? [fieldChange('inPlaceOf', 'person', { to: person.id })] : []));
}

/**
 * Takes the carrying out of what was agreed to, or has failed, upon the caller, if nobody was faster.
 * @param plan what is to be created instead of what was asked for
 * @returns the request to be carried out, or undefined when it had changed before
 */
export async function takeOn(
  request: GroupRequest,
  services: Services,
  plan?: GroupPlan,
): Promise<GroupRequest | undefined> {
  const { store, caller, clock } = services;
  const by = { id: caller.userId, displayName: caller.displayName };
  const place = await placeToCarryOut(request, services);
  const decision: Decision = { by, ...(place && { for: place }), at: clock.now(), outcome: 'approved', reason: '' };
  const taken: GroupRequest = { ...(plan ? withPlan(request, plan) : request), status: 'approved', decision };
  const change = { decision, ...(plan && { details: plan }) };
  const isFirst = await store.atomically(async (inside) => {
    if (!(await stillHandedOver([decision], request.tenantId, inside))) return false;
    if (!(await inside.requests.move(request.tenantId, request.id, request.status, 'approved', change))) return false;
    await inside.jobs.enqueue([settleJob(taken, decision.at)]);
    return true;
  });
  // Whoever had it handed over may not have it any more, and is told so.
  if (!isFirst && place) await placeToCarryOut(await requestNow(request.id, services), services);
  return isFirst ? taken : undefined;
}

function withPlan(request: GroupRequest, details: GroupPlan): GroupRequest {
  return { ...request, details, group: { ...request.group, displayName: details.displayName } };
}

/**
 * Whether a button was about another stage than the one whose turn it is, or the caller has said something in it already:
 * what was pressed then decides nothing.
 * @param pressed the stage that the button was drawn for; the first when absent
 */
export function isTooLate(request: GroupRequest, pressed: number | undefined, services: Services): boolean {
  return request.status === 'pending' && !maySay(request, pressed ?? 0, services);
}

/** Nothing was changed because the request stands differently: the card says how, and who was faster. */
export function tooLate(request: GroupRequest, services: Services, pressed?: number): Decided {
  return {
    request,
    notice: lateNotice(request, services, pressed),
    change: { outcome: 'refused', code: `request.${request.status}`, ...aboutRequest(request) },
  };
}

function lateNotice(request: GroupRequest, services: Services, pressed = 0): string {
  const { status } = request;
  const reader = readerOf(services);
  const decision = status === 'pending' ? stageWord(request, pressed, services) : request.decision;
  const verbs: Partial<Record<RequestStatus, string>> = {
    pending: decision?.outcome ?? '',
    agreed: 'approved',
    approved: 'approved',
    done: 'approved',
    failed: 'approved',
    rejected: 'rejected',
  };
  const verb = verbs[status];
  if (decision && verb !== undefined) {
    const { userId } = services.caller;
    const who = decision.by.id === userId ? 'You have' : `${decision.by.displayName} has`;
    const forYou = decision.for?.id === userId ? ' for you' : '';
    return `${who} ${verb} this${forYou} already, on ${longTime(decision.at, reader)}.`;
  }
  return status === 'lapsed'
    ? 'This came too late: the time to decide is over.'
    : 'There is nothing to decide any more.';
}

/** What was said in the stage that the button was about: by the caller, or by whoever was faster. */
function stageWord({ stages }: GroupRequest, pressed: number, { caller }: Services): Decision | undefined {
  const stage = stages[pressed];
  const own = stage?.decisions.find(({ by }) => by.id === caller.userId);
  return own ?? saidIn(stage, caller.userId) ?? stage?.decisions.at(-1);
}
