import type { AskedAs } from '../domain/around-request.ts';
import type { GroupPlan } from '../domain/group-plan.ts';
import type { RequestWish } from '../domain/request-wish.ts';
import type { GroupRequest } from '../domain/requests.ts';
import { escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';

/** “Approved with changes: private instead of public, until 15 March.”; empty where what was asked for was approved. */
export function amendedWords(request: GroupRequest, reader: Reader): string {
  const { askedAs } = request;
  if (!askedAs || !hasCounted(request)) return '';
  const changes = [...planChanges(askedAs, request.details), ...wishChanges(askedAs, request.wish, reader)];
  return changes.length === 0 ? '' : `Approved with changes: ${changes.join(', ')}.`;
}

/** Whether it was approved with other values than it was asked with. */
export function isAmended(request: GroupRequest): boolean {
  return request.askedAs !== undefined && hasCounted(request);
}

function hasCounted({ status }: GroupRequest): boolean {
  return status !== 'pending' && status !== 'rejected' && status !== 'withdrawn';
}

function planChanges({ plan: from }: AskedAs, to: GroupPlan | undefined): string[] {
  if (!from || !to) return [];
  const { displayName, mailNickname, description, visibility, classification, hasTeam } = to;
  return [
    ...(from.displayName === displayName ? [] : [called(from.displayName, displayName)]),
    ...(from.mailNickname === mailNickname ? [] : [`the mail address ${escapeText(mailNickname, 64)}@…`]),
    ...(from.description === description ? [] : ['another description']),
    ...(from.visibility === visibility ? [] : [`${visibility} instead of ${from.visibility}`]),
    ...(from.hasTeam === hasTeam ? [] : [hasTeam ? 'with a team' : 'without a team']),
    ...(from.classification === classification ? [] : [classified(from.classification, classification)]),
  ];
}

function classified(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return 'without a classification';
  return from === undefined
    ? `classified as ${escapeText(to, 60)}`
    : `classified as ${escapeText(to, 60)} instead of ${escapeText(from, 60)}`;
}

function wishChanges({ wish: from }: AskedAs, to: RequestWish | undefined, reader: Reader): string[] {
  if (from === undefined) return [];
  if (to?.what === 'name') return from?.what === 'name' && from.to !== to.to ? [called(from.to, to.to)] : [];
  if (to?.what === 'until') {
    const before = from?.what === 'until' ? ` instead of until ${longTime(new Date(from.at), reader)}` : '';
    return [`until ${longTime(new Date(to.at), reader)}${before}`];
  }
  return from?.what === 'until' ? [`for good instead of until ${longTime(new Date(from.at), reader)}`] : [];
}

function called(from: string, to: string): string {
  return `called ${escapeText(to, 120)} instead of ${escapeText(from, 120)}`;
}
