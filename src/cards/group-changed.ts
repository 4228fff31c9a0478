import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { guild } from './samples.ts';

export interface GroupChanged {
  what: 'subscribed' | 'unsubscribed' | 'renewed';
  group: Pick<Group, 'id' | 'displayName'>;
  /** After renewing; absent while the directory still tells the old date. */
  expiresAt?: Date;
}

/** What was done about a group by itself, and what can be done next. */
export const groupChangedCard = defineCard<GroupChanged>('done', {
  samples: {
    subscribed: { what: 'subscribed', group: guild },
    unsubscribed: { what: 'unsubscribed', group: guild },
    renewed: { what: 'renewed', group: guild, expiresAt: new Date('2027-03-01T09:00:00Z') },
    renewedLater: { what: 'renewed', group: guild },
  },
  text: ({ what, group }) => titleOf(what, plain(group.displayName, 120)),
  view: (data, reader) => ({
    title: titleOf(data.what, escapeText(data.group.displayName, 120)),
    sentence: sentenceOf(data, reader),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf(what: GroupChanged['what'], name: string): string {
  switch (what) {
    case 'subscribed':
      return `You get the mail of ${name}`;
    case 'unsubscribed':
      return `You no longer get the mail of ${name}`;
    case 'renewed':
      return `${name} is renewed`;
  }
}

function sentenceOf({ what, expiresAt }: GroupChanged, reader: Reader): string {
  switch (what) {
    case 'subscribed':
      return 'Its conversations and events come to your inbox from now on.';
    case 'unsubscribed':
      return 'You are still a member, and find its conversations in Outlook.';
    case 'renewed':
      return expiresAt
        ? `It expires on ${longDate(expiresAt, reader)} now (${relativeTime(expiresAt, reader)}).`
        : 'The new date can take some minutes to show.';
  }
}

function actionsOf({ what, group: { id } }: GroupChanged): Record<string, unknown>[] {
  const data = { group: id };
  const show = openAction('Show the group', 'group.show', data);
  switch (what) {
    case 'subscribed':
      return [show, executeAction('Unsubscribe', 'group.unsubscribe', data)];
    case 'unsubscribed':
      return [show, executeAction('Subscribe again', 'group.subscribe', data)];
    case 'renewed':
      return [show, openAction('What expires', 'group.expiring', {})];
  }
}
