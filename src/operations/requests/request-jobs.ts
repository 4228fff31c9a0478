import {
  askedNow,
  delegateDenied,
  delegatesNow,
  endsAt,
  openNow,
  stageOf,
  stateStamp,
  type GroupRequest,
  type RequestCardCopy,
  type RequestStatus,
} from '../../domain/requests.ts';
import type { ApproverNews } from '../../cards/approver-told.ts';
import { isSubjectNews, type SubjectNews } from '../../cards/subject-told.ts';
import type { NewJob } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';

/** How long an approver's click may take before somebody else is offered to try again. */
const settleAfterMs = 60_000;
/** How long the answer to the requester has to be recorded before the card is sent once more. */
const statusCardAfterMs = 60_000;

/** What follows a new request: a card for each approver, one for the requester if the answer got lost, and its end. */
export function jobsForNewRequest(request: GroupRequest, now: Date): NewJob[] {
  return [
    ...jobsForStage(request),
    {
      ...cardJob(request, request.requester.id, 'requester', 0),
      dueAt: new Date(now.getTime() + statusCardAfterMs),
    },
    job(request, 'lapse-request', 'lapse', {}, request.lapsesAt),
    ...subjectJobs(request, 'asked'),
  ];
}

/** What failed concerns them only where a group may be there that is theirs. */
function isForSubject(request: GroupRequest): request is GroupRequest & { status: SubjectNews } {
  return isSubjectNews(request.status) && (request.status !== 'failed' || request.kind === 'create');
}

/** Whom it is about hears that somebody asks for them, and what came of it. */
function subjectJobs(request: GroupRequest, what: SubjectNews): NewJob[] {
  const { subject } = request;
  return subject ? [job(request, 'tell-subject', `subject:${what}`, { recipientId: subject.id, what })] : [];
}

/**
 * What follows when a stage begins, or when all have agreed: a card for each who is asked now, and what happens when they
 * say nothing.
 * @param decidedBy who has just decided, and has the card before their eyes
 */
export function jobsForStage(request: GroupRequest, decidedBy?: string): NewJob[] {
  const { requester, terms, stage } = request;
  const now = stageOf(request);
  const others = askedNow(request).filter(({ id }) => id !== decidedBy && id !== requester.id);
  const colleagues = delegatesNow(request).filter(({ delegate }) => delegate.id !== decidedBy);
  const asked = new Set([...others.map(({ id }) => id), ...colleagues.map(({ delegate }) => delegate.id)]);
  const cards = [...asked].map((id) => cardJob(request, id, 'approver', stage));
  if (!now?.begunAt) return cards;
  const after = (days: number): Date => new Date((now.begunAt?.getTime() ?? 0) + days * 86_400_000);
  const { remindAfterDays, escalation } = terms;
  return [
    ...cards,
    ...(remindAfterDays === undefined
      ? []
      : [job(request, 'remind-approvers', `remind:${stage}`, { stage }, after(remindAfterDays))]),
    ...(escalation === undefined || now.standIns.length === 0
      ? []
      : [job(request, 'escalate-request', `escalate:${stage}`, { stage }, after(escalation.afterDays))]),
  ];
}

function cardJob(request: GroupRequest, recipientId: string, role: RequestCardCopy['role'], stage: number): NewJob {
  return job(request, 'deliver-request-card', cardPart(recipientId, stage), { recipientId, role, stage });
}

/** Asks the colleague of somebody who is asked and is away. */
export function colleagueJob(request: GroupRequest, colleagueId: string): NewJob {
  return cardJob(request, colleagueId, 'approver', request.stage);
}

/** Asks somebody who stands in, when they wake. */
export function standInJob(request: GroupRequest, recipientId: string, dueAt: Date): NewJob {
  return { ...cardJob(request, recipientId, 'approver', request.stage), dueAt };
}

/** A short message to somebody who was asked, once for each stage. */
export function tellApproverJob(request: GroupRequest, what: ApproverNews, recipientId: string, dueAt?: Date): NewJob {
  const { stage } = request;
  const part = `${newsPart[what]}:${stage}:${recipientId}`;
  return job(request, 'tell-approver', part, { recipientId, stage, what }, dueAt);
}

const newsPart: Record<ApproverNews, string> = {
  reminded: 'remind',
  nudged: 'nudge',
  escalated: 'escalate',
  lapsed: 'lapsed',
  ownerWanted: 'owner',
};

/** The reminder that whoever asked had sent: once for each time that they did. */
export function nudgeJob(request: GroupRequest, recipientId: string, at: Date): NewJob {
  const { stage } = request;
  const part = `nudge:${at.getTime()}:${recipientId}`;
  return job(request, 'tell-approver', part, { recipientId, stage, what: 'nudged' });
}

/** What somebody wrote about it, to one of the others. */
export function commentJob(request: GroupRequest, commentId: string, recipientId: string): NewJob {
  return job(request, 'tell-comment', `comment:${commentId}:${recipientId}`, { recipientId, commentId });
}

/** Of the first stage as it was before there were several: what waits in a queue keeps its name. */
function cardPart(recipientId: string, stage: number): string {
  return stage === 0 ? `card:${recipientId}` : `card:${stage}:${recipientId}`;
}

/** Turns an approval that was never carried out into one that can be tried again. */
export function settleJob(request: GroupRequest, decidedAt: Date): NewJob {
  const due = new Date(decidedAt.getTime() + settleAfterMs);
  return job(request, 'settle-approval', `settle:${decidedAt.getTime()}`, { decidedAt: decidedAt.getTime() }, due);
}

/**
 * @param request as it stands now; the same copy is brought to the same state once
 * @param again once more nevertheless, under a name of its own
 */
export function updateJob(request: GroupRequest, copy: RequestCardCopy, again = ''): NewJob {
  const { conversationId, activityId, recipientId, role } = copy;
  return job(request, 'update-request-card', `update:${conversationId}:${activityId}:${stateStamp(request)}${again}`, {
    conversationId,
    activityId,
    recipientId,
    role,
  });
}

/** How long the answer to a press may take to be shown. */
const answerShownAfterMs = 15_000;

/**
 * Looks at a copy once more when the answer to a press has surely been shown: it may have come after the message was
 * brought up to date, and then covers it.
 * @param drawn the stamp of the request as the answer shows it; where it still stands so, nothing is changed
 */
export function lookAgainJob(request: GroupRequest, copy: RequestCardCopy, drawn: string, now: Date): NewJob {
  const { key, payload, ...rest } = updateJob(request, copy, `:after:${now.getTime()}`);
  const dueAt = new Date(now.getTime() + answerShownAfterMs);
  return { ...rest, key, payload: { ...payload, drawn }, dueAt };
}

/** A failure is told once, however often the owners try again. */
export function tellJob(request: GroupRequest): NewJob {
  return job(request, 'tell-requester', `tell:${request.status}`, { status: request.status });
}

/** Looks whether anybody could be reached, once the failure that gave rise to it is on record. */
export function reachJob(request: GroupRequest, recipientId: string, attempt: number, now: Date): NewJob {
  return job(request, 'check-reach', `reach:${recipientId}:${attempt}`, {}, new Date(now.getTime() + 30_000));
}

/** The key under which an approver's card is delivered, to find out what became of it. */
export function cardKey({ id, stage }: Pick<GroupRequest, 'id' | 'stage'>, recipientId: string): string {
  return keyOf(id, cardPart(recipientId, stage));
}

export function unreachableJob(request: GroupRequest): NewJob {
  return job(request, 'tell-requester', 'unreachable', { status: 'unreachable' });
}

/**
 * Everything that has to follow a change of a request: every copy of its card is brought up to date, and the requester
 * hears of what somebody else did. Call it in the same transaction as the change.
 * @param store as handed in by `atomically`
 */
export async function announce(store: Store, request: GroupRequest): Promise<void> {
  const copies = await store.requests.copies(request.tenantId, request.id);
  const isNews = news.has(request.status) && !isSeenAlready(request);
  const isWaiting = request.status === 'failed' || request.status === 'agreed';
  const end = isWaiting ? endsAt(request) : undefined;
  await store.jobs.enqueue([
    ...copies.map((copy) => updateJob(request, copy)),
    ...(isNews ? [tellJob(request)] : []),
    ...(isForSubject(request) ? subjectJobs(request, request.status) : []),
    ...(request.status === 'lapsed' && !request.decision ? lapsedJobs(request) : []),
    ...(request.failureCode === delegateDenied ? undoneJobs(request) : []),
    ...(end ? [job(request, 'lapse-request', `lapse:${stateStamp(request)}`, {}, end)] : []),
  ]);
}

/** Brings every copy of a request's card, or those of one side, to how it stands. */
export async function copyJobs(store: Store, request: GroupRequest, role?: RequestCardCopy['role']): Promise<NewJob[]> {
  const copies = await store.requests.copies(request.tenantId, request.id);
  return copies.filter((copy) => role === undefined || copy.role === role).map((copy) => updateJob(request, copy));
}

/** Whoever has not answered hears that it is too late. */
function lapsedJobs(request: GroupRequest): NewJob[] {
  return openNow(request).map(({ id }) => tellApproverJob(request, 'lapsed', id));
}

/** A colleague agreed in the place of an owner, and had no right to carry it out: those who have it hear. */
function undoneJobs(request: GroupRequest): NewJob[] {
  const { decision, requester } = request;
  const others = askedNow(request).filter(({ id }) => id !== decision?.by.id && id !== requester.id);
  return others.map(({ id }) => tellApproverJob(request, 'ownerWanted', id));
}

/** What whoever asked is told. */
const news: ReadonlySet<RequestStatus> = new Set([
  'agreed',
  'done',
  'rejected',
  'lapsed',
  'failed',
  'settled',
  'undone',
]);

/** Who needs nobody's approval has the answer before their eyes, unless the work was interrupted. */
function isSeenAlready({ requester, decision, failureCode }: GroupRequest): boolean {
  return decision?.by.id === requester.id && failureCode !== 'request.interrupted';
}

function job(request: GroupRequest, kind: string, part: string, payload: NewJob['payload'], dueAt?: Date): NewJob {
  return {
    kind,
    key: keyOf(request.id, part),
    tenantId: request.tenantId,
    payload: { requestId: request.id, ...payload },
    ...(dueAt && { dueAt }),
  };
}

function keyOf(requestId: string, part: string): string {
  return `request:${requestId}:${part}`;
}
