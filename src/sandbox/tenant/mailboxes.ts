import type { DirectoryFile, MailKind, StoredMail } from './directory-file.ts';
import { Kept } from './kept.ts';
import type { EventRecord, MailSeed, PhotoRecord, ThreadRecord, VisitRecord } from './mail-records.ts';

/** What Exchange keeps: conversations and calendars of groups, photos of groups and people. */
export class Mailboxes {
  readonly threads: Kept<ThreadRecord>;
  readonly events: Kept<EventRecord>;
  readonly photos: Kept<PhotoRecord>;
  readonly visits: Kept<VisitRecord>;

  constructor(file: DirectoryFile) {
    const keptAs = { caseMatters: true };
    this.threads = new Kept(file, 'thread', keptAs);
    this.events = new Kept(file, 'event', keptAs);
    this.photos = new Kept(file, 'photo');
    this.visits = new Kept(file, 'visit');
  }

  /** Threads of a group, the one with the latest post first. */
  threadsOf(groupId: string): ThreadRecord[] {
    const last = (thread: ThreadRecord): string => thread.posts.at(-1)?.createdDateTime ?? '';
    return this.threads
      .all()
      .filter((thread) => thread.groupId === groupId)
      .reverse()
      .sort((a, b) => Date.parse(last(b)) - Date.parse(last(a)));
  }

  eventsOf(groupId: string): EventRecord[] {
    return this.events.all().filter((event) => event.groupId === groupId);
  }

  /** How many conversations of a group have a post by somebody else that came since a person last looked. */
  unseenCount(groupId: string, user: { id: string; mail: string | null }): number {
    const seenAt = Date.parse(this.visits.get(visitId(groupId, user.id))?.seenAt ?? '');
    const isNews = (thread: ThreadRecord): boolean =>
      thread.posts.some(
        (post) => post.from.emailAddress.address !== user.mail && !(Date.parse(post.createdDateTime) <= seenAt),
      );
    return new Set(
      this.threadsOf(groupId)
        .filter(isNews)
        .map((thread) => thread.conversationId),
    ).size;
  }

  /** Notes that a person has seen everything until now. */
  visit(groupId: string, userId: string, now: number): void {
    this.visits.put({ id: visitId(groupId, userId), seenAt: new Date(now).toISOString() });
  }

  /** Drops everything of a group that is gone for good. */
  purge(groupId: string): void {
    for (const thread of this.threadsOf(groupId)) this.threads.remove(thread.id);
    for (const event of this.eventsOf(groupId)) this.events.remove(event.id);
    for (const visit of this.visits.all()) if (visit.id.startsWith(`${groupId}/`)) this.visits.remove(visit.id);
    this.photos.remove(groupId);
  }

  load(stored: StoredMail | MailSeed): void {
    const kept: Record<MailKind, { load: (records: never[]) => void }> = {
      thread: this.threads,
      event: this.events,
      photo: this.photos,
      visit: this.visits,
    };
    for (const [kind, one] of Object.entries(kept)) one.load(stored[kind as MailKind] as never[]);
  }
}

/** @returns the id under which a visit is kept */
export function visitId(groupId: string, userId: string): string {
  return `${groupId}/${userId}`;
}
