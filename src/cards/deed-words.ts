import type { GroupRequest } from '../domain/requests.ts';
import { subjectOf } from '../domain/requests.ts';
import { escapeText } from './escape.ts';

/** Makes a name ready for where it is shown: `escapeText` or `plain`. */
export type Show = (text: string, maxLength: number) => string;

/** What a request asks for, after “asks to” or “your request to”. */
export function wishWords(
  request: Pick<GroupRequest, 'kind' | 'subject' | 'group' | 'wish' | 'askedAs'>,
  show: Show,
): string {
  const { kind, subject, group, askedAs } = request;
  const wish = askedAs?.wish ?? request.wish;
  const name = show(group.displayName, 120);
  switch (kind) {
    case 'join':
    case 'add-member':
      return subject ? `add ${show(subject.displayName, 80)} to ${name}` : `join ${name}`;
    case 'owner':
      return subject ? `make ${show(subject.displayName, 80)} an owner of ${name}` : `become an owner of ${name}`;
    case 'visibility':
      return `make ${name} ${wish?.what === 'visibility' ? wish.to : 'public'}`;
    case 'rename':
      return `rename ${name} to ${wish?.what === 'name' ? show(wish.to, 120) : 'another name'}`;
    case 'delete':
      return `delete ${name}`;
    case 'team':
      return `put a team on ${name}`;
    case 'create':
      return `create the group ${name}`;
  }
}

/** What is being done, what is done, and what could not be; each for the middle of a sentence. */
export interface Deed {
  now: string;
  done: string;
  undone: string;
}

/** @param isOwn whether whoever asks reads it */
export function deedOf(request: GroupRequest, isOwn: boolean): Deed {
  const { kind, group, wish, subject } = request;
  const you = isOwn && !subject;
  const who = you ? 'You' : escapeText(subjectOf(request).displayName, 80);
  const [is, lower] = [you ? 'You are' : `${who} is`, you ? 'you' : who];
  const name = escapeText(group.displayName, 80);
  switch (kind) {
    case 'join':
    case 'add-member':
      return { now: `${is} being added now`, done: `${is} a member now`, undone: `${lower} could not be added` };
    case 'owner':
      return {
        now: `${is} being made an owner now`,
        done: `${is} an owner now`,
        undone: `${lower} could not be made an owner`,
      };
    case 'visibility': {
      const to = wish?.what === 'visibility' ? wish.to : 'public';
      return {
        now: `${name} is being made ${to} now`,
        done: `${name} is ${to} now`,
        undone: `it could not be made ${to}`,
      };
    }
    case 'rename': {
      const to = wish?.what === 'name' ? escapeText(wish.to, 80) : 'another name';
      return { now: `${name} is being renamed now`, done: `It is called ${to} now`, undone: 'it could not be renamed' };
    }
    case 'delete':
      return {
        now: `${name} is being deleted now`,
        done: `${name} is deleted`,
        undone: 'it could not be deleted',
      };
    case 'team':
    case 'create':
      return { now: 'It is being done now', done: 'It is done', undone: 'it could not be done' };
  }
}
