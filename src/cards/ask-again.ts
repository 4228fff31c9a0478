import type { GroupRequest } from '../domain/requests.ts';
import { openAction } from './define-card.ts';
import type { Reader } from './reader.ts';

const title = 'Change and send again';

/** The button that opens the form of a request's kind, filled in with what was asked then; what is sent is a new request. */
export function askAgain(request: GroupRequest, reader: Reader): Record<string, unknown> {
  const { id, kind, group, subject, reason, askedAs } = request;
  const wish = askedAs?.wish ?? request.wish;
  const about = { group: group.id, ...(reason !== '' && { reason }) };
  const until = wish?.what === 'until' && wish.at > reader.now.getTime() ? { until: untilDay(wish.at, reader) } : {};
  switch (kind) {
    case 'create':
      return openAction(title, 'group.request', { from: id });
    case 'team':
      return openAction(title, 'team.enable', about);
    case 'join':
    case 'add-member':
      return subject
        ? openAction(title, 'member.add', { ...about, ...until, people: subject.id })
        : openAction(title, 'group.join', { ...about, ...until });
    case 'owner':
      return openAction(title, 'owner.add', { ...about, person: subject?.id ?? 'me' });
    case 'visibility':
      return openAction(title, 'group.set-visibility', {
        ...about,
        ...(wish?.what === 'visibility' && { visibility: wish.to }),
      });
    case 'rename':
      return openAction(title, 'group.rename', {
        ...about,
        ...(wish?.what === 'name' && { displayName: wish.to }),
        again: 'yes',
      });
    case 'delete':
      return openAction(title, 'group.delete', about);
  }
}

/** As people say it, such as `until 15 March 2026`: the last day, which ends at midnight. */
export function untilDay(at: number, { timeZone }: Reader): string {
  const day = new Date(at - 1);
  const parts = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  return `until ${new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: knownZone(timeZone) }).format(day)}`;
}

/** Zones come from the client. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
