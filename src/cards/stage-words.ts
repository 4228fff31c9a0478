import type { ApproverSource } from '../domain/approvals.ts';
import type { PersonRef } from '../domain/people.ts';
import { everybodyAsked, stageOf, type GroupRequest } from '../domain/requests.ts';
import { askedIn, openIn, type Decision, type RequestStage } from '../domain/stages.ts';
import { speakerOf } from './decision-words.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';

/** One step on the way to a decision, ready to show. */
export interface Step {
  title: string;
  status: string;
  color: string;
  detail: string;
  hasDetail: boolean;
}

/** Whether the way to the decision is worth a list: one of several who are asked at once needs none. */
export function hasSteps({ stages, terms }: GroupRequest): boolean {
  const [first, ...others] = stages;
  if (!first) return false;
  const isPlain = others.length === 0 && first.decides === 'any' && !first.escalatedAt;
  return !isPlain || terms.carriedOutBy !== 'approver';
}

/** Every step with who decided and what is open. */
export function stepsOf(request: GroupRequest, reader: Reader): Step[] {
  if (!hasSteps(request)) return [];
  const { stages, terms, requester } = request;
  const steps = terms.carriedOutBy === 'approver' ? stages.length : stages.length + 1;
  const asked = stages.map((stage, index): Step => {
    const { word, color } = standing(request, stage, index);
    const detail = detailOf(request, stage, index, reader);
    return { title: numbered(index, steps, askedWords(stage, requester)), status: word, color, ...shown(detail) };
  });
  return terms.carriedOutBy === 'approver' ? asked : [...asked, lastStep(request, reader)];
}

/** Not “1.”, which some clients take for a list. */
function numbered(index: number, steps: number, words: string): string {
  return steps === 1 ? words : `Step ${index + 1}: ${words}`;
}

function standing(request: GroupRequest, stage: RequestStage, index: number): { word: string; color: string } {
  if (stage.decisions.some(({ outcome }) => outcome === 'rejected')) return { word: 'Rejected', color: 'attention' };
  if (index < request.stage || isThrough(request)) return { word: 'Approved', color: 'good' };
  if (request.status !== 'pending') return { word: 'Not decided', color: 'default' };
  return index === request.stage ? { word: 'Waiting', color: 'accent' } : { word: 'Comes later', color: 'default' };
}

function isThrough({ status, decision }: GroupRequest): boolean {
  const isDecided = ['agreed', 'approved', 'done', 'failed'].includes(status);
  return isDecided || (status !== 'pending' && status !== 'rejected' && decision?.outcome === 'approved');
}

function detailOf(request: GroupRequest, stage: RequestStage, index: number, reader: Reader): string {
  const said = stage.decisions.map((decision) => saidWords(decision, reader));
  if (request.status !== 'pending' || index !== request.stage)
    return said.length > 0 ? said.join(' ') : `${namesOf(stage.approvers)}.`;
  return [...said, ...waitingWords(stage), ...escalationWords(stage, reader)].join(' ');
}

function waitingWords(stage: RequestStage): string[] {
  const open = openIn(stage);
  if (open.length === 0) return [];
  const alone = standInsAlone(stage);
  const others = open.filter(({ id }) => !alone.some((one) => one.id === id));
  if (alone.length > 0 && others.length > 0)
    return [`Waiting for ${namesOf(others)}, or for ${namesOf(alone, 'or')} alone.`];
  return [`Waiting for ${namesOf(open, stage.decides === 'all' && alone.length === 0 ? 'and' : 'or')}.`];
}

/** Whose word is enough where all others have to agree: a stand-in decides for the whole step. */
function standInsAlone({ decides, escalatedAt, standIns }: RequestStage): readonly PersonRef[] {
  return decides === 'all' && escalatedAt ? standIns : [];
}

function escalationWords({ escalatedAt, standIns }: RequestStage, reader: Reader): string[] {
  if (!escalatedAt || standIns.length === 0) return [];
  const verb = standIns.length === 1 ? 'was' : 'were';
  return [
    `${namesOf(standIns)} ${verb} asked as well on ${longTime(escalatedAt, reader)}, because it was not decided yet.`,
  ];
}

function saidWords(decision: Decision, reader: Reader): string {
  return `${speakerOf(decision)} ${decision.outcome} on ${longTime(decision.at, reader)}.`;
}

function lastStep(request: GroupRequest, reader: Reader): Step {
  const { stages, terms, requester, status, decision } = request;
  const name = escapeText(requester.displayName, 60);
  const who = terms.carriedOutBy === 'requester' ? `${name} does it` : 'An owner does it';
  const title = numbered(stages.length, stages.length + 1, who);
  const hasBegun = ['approved', 'done', 'failed'].includes(status);
  const by = hasBegun && decision ? `${speakerOf(decision).replace(/,$/u, '')}, ${longTime(decision.at, reader)}.` : '';
  if (status === 'done') return { title, status: 'Done', color: 'good', ...shown(by) };
  if (status === 'failed') return { title, status: 'Not carried out', color: 'attention', ...shown(by) };
  if (status === 'agreed' || status === 'approved') return { title, status: 'Waiting', color: 'accent', ...shown(by) };
  return { title, status: status === 'pending' ? 'Comes later' : 'Not done', color: 'default', ...shown('') };
}

function shown(detail: string): Pick<Step, 'detail' | 'hasDetail'> {
  return { detail, hasDetail: detail !== '' };
}

/** Whom a step asks, such as “Manager of Ada” or “Owners, all of them”. */
function askedWords({ by, decides, approvers }: RequestStage, requester: PersonRef): string {
  const who = sourceWords(by, requester, approvers.length);
  return decides === 'all' && approvers.length > 1 ? `${who}, all of them` : who;
}

function sourceWords(by: ApproverSource, requester: PersonRef, count: number): string {
  switch (by.kind) {
    case 'owners':
      return count === 1 ? 'Owner' : 'Owners';
    case 'manager':
      return `Manager of ${escapeText(requester.displayName, 60)}`;
    case 'admins':
      return 'Administrators';
    case 'people':
    case 'group':
      return 'Whom the policy names';
  }
}

const shownNames = 5;

/** Such as “Ada, Grace and 3 more”. */
function namesOf(people: readonly PersonRef[], joined: 'and' | 'or' = 'and'): string {
  const names = people.slice(0, shownNames).map(({ displayName }) => escapeText(displayName, 60));
  if (people.length > names.length) names.push(`${people.length - names.length} more`);
  return new Intl.ListFormat('en', { type: joined === 'and' ? 'conjunction' : 'disjunction' }).format(names);
}

/** Until when those may decide whose turn it is, for whoever decides. */
export function decidesUntil(request: GroupRequest, reader: Reader): string {
  const until = longTime(request.lapsesAt, reader);
  if (!hasSteps(request)) return `${anyOf(request)} can decide until ${until}.`;
  const steps = request.stages.length;
  const step = steps > 1 ? `Step ${request.stage + 1} of ${steps}: ` : '';
  const stage = stageOf(request);
  if (!stage) return '';
  const said = reader.userId !== undefined && stage.decisions.some(({ by }) => by.id === reader.userId);
  if (said) return sentence(`${step}you have approved, and others are still to decide, until ${until}.`);
  const isAsked = reader.userId === undefined || askedIn(stage).some(({ id }) => id === reader.userId);
  if (!isAsked && isFormer(request, reader)) return sentence(`${step}others decide now, until ${until}.`);
  return sentence(`${step}${whoseTurn(stage, reader)}, until ${until}.`);
}

function whoseTurn(stage: RequestStage, { userId }: Reader): string {
  if (stage.decides === 'any' || openIn(stage).length < 2) return 'it is your turn';
  const alone = standInsAlone(stage);
  if (alone.some(({ id }) => id === userId)) return 'your word is enough';
  return alone.length === 0
    ? 'everybody named below has to agree'
    : `everybody named below has to agree, or ${namesOf(alone, 'or')} alone`;
}

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Asked in a step that is over. */
function isFormer(request: GroupRequest, { userId }: Reader): boolean {
  return everybodyAsked(request).some(({ id }) => id === userId);
}

function anyOf(request: GroupRequest): string {
  const by = stageOf(request)?.by.kind;
  return by === 'owners' || by === undefined ? 'Any owner' : 'Anybody who was asked';
}

/** Who has been asked, for whoever asks. */
export function whoWasAsked(request: GroupRequest): string {
  const stage = stageOf(request);
  const asked = stage ? askedIn(stage) : [];
  const [only] = asked;
  if (only && asked.length === 1) {
    const next = request.stage + 1 < request.stages.length ? ' After that it goes on to the next step.' : '';
    return `${escapeText(only.displayName, 80)} has been asked to decide.${next}`;
  }
  const who = stage?.by.kind === 'owners' ? 'owners' : 'people';
  const alone = stage ? standInsAlone(stage) : [];
  if (stage && alone.length > 0)
    return `${stage.approvers.length} ${who} have been asked; all of them have to agree, or ${namesOf(alone, 'or')} alone.`;
  const how = stage?.decides === 'all' ? 'all of them have to agree' : 'one of them decides';
  return `${asked.length} ${who} have been asked; ${how}.`;
}
