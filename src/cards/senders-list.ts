import type { Group } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { rowsView, type Row } from './rows.ts';
import { ada, grace, guild } from './samples.ts';
import { avatarOf } from './words.ts';

type List = 'accepted' | 'rejected';

export interface SendersList {
  group: Group;
  accepted: readonly PersonRef[];
  rejected: readonly PersonRef[];
  /** What was just done. */
  changed?: { who: PersonRef; how: 'on' | 'off'; list: List };
}

export const sendersListCard = defineCard<SendersList>('rows', {
  samples: {
    nobodySpecial: { group: guild, accepted: [], rejected: [] },
    some: { group: guild, accepted: [ada], rejected: [], changed: { who: ada, how: 'on', list: 'accepted' } },
    blocked: { group: guild, accepted: [], rejected: [grace], changed: { who: ada, how: 'off', list: 'accepted' } },
  },
  text: (data) => titleOf(data, plain),
  view: (data) =>
    rowsView({
      title: titleOf(data, escapeText),
      sentence: `${changeOf(data)}${ruleOf(data)}`,
      rows: [...rowsOf(data, 'accepted'), ...rowsOf(data, 'rejected')],
      actions: [executeAction('Mail settings', 'group.mail-settings', { group: data.group.id })],
    }),
});

function titleOf({ group }: SendersList, show: (text: string, maxLength: number) => string): string {
  return `Who may write to ${show(group.displayName, 120)}`;
}

function changeOf({ changed }: SendersList): string {
  if (!changed) return '';
  const list = changed.list === 'accepted' ? 'accepted' : 'rejected';
  const name = escapeText(changed.who.displayName, 80);
  return changed.how === 'on'
    ? `${name} is among the ${list} senders now. `
    : `${name} is not among the ${list} senders any more. `;
}

function ruleOf({ accepted, rejected }: SendersList): string {
  if (accepted.length > 0) return 'Only those who are accepted may write.';
  return rejected.length > 0
    ? 'Everybody may write but those who are rejected.'
    : 'Everybody who may write to groups here may write to this one. “Accept sender” and “block sender” change that.';
}

function rowsOf(data: SendersList, list: List): Row[] {
  return data[list].map((person) => ({
    name: person.displayName,
    avatar: avatarOf({ displayName: person.displayName, kind: 'security' }),
    meta: [list === 'accepted' ? 'Accepted' : 'Rejected'],
    actions: [
      {
        ...executeAction('Take off', 'sender.remove', { group: data.group.id, person: person.id, list }),
        tooltip: `Take ${plain(person.displayName, 80)} off the list`,
      },
    ],
  }));
}
