import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild, talk } from './samples.ts';

export interface Posted {
  what: 'started' | 'replied' | 'forwarded' | 'locked' | 'unlocked' | 'deleted' | 'seen';
  group: Group;
  /** The thread that it is about, where it is known and still there. */
  thread?: string;
}

/** What was done in a group's conversations. */
export const postedCard = defineCard<Posted>('done', {
  samples: {
    started: { what: 'started', group: guild },
    announced: { what: 'started', group: guild, thread: talk.id },
    replied: { what: 'replied', group: guild, thread: talk.id },
    forwarded: { what: 'forwarded', group: guild, thread: talk.id },
    locked: { what: 'locked', group: guild, thread: talk.id },
    unlocked: { what: 'unlocked', group: guild, thread: talk.id },
    deleted: { what: 'deleted', group: guild },
    seen: { what: 'seen', group: guild },
  },
  text: ({ what, group }) => titles[what](plain(group.displayName, 120)),
  view: ({ what, group, thread }) => ({
    title: titles[what](escapeText(group.displayName, 120)),
    sentence: sentences[what],
    detail: '',
    hasDetail: false,
    actions: [
      ...(thread === undefined ? [] : [openAction('Open it', 'talk.read', { group: group.id, thread })]),
      openAction('Conversations', 'talk.list', { group: group.id }),
    ],
  }),
});

const titles: Record<Posted['what'], (name: string) => string> = {
  started: (name) => `Posted to ${name}`,
  replied: (name) => `Your answer is in ${name}`,
  forwarded: (name) => `Forwarded from ${name}`,
  locked: (name) => `A conversation in ${name} is locked`,
  unlocked: (name) => `A conversation in ${name} is open again`,
  deleted: (name) => `Deleted from ${name}`,
  seen: (name) => `Everything in ${name} counts as read`,
};

const sentences: Record<Posted['what'], string> = {
  started: 'Members can read it now, and get it by mail if they have subscribed.',
  replied: 'Members can read it now, and get it by mail if they have subscribed.',
  forwarded: 'It goes out as a mail.',
  locked: 'Nobody can answer any more. What was written stays.',
  unlocked: 'Members can answer again.',
  deleted: 'It is gone for everybody.',
  seen: 'Only your own count is set back; others see theirs.',
};
