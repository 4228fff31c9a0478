import { randomUUID } from 'node:crypto';
import { policyIn } from '../../src/app/policy.ts';
import type { Group } from '../../src/domain/groups.ts';
import type { Caller, Person } from '../../src/domain/people.ts';
import type { ApprovalRule, ApproverSource } from '../../src/domain/approvals.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import type { GroupRequest } from '../../src/domain/requests.ts';
import { newStage, plainTerms } from '../../src/domain/stages.ts';
import type { Operation, Outcome, Services } from '../../src/operations/operation.ts';
import type { CardMessage } from '../../src/ports/messenger.ts';
import type { fakeDirectory } from './fake-directory.ts';
import { fakeGraph, graphOf } from './fake-graph.ts';
import { fakeFiles } from './fake-files.ts';
import { fakePictures } from './fake-pictures.ts';
import { fakeProgress } from './fake-progress.ts';
import { fakeStore } from './fake-store.ts';

export const tenantId = 'aaaaaaaa-0000-4000-8000-000000000001';
export const otherTenantId = 'aaaaaaaa-0000-4000-8000-000000000002';
export const startOfTest = new Date('2026-11-20T09:00:00Z');

export function person(displayName: string, changes: Partial<Person> = {}): Person {
  const principalName = `${displayName.split(' ')[0]?.toLowerCase() ?? ''}@contoso.com`;
  return { id: randomUUID(), displayName, principalName, isGuest: false, ...changes };
}

/** A private Microsoft 365 group, unless told otherwise. */
export function group(displayName: string, changes: Partial<Group> = {}): Group {
  return {
    id: randomUUID(),
    displayName,
    kind: 'microsoft365',
    visibility: 'private',
    isDynamic: false,
    isSynced: false,
    hasTeam: false,
    createdAt: new Date('2025-03-01T09:00:00Z'),
    ...changes,
  };
}

export const ada = person('Ada Lovelace');
export const grace = person('Grace Hopper');
export const alan = person('Alan Turing');
export const mallory = person('Mallory Malone');

export function callerFrom({ id, displayName }: Person, changes: Partial<Caller> = {}): Caller {
  return {
    tenantId,
    userId: id,
    teamsUserId: `29:${id}`,
    displayName,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    ...changes,
  };
}

/** A clock that stands still until it is moved. */
export function testClock(start = startOfTest): { now(): Date; moveBy(milliseconds: number): void } {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    moveBy: (milliseconds) => void (now += milliseconds),
  };
}

export const days = (count: number): number => count * 86_400_000;

/** A pending request of Ada's to join the group, for Grace and Alan to decide. */
export function joinRequest(about: Group, changes: Partial<GroupRequest> = {}): GroupRequest {
  const ref = ({ id, displayName }: Person) => ({ id, displayName });
  return {
    id: randomUUID(),
    tenantId,
    kind: 'join',
    group: { id: about.id, displayName: about.displayName },
    requester: ref(ada),
    reason: 'I draw the icons.',
    stages: [newStage({ kind: 'owners' }, [ref(grace), ref(alan)], { begunAt: startOfTest })],
    stage: 0,
    carriers: [],
    terms: plainTerms,
    revision: 0,
    status: 'pending',
    createdAt: startOfTest,
    lapsesAt: new Date(startOfTest.getTime() + days(7)),
    ...changes,
  };
}

/** New groups need one of these people. */
export function creationRule(by: ApproverSource, changes: Partial<ApprovalRule> = {}): ApprovalRule {
  return {
    name: 'New groups',
    kinds: ['create'],
    stages: [{ by, decides: 'any' }],
    carriedOutBy: 'approver',
    isReasonRequired: false,
    lapsesAfterDays: 7,
    ...changes,
  };
}

/** A tenant in memory, and what is kept about it. `as` gives the services of a turn of one person. */
export function world(
  parts: {
    directory?: Parameters<typeof fakeDirectory>[0];
    store?: ReturnType<typeof fakeStore>;
    policy?: Policy;
  } = {},
) {
  const graph = fakeGraph(parts.directory);
  const store = parts.store ?? fakeStore();
  const clock = testClock();
  const progress = fakeProgress();
  const as = (who: Person, changes: Partial<Caller> = {}): Services => ({
    caller: callerFrom(who, changes),
    ...graphOf(graph, who.id),
    beyond: () => graphOf(graph, who.id),
    anew: () => graphOf(graph, who.id),
    store,
    clock,
    policy: parts.policy ?? defaultPolicy,
    progress,
    pictures: fakePictures(),
    readPolicy: policyIn,
    files: fakeFiles(),
    correlationId: 'c0ffee',
  });
  const ask = (operation: Operation, who: Person, raw: Record<string, unknown> = {}): Promise<Outcome> =>
    operation.execute(raw, as(who));
  return { ...graph, store, clock, progress, as, ask };
}

/** All that a person can read on a card, with the escapes of Markdown taken away. */
export function wordsOn({ card }: Pick<CardMessage, 'card'>): string {
  const words: string[] = [];
  walk(card, (node) => {
    for (const key of ['text', 'title', 'value', 'label']) {
      const isFallback = node['type'] === 'Action.Submit' && !opensDialog(node);
      if (typeof node[key] === 'string' && !isFallback) words.push(node[key]);
    }
  });
  return words
    .join('\n')
    .replace(/\\(.)/gu, '$1')
    .replace(/[\u2060\u2068\u2069]/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export interface CardAction {
  title: string;
  verb: string;
  data: Record<string, unknown>;
  fallback: { type: string; data: Record<string, unknown> };
}

/** Every `Action.Execute` that a card offers, also inside cards that open; how it refreshes itself is nobody's choice. */
export function actionsOn({ card }: Pick<CardMessage, 'card'>): CardAction[] {
  const actions: CardAction[] = [];
  walk({ ...card, refresh: undefined }, (node) => {
    if (node['type'] === 'Action.Execute') actions.push(node as unknown as CardAction);
  });
  return actions;
}

/** Every button that opens a dialog. */
export function dialogsOn({ card }: Pick<CardMessage, 'card'>): Pick<CardAction, 'title' | 'data'>[] {
  const buttons: Pick<CardAction, 'title' | 'data'>[] = [];
  walk(card, (node) => {
    if (opensDialog(node)) buttons.push(node as unknown as CardAction);
  });
  return buttons;
}

/** Titles of all buttons that ask for something, in their order; how a card refreshes itself is nobody's choice. */
export function titlesOn({ card }: Pick<CardMessage, 'card'>): string[] {
  const titles: string[] = [];
  walk({ ...card, refresh: undefined }, (node) => {
    if (node['type'] === 'Action.Execute' || opensDialog(node)) titles.push(String(node['title']));
  });
  return titles;
}

function opensDialog({ type, data }: Record<string, unknown>): boolean {
  return type === 'Action.Submit' && (data as { msteams?: { type?: unknown } }).msteams?.type === 'task/fetch';
}

export function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Record<string, unknown>);
  for (const child of Object.values(node)) walk(child, visit);
}
