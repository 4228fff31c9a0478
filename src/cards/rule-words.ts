import type { ApprovalRule, ApprovalStage, ApproverSource } from '../domain/approvals.ts';
import { isForOwnersToDo, type RequestKind } from '../domain/request-kinds.ts';
import { escapeText } from './escape.ts';

interface KindWords {
  title: string;
  /** What begins a sentence about it. @param group a group's name, ready to show, or “a group” */
  purpose(group: string): string;
  /** Only its owners can ask for it. */
  isOwners?: true;
}

export const kindWords: Readonly<Record<RequestKind, KindWords>> = {
  join: { title: 'Joining', purpose: (group) => `To join ${group}` },
  'add-member': { title: 'Adding people', purpose: (group) => `To add somebody to ${group}` },
  create: { title: 'New groups', purpose: () => 'To create a group' },
  team: { title: 'A team', purpose: (group) => `To put a team on ${group}` },
  owner: { title: 'Owners', purpose: (group) => `To become an owner of ${group}, or make somebody one` },
  visibility: { title: 'Public or private', purpose: (group) => `To make ${group} public or private`, isOwners: true },
  delete: { title: 'Deleting', purpose: (group) => `To delete ${group}`, isOwners: true },
  rename: { title: 'Reserved names', purpose: (group) => `To give ${group} a reserved name`, isOwners: true },
};

/** Who reads about a rule, and whom its sources mean. */
export interface RuleReader {
  /** Whether the reader owns the group, where it is one group that this is about. */
  isOwner: boolean;
  /** Names of the people whom a source means, by `sourceKey`, as far as the reader may know them. */
  people: Readonly<Record<string, readonly string[]>>;
}

export function sourceKey(source: ApproverSource): string {
  if (source.kind === 'people') return `people ${source.principalNames.join(' ')}`;
  return source.kind === 'group' ? `group ${source.groupId}` : source.kind;
}

/** What a rule asks for, as sentences. Ready to show. @param group its name, ready to show, or “a group” */
export function ruleSentences(rule: ApprovalRule, kind: RequestKind, group: string, reader: RuleReader): string {
  const purpose = kindWords[kind].purpose(group);
  const isFreeToOwners = reader.isOwner && isForOwnersToDo({ kind });
  const stages = isFreeToOwners ? rule.stages.filter(({ by }) => by.kind !== 'owners') : rule.stages;
  const isTheirs = stages.length < rule.stages.length;
  if (stages.length === 0) return `${purpose}, ${withoutStages(rule, kind, isTheirs)}.`;
  const sentences = [
    `${purpose}, ${chain(stages, reader, kindWords[kind].isOwners ?? false)}.`,
    afterwards(rule, isTheirs),
    passing(rule, reader),
    rule.isReasonRequired ? 'You have to say what for.' : '',
    waiting(rule, reader),
  ];
  return sentences.filter((one) => one !== '').join(' ');
}

function withoutStages({ carriedOutBy }: ApprovalRule, kind: RequestKind, isTheirs: boolean): string {
  if (isTheirs) return 'nobody else has to agree, because you own it';
  if (kindWords[kind].isOwners) return 'its owners need nobody else';
  return carriedOutBy === 'owner' ? 'an owner has to do it' : 'nobody has to agree';
}

/** Such as “groups called X or Y that are classified as Z”. Ready to show; empty for every group. */
export function conditionWords({
  groups = [],
  classifications = [],
}: Pick<ApprovalRule, 'groups' | 'classifications'>): string {
  const called = groups.length > 0 ? `called ${either(groups.map((name) => `“${escapeText(name, 80)}”`))}` : '';
  const classified =
    classifications.length > 0 ? `classified as ${either(classifications.map((name) => escapeText(name, 60)))}` : '';
  const both = [called, classified].filter((one) => one !== '');
  return both.length === 0 ? '' : `groups ${both.join(' and ')}`;
}

/** @param isAmongOwners whether only owners ask, whose own word does not count */
function chain(stages: readonly ApprovalStage[], reader: RuleReader, isAmongOwners: boolean): string {
  const [first, ...others] = stages.map((stage) =>
    isAmongOwners && stage.by.kind === 'owners'
      ? { words: stage.decides === 'all' ? 'every other owner' : 'another owner', areSeveral: false }
      : whoOf(stage, reader),
  );
  if (!first) return '';
  const agree = `${first.words} ${first.areSeveral ? 'have' : 'has'} to agree`;
  return others.length === 0 ? agree : `${agree} first, then ${others.map(({ words }) => words).join(', then ')}`;
}

function whoOf({ by, decides }: ApprovalStage, reader: RuleReader): { words: string; areSeveral: boolean } {
  const isAll = decides === 'all';
  const names = namesOf(by, reader);
  if (by.kind === 'manager') return { words: 'your manager', areSeveral: false };
  if (by.kind === 'owners' && (!isAll || names.length === 0))
    return { words: isAll ? 'everybody who owns it' : `somebody who owns it${bracketed(names)}`, areSeveral: false };
  if (names.length > 0) return { words: isAll ? every(names) : either(names), areSeveral: isAll && names.length > 1 };
  const some = by.kind === 'admins' ? 'administrator' : 'person whom the policy names';
  return { words: isAll ? `every ${some}` : by.kind === 'admins' ? `an ${some}` : `a ${some}`, areSeveral: false };
}

function afterwards({ carriedOutBy }: ApprovalRule, isTheirs: boolean): string {
  if (carriedOutBy === 'requester' || isTheirs) return 'Then you do it yourself.';
  return carriedOutBy === 'owner' ? 'Then an owner does it.' : '';
}

function passing({ passesFor, stages, carriedOutBy }: ApprovalRule, reader: RuleReader): string {
  if (!passesFor || (stages.length < 2 && carriedOutBy === 'approver')) return '';
  const names = namesOf(passesFor, reader);
  const who =
    names.length > 0 ? every(names) : passesFor.kind === 'owners' ? 'Whoever owns it' : 'Some whom the policy names';
  const areSeveral = names.length > 1 || (names.length === 0 && passesFor.kind !== 'owners');
  return `${who} ${areSeveral ? 'need' : 'needs'} only ${carriedOutBy === 'approver' ? 'the last of these' : 'to ask'}.`;
}

/** What happens while nobody answers. */
function waiting({ remindAfterDays, escalation, lapsesAfterDays }: ApprovalRule, reader: RuleReader): string {
  const parts = [
    ...(remindAfterDays === undefined ? [] : [`they are reminded after ${daysWord(remindAfterDays)}`]),
    ...(escalation ? [`${asWell(escalation.to, reader)} asked as well after ${daysWord(escalation.afterDays)}`] : []),
    `the request lapses after ${daysWord(lapsesAfterDays)}`,
  ];
  const last = parts.pop() ?? '';
  return `If nobody answers, ${parts.length > 0 ? `${parts.join(', ')}${parts.length > 1 ? ',' : ''} and ${last}` : last}.`;
}

function asWell(source: ApproverSource, reader: RuleReader): string {
  if (source.kind === 'manager') return 'your manager is';
  const names = namesOf(source, reader);
  if (names.length > 0) return `${every(names)} ${names.length > 1 ? 'are' : 'is'}`;
  if (source.kind === 'owners') return 'the owners are';
  return source.kind === 'admins' ? 'the administrators are' : 'others whom the policy names are';
}

function namesOf(source: ApproverSource, { people }: RuleReader): string[] {
  return (people[sourceKey(source)] ?? []).map((name) => escapeText(name, 60));
}

const mostNames = 4;

/** @param names ready to show */
function shortened(names: readonly string[]): string[] {
  if (names.length <= mostNames) return [...names];
  return [...names.slice(0, mostNames - 1), `${names.length - mostNames + 1} more`];
}

function either(names: readonly string[]): string {
  return names.length > mostNames ? `one of ${joined(shortened(names), 'and')}` : joined(names, 'or');
}

function every(names: readonly string[]): string {
  return joined(shortened(names), 'and');
}

function joined(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

function bracketed(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (${either(names)})`;
}

function daysWord(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
