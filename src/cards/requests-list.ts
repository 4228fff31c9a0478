import type { GroupRequest } from '../domain/requests.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { relativeTime, type Reader } from './reader.ts';
import { asksFor, statusWord } from './request-words.ts';
import { aboutAlan, requestSample } from './samples.ts';

export interface RequestsList {
  list: 'waiting' | 'mine';
  requests: readonly GroupRequest[];
  /** Where the list goes on; opaque here. */
  next?: string;
}

export const requestsListCard = defineCard<RequestsList>('requests-list', {
  samples: {
    waiting: { list: 'waiting', requests: [requestSample(), requestSample('failed')], next: 'opaque' },
    mine: { list: 'mine', requests: [requestSample('done'), aboutAlan()] },
    nothingWaits: { list: 'waiting', requests: [] },
    noneMine: { list: 'mine', requests: [] },
  },
  text: (data) =>
    data.requests.length === 0
      ? emptySentence(data)
      : `${heading(data)}: ${data.requests.map(({ group }) => plain(group.displayName, 60)).join(', ')}`,
  view: (data, reader) => ({
    title: heading(data),
    isEmpty: data.requests.length === 0,
    emptySentence: emptySentence(data),
    rows: data.requests.map((request) => rowView(request, data.list, reader)),
    actions: actionsOf(data),
  }),
});

function actionsOf({ list, requests, next }: RequestsList): Record<string, unknown>[] {
  if (next !== undefined) return [executeAction('More', `request.${list}`, { next })];
  if (requests.length > 0) return [];
  return list === 'mine'
    ? [primary(executeAction('Find groups', 'group.find', { words: '' }))]
    : [openAction('My groups', 'group.mine', {})];
}

function rowView(request: GroupRequest, list: RequestsList['list'], reader: Reader): Record<string, unknown> {
  const { word, color } = statusWord(request);
  const group = escapeText(request.group.displayName, 120);
  return {
    id: request.id,
    name: list === 'mine' ? wishOf(request, group) : asksFor(request, escapeText),
    status: word,
    statusColor: color,
    meta: `Asked ${relativeTime(request.createdAt, reader)}`,
    openTooltip: `Show the request for ${plain(request.group.displayName, 80)}`,
  };
}

function wishOf({ kind, subject }: GroupRequest, group: string): string {
  if (kind === 'create') return `New group ${group}`;
  return subject ? `Add ${escapeText(subject.displayName, 80)} to ${group}` : `Join ${group}`;
}

function heading({ list }: RequestsList): string {
  return list === 'mine' ? 'Your requests' : 'Waiting for you';
}

function emptySentence({ list }: RequestsList): string {
  return list === 'mine'
    ? 'You have asked for nothing yet. Requests begin when you join a group that is not open to all.'
    : 'Nothing waits for your decision. Requests about groups that you own come here by themselves.';
}
