import { hasLastWord } from '../domain/amendments.ts';
import { planLimits, type GroupPlan } from '../domain/group-plan.ts';
import {
  askedNow,
  delegateDenied,
  endsWithApproval,
  everybodyAsked,
  isCreated,
  isOpen,
  isToBeNamedAnew,
  stageOf,
  wasHandedTo,
  type GroupRequest,
} from '../domain/requests.ts';
import { saidIn } from '../domain/stages.ts';
import { commentsView, followsFacts, mayUndo } from './around-words.ts';
import { isTurnForOthers, placeWords } from './away-words.ts';
import { planFacts } from './creation-words.ts';
import { defineCard } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { asksFor, standsForApprover, statusWord } from './request-words.ts';
import { hasSteps, stepsOf } from './stage-words.ts';
import { amendVerb, carryOutVerb, goOnVerb, undoVerb } from './request-verbs.ts';
import { approvedOtherwise, askedOnceMore, forSomebodyElse, takenBack, talkedAbout } from './samples-around.ts';
import { byAll, escalated, inTwoSteps, renaming, toBePublic } from './samples-approvals.ts';
import { aboutAlan, longNamed, newGroup, otherScript, requestSample, teamOnGuild, unfinishedGroup } from './samples.ts';
import { avatarOf } from './words.ts';

/** A request as its approvers see it. */
export interface RequestForApprover {
  request: GroupRequest;
  /** Why the press of the button came to nothing, in plain words. */
  notice?: string;
  /** Rejecting was pressed without a reason: the field is open and marked. */
  isReasonMissing?: boolean;
  /** Approving was pressed, but the directory wants other names of whoever pressed. */
  names?: NamesAsked;
}

/** Names for a new group, to be looked at and perhaps changed before it is created. */
export interface NamesAsked {
  names: Pick<GroupPlan, 'displayName' | 'mailNickname'>;
  /** What speaks against them, beside each field. */
  problems: Partial<Record<'displayName' | 'mailNickname', string>>;
  /** They have what the organisation wants before and after a name. */
  isFitted: boolean;
}

export const requestCard = defineCard<RequestForApprover>('request-card', {
  samples: {
    pending: { request: requestSample() },
    wordless: { request: { ...requestSample(), reason: '' } },
    reasonMissing: { request: requestSample(), isReasonMissing: true },
    approved: { request: requestSample('approved') },
    done: { request: requestSample('done'), notice: 'Grace Hopper was faster.' },
    rejected: { request: requestSample('rejected') },
    withdrawn: { request: requestSample('withdrawn') },
    lapsed: { request: requestSample('lapsed') },
    firstStep: { request: inTwoSteps() },
    secondStep: { request: inTwoSteps('second') },
    allOfThem: { request: byAll() },
    escalated: { request: escalated() },
    agreed: { request: inTwoSteps('agreed') },
    twoStepsDone: { request: inTwoSteps('done') },
    settled: { request: { ...requestSample('settled'), failureCode: 'group.public' } },
    owner: { request: { ...requestSample(), kind: 'owner' } },
    visibility: { request: toBePublic() },
    deletion: { request: { ...requestSample(), kind: 'delete', reason: 'The project is over.' } },
    rename: { request: renaming() },
    failed: { request: requestSample('failed') },
    forSomebody: { request: aboutAlan() },
    newGroup: { request: newGroup() },
    newGroupNamed: {
      request: newGroup(),
      names: { names: { displayName: 'Tide Pool IT', mailNickname: 'tide-poolIT' }, problems: {}, isFitted: true },
    },
    newGroupMisnamed: {
      request: newGroup(),
      names: {
        names: { displayName: 'Tide Pool', mailNickname: 'tide-pool' },
        problems: { mailNickname: 'Another group has this mail address already.' },
        isFitted: false,
      },
    },
    newGroupNameTaken: { request: { ...newGroup('failed'), failureCode: 'name.taken' } },
    newGroupUnfinished: { request: unfinishedGroup() },
    newGroupFailed: { request: { ...newGroup('failed'), failureCode: 'group.create-denied' } },
    team: { request: teamOnGuild() },
    teamUnderWay: { request: teamOnGuild('approved'), notice: 'Try 2 of 3 follows in 10 seconds.' },
    teamFailed: { request: teamOnGuild('failed') },
    forSomebodyDone: { request: aboutAlan('done') },
    commented: { request: talkedAbout() },
    askedAgain: { request: askedOnceMore() },
    changed: { request: approvedOtherwise() },
    undoable: { request: { ...requestSample('done'), undoUntil: new Date('2100-01-01') } },
    undone: { request: takenBack() },
    newGroupForSomebody: { request: forSomebodyElse() },
    otherScript: { request: { ...requestSample(), requester: otherScript } },
    longNames: { request: { ...requestSample(), requester: longNamed, group: longNamed } },
  },
  asks: ({ request, isReasonMissing = false, names }) =>
    request.status === 'pending' && (isReasonMissing || names !== undefined),
  text: ({ request }) => textOf(request),
  view: (data, reader) => ({
    ...avatarOf(data.request.requester),
    requestId: data.request.id,
    stage: data.request.stage,
    isOpen: isOpen(data.request),
    title: asksFor(data.request, escapeText),
    status: statusWord(data.request).word,
    statusColor: statusWord(data.request).color,
    notice: escapeText(data.notice ?? '', 300),
    hasNotice: (data.notice ?? '') !== '',
    place: placeWords(data.request, reader),
    hasPlace: placeWords(data.request, reader) !== '',
    facts: factsOf(data.request, reader),
    stands: standsForApprover(data.request, reader),
    hasSteps: hasSteps(data.request),
    steps: stepsOf(data.request, reader),
    groupId: data.request.group.id,
    ...buttonsOf(data, reader),
    ...commentsView(data.request, reader),
    ...namesView(data.request, data.names),
    ...verbsOf(data.request),
  }),
});

/** What can be pressed, by whoever sees it. */
function buttonsOf({ request, isReasonMissing = false, names }: RequestForApprover, reader: Reader) {
  const { kind, status, terms } = request;
  const mayDecide = status === 'pending' && isTheirTurn(request, reader);
  const isTheirs = terms.carriedOutBy === 'approver' || isTheirTurn(request, reader);
  return {
    canDecide: mayDecide && !isReasonMissing && !names,
    canReject: mayDecide && !isReasonMissing,
    isReasonMissing: mayDecide && isReasonMissing,
    canCarryOut: status === 'agreed' && isTheirTurn(request, reader),
    canRetry: status === 'failed' && isTheirs && !isForOwners(request, reader) && !namesOf(request, names),
    canAmend: mayDecide && !isReasonMissing && !names && mayAmend(request, reader),
    canComment: isOpen(request),
    seen: String(request.comments?.count ?? 0),
    canUndo: mayUndo(request, reader.userId, reader.now),
    canLook: kind === 'team' && ['approved', 'failed', 'done'].includes(status),
  };
}

/** Whoever was asked earlier, or has decided, has nothing to press. Who owns the group only since was never asked. */
function isTheirTurn(request: GroupRequest, reader: Reader): boolean {
  const { userId } = reader;
  if (userId === undefined || isTurnForOthers(request, reader)) return true;
  const isAsked = askedNow(request).some(({ id }) => id === userId);
  if (!isAsked && wasHandedTo(request, userId)) return false;
  if (isAsked) return request.status !== 'pending' || !saidIn(stageOf(request), userId);
  return !everybodyAsked(request).some(({ id }) => id === userId);
}

/** Whoever has the last word can change it first. */
function mayAmend(request: GroupRequest, { userId }: Reader): boolean {
  return amendVerb(request) !== undefined && hasLastWord(request, userId ?? '');
}

/** Whoever agreed in the place of an owner has no right to carry it out: another press would come to the same. */
function isForOwners({ failureCode, decision }: GroupRequest, { userId }: Reader): boolean {
  return failureCode === delegateDenied && decision?.by.id === userId;
}

function namesOf(request: GroupRequest, asked: NamesAsked | undefined): NamesAsked | undefined {
  if (asked || !request.details || !isToBeNamedAnew(request)) return asked;
  return { names: request.details, problems: {}, isFitted: false };
}

function namesView(request: GroupRequest, given: NamesAsked | undefined): Record<string, unknown> {
  const asked = namesOf(request, given);
  const { names, problems = {} } = asked ?? {};
  return {
    canName: asked !== undefined,
    namesNotice: asked ? namesNotice(asked) : '',
    name: plain(names?.displayName ?? '', planLimits.displayName),
    nickname: plain(names?.mailNickname ?? '', planLimits.mailNickname),
    nameProblem: escapeText(problems.displayName ?? '', 600),
    hasNameProblem: problems.displayName !== undefined,
    nicknameProblem: escapeText(problems.mailNickname ?? '', 600),
    hasNicknameProblem: problems.mailNickname !== undefined,
    namedTitle: request.status === 'failed' ? 'Try again with this name' : 'Approve with this name',
  };
}

function namesNotice({ problems, isFitted }: NamesAsked): string {
  if (Object.keys(problems).length > 0) return 'Nothing is decided yet: please look at the marked fields.';
  if (isFitted)
    return 'Nothing is decided yet: you would create this group, and your organisation’s names follow whoever creates them. This one would do.';
  return 'You can give it another name.';
}

/** What an approval takes differs: what only agrees needs no more rights than to look. */
function verbsOf(request: GroupRequest): Record<string, string> {
  const verb = carryOutVerb(request);
  const retryVerb = goOnVerb(request);
  const isUnfinished = request.kind === 'create' && isCreated(request);
  return {
    approveVerb: endsWithApproval(request) ? verb : 'request.agree',
    retryVerb,
    amendVerb: amendVerb(request) ?? '',
    undoVerb: undoVerb(request),
    retryTitle: isUnfinished ? 'Finish' : 'Try again',
  };
}

function textOf(request: GroupRequest): string {
  const what = asksFor(request, plain);
  return request.status === 'pending' ? what : `${what}: ${statusWord(request).word.toLowerCase()}`;
}

function whatIsAsked({ details, reason }: GroupRequest): { title: string; value: string }[] {
  if (details) return planFacts(details);
  return [{ title: 'Why', value: reason === '' ? 'No reason given' : escapeParagraphs(reason) }];
}

/** For how long, where that was said. */
export function untilWhen({ wish }: GroupRequest, reader: Reader): { title: string; value: string }[] {
  return wish?.what === 'until' ? [{ title: 'Until', value: longTime(new Date(wish.at), reader) }] : [];
}

function factsOf(request: GroupRequest, reader: Reader): { title: string; value: string }[] {
  const { rule } = request.terms;
  const facts = [
    ...whatIsAsked(request),
    ...untilWhen(request, reader),
    ...followsFacts(request, reader),
    { title: 'Asked', value: longTime(request.createdAt, reader) },
    ...(rule === '' || !hasSteps(request) ? [] : [{ title: 'Rule', value: escapeText(rule, 80) }]),
  ];
  const answer = request.decision?.reason ?? '';
  return answer === '' ? facts : [...facts, { title: 'Answer', value: escapeParagraphs(answer) }];
}
