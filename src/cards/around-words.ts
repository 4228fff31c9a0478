import { canStillUndo, longestComment, nextNudgeAt, type EarlierRequest } from '../domain/around-request.ts';
import type { PersonRef } from '../domain/people.ts';
import { isOpen, subjectOf, waitsFor, type GroupRequest } from '../domain/requests.ts';
import type { Show } from './deed-words.ts';
import { executeAction } from './define-card.ts';
import { escapeParagraphs, escapeText } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { undoVerb } from './request-verbs.ts';

type Json = Record<string, unknown>;
type Fact = { title: string; value: string };

/** Of a comment on a card; the message that brought it had the whole. */
const shownCharacters = 400;

/** What was written about a request, for its card. */
export function commentsView({ comments }: GroupRequest, reader: Reader): Json {
  const { count, last } = comments ?? { count: 0, last: [] };
  const earlier = count - last.length;
  return {
    hasComments: last.length > 0,
    comments: last.map(({ by, at, text }) => ({
      who: `${escapeText(by.displayName, 60)}, ${longTime(at, reader)}`,
      words: escapeParagraphs(text, shownCharacters),
    })),
    earlier: earlier === 1 ? '1 earlier comment' : `${earlier} earlier comments`,
    hasEarlier: earlier > 0,
  };
}

/** The field in which one of those concerned writes to the others. */
export function commentAction(request: GroupRequest, title = 'Comment…'): Json {
  const { id, comments } = request;
  return {
    type: 'Action.ShowCard',
    title,
    card: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'Input.Text',
          id: 'comment',
          label: 'What would you like to say?',
          isMultiline: true,
          isRequired: true,
          maxLength: longestComment,
          errorMessage: 'Please write something.',
          placeholder: 'Everybody concerned reads this; it decides nothing',
        },
      ],
      actions: [executeAction('Send', 'request.comment', { requestId: id, seen: String(comments?.count ?? 0) })],
    },
  };
}

/** What whoever asked can do while it waits for others. */
export function whileItWaits(request: GroupRequest, { now }: Reader): Json[] {
  const nextAt = nextNudgeAt(request);
  const mayNudge = waitsFor(request).length > 0 && (!nextAt || nextAt <= now);
  return [
    ...(mayNudge ? [executeAction('Nudge', 'request.nudge', { requestId: request.id })] : []),
    ...(isOpen(request) && hasOthers(request) ? [commentAction(request)] : []),
  ];
}

function hasOthers({ stages, carriers, requester }: GroupRequest): boolean {
  return stages.length > 0 || carriers.some(({ id }) => id !== requester.id);
}

/** Who was reminded last, and when that can be done again. */
export function nudgeFacts(request: GroupRequest, reader: Reader): Fact[] {
  const { nudge } = request;
  if (!nudge || !isOpen(request)) return [];
  return [{ title: 'Reminded', value: `${namesOf(nudge.people)}, ${longTime(nudge.at, reader)}` }];
}

const ended: Record<EarlierRequest['status'], string> = {
  rejected: 'rejected it',
  undone: 'took it back after it was approved',
  withdrawn: 'It had been taken back before it was decided.',
  lapsed: 'Nobody had decided in time.',
  settled: 'It was so already.',
  failed: 'It had been approved, but could not be carried out.',
};

/** What became of the same request before: “Grace Hopper rejected it on …: “The guild is full.””. */
export function followsFacts({ follows }: GroupRequest, reader: Reader): Fact[] {
  if (!follows) return [];
  const { by, at, status, reason } = follows;
  const on = at ? ` on ${longTime(at, reader)}` : '';
  const words = by ? `${escapeText(by.displayName, 60)} ${ended[status]}${on}` : ended[status];
  const why = by ? (reason === '' ? '.' : `: “${escapeParagraphs(reason, 300)}”`) : '';
  return [{ title: 'Asked before', value: `${words}${why}` }];
}

/** Who took it back, and how it is since. */
export function undoneWords(request: GroupRequest, reader: Reader): string {
  const { undone } = request;
  const who = escapeText(undone?.by.displayName ?? 'Whoever approved it', 80);
  const on = undone ? ` on ${longTime(undone.at, reader)}` : '';
  return `${who} approved this, and took it back${on}. ${howItIsAgain(request, reader)}`;
}

function howItIsAgain({ kind, group, wish, ...about }: GroupRequest, { userId }: Reader): string {
  const subject = subjectOf(about);
  const who = subject.id === userId ? 'You are' : `${escapeText(subject.displayName, 80)} is`;
  const name = escapeText(group.displayName, 120);
  switch (kind) {
    case 'join':
    case 'add-member':
      return `${who} not a member any more.`;
    case 'owner':
      return `${who} not an owner any more.`;
    case 'visibility':
      return `${name} is ${wish?.what === 'visibility' ? wish.from : 'as it was'} again.`;
    case 'rename':
      return `It is called ${wish?.what === 'name' ? escapeText(wish.from, 120) : 'as before'} again.`;
    case 'delete':
      return `${name} is there again.`;
    case 'create':
    case 'team':
      return 'It is as it was.';
  }
}

/** The button for whoever has just carried it out, while it can be taken back. */
export function undoActions(request: GroupRequest, { userId, now }: Reader): Json[] {
  return mayUndo(request, userId, now) ? [executeAction('Undo', undoVerb(request), { requestId: request.id })] : [];
}

/** Whether the button is there for this reader. */
export function mayUndo(request: GroupRequest, userId: string | undefined, now: Date): boolean {
  const isTheirs = userId === undefined || request.decision?.by.id === userId;
  return request.status === 'done' && isTheirs && canStillUndo(request, now);
}

const shownNames = 5;

/** Such as “Ada, Grace and 3 more”. */
export function namesOf(people: readonly PersonRef[], show: Show = escapeText): string {
  const names = people.slice(0, shownNames).map(({ displayName }) => show(displayName, 60));
  if (people.length > names.length) names.push(`${people.length - names.length} more`);
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}
