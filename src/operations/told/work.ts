import { fieldChange, type FieldChange } from '../../domain/audit.ts';
import type { GraphPorts } from '../../ports/graph.ts';
import type { TaskChanges } from '../../domain/plans.ts';
import { inside } from './groups.ts';
import type { Seen } from './seen.ts';
import { added, differences, taken, turned, type ToldPort } from './told.ts';

/** What became of the work of groups. What people write to each other is not kept: only that they did. */
export const toldOfWork: {
  [Port in 'calendar' | 'content' | 'conversations' | 'plans' | 'teams']: ToldPort<GraphPorts[Port]>;
} = {
  calendar: {
    plan: (_, __, { subject, start }) => [...added('event', 'text', subject), ...added('begins', 'word', start)],
    change(seen, _, eventId, { subject, place, text, times, series }) {
      const now = seen.thing(eventId);
      return [
        ...differences({ subject: 'text', place: 'text' }, now, {
          ...(subject !== undefined && { subject }),
          ...(place !== undefined && { place }),
        }),
        ...(times ? [fieldChange('begins', 'word', { from: beginOf(now['when']), to: times.start })] : []),
        ...(series ? turned('repeats', seen.text(eventId, 'repeats'), series.repeats) : []),
        ...(text === undefined ? [] : turned('text', undefined, 'changed')),
      ];
    },
    cancel: (seen, _, eventId) => taken('event', 'text', seen.text(eventId, 'subject')),
  },
  content: {
    createNotebook: (_, __, name) => added('notebook', 'text', name),
  },
  conversations: {
    start: () => turned('conversation', undefined, 'started'),
    announce: () => turned('conversation', undefined, 'started'),
    startThread: () => turned('thread', undefined, 'started'),
    reply: () => turned('post', undefined, 'written'),
    replyToPost: () => turned('post', undefined, 'written'),
    forward: (_, __, ___, ____, { recipients }) => turned('post', undefined, `forwarded to ${recipients.length}`),
    setLocked: (_, __, ___, isLocked) => turned('thread', isLocked ? 'open' : 'locked', isLocked ? 'locked' : 'open'),
    deleteThread: () => turned('thread', 'there', 'deleted'),
    deleteConversation: () => turned('conversation', 'there', 'deleted'),
    markSeen: () => turned('unread', undefined, 'none'),
    addSender: (_, __, list, userId) => added(`${list}Sender`, 'person', userId),
    removeSender: (_, __, list, userId) => taken(`${list}Sender`, 'person', userId),
  },
  plans: {
    createPlan: (_, __, title) => added('plan', 'text', title),
    renamePlan: (seen, _, { id }, title) => [fieldChange('plan', 'text', { from: seen.text(id, 'title'), to: title })],
    deletePlan: (seen, _, { id }) => taken('plan', 'text', seen.text(id, 'title')),
    createBucket: (_, __, ___, name) => added('bucket', 'text', name),
    createTask: (seen, _, __, { title, ...task }) => [...added('task', 'text', title), ...toldOfTask(seen, {}, task)],
    changeTask: (seen, _, { id }, changes) => {
      const now = seen.thing(id);
      const { title = seen.text(id, 'title') } = changes;
      return [
        fieldChange('task', 'text', { from: seen.text(id, 'title'), to: title }),
        ...toldOfTask(seen, now, changes),
      ];
    },
    deleteTask: (seen, _, { id }) => taken('task', 'text', seen.text(id, 'title')),
  },
  teams: {
    enable: () => (what) => (what === 'enabled' ? turned('team', 'no', 'yes') : []),
    changeSettings: (seen, groupId, changes) =>
      differences({}, seen.answer('teams.settings', groupId) ?? {}, { ...changes }),
    setArchived: (_, __, { isArchived, isSiteReadOnly }) => [
      ...turned('archived', isArchived ? 'no' : 'yes', isArchived ? 'yes' : 'no'),
      ...(isSiteReadOnly === true ? turned('files', undefined, 'to read only') : []),
    ],
    createChannel: (_, __, { displayName }) => added('channel', 'text', displayName),
    addMember: (seen, _, userId) => [inside(seen, userId, 'to')],
    removeMember: (seen, _, userId) => [inside(seen, userId, 'from')],
  },
};

function toldOfTask(seen: Seen, now: Readonly<Record<string, unknown>>, changes: TaskChanges): FieldChange[] {
  const { bucketId, dueDay, progress, assign = [], unassign = [] } = changes;
  const bucket = (id: unknown) => (typeof id === 'string' ? seen.text(id, 'name') : undefined);
  const due = now['dueAt'] instanceof Date ? now['dueAt'].toISOString().slice(0, 10) : undefined;
  return [
    ...(bucketId === undefined
      ? []
      : [fieldChange('bucket', 'text', { from: bucket(now['bucketId']), to: bucket(bucketId) })]),
    ...(dueDay === undefined ? [] : [fieldChange('due', 'word', { from: due, to: dueDay ?? undefined })]),
    ...(progress === undefined ? [] : differences({}, now, { progress })),
    ...assign.flatMap((id) => added('assigned', 'person', id)),
    ...unassign.flatMap((id) => taken('assigned', 'person', id)),
  ];
}

/** An instant, or a day. */
function beginOf(when: unknown): string | undefined {
  if (typeof when !== 'object' || when === null) return undefined;
  if ('start' in when && when.start instanceof Date) return when.start.toISOString();
  return 'firstDay' in when ? String(when.firstDay) : undefined;
}
