import { conversationIdOf, itemIdOf, itemKey, threadIdOf } from './exchange-ids.ts';
import type { MailSeed, PostRecord, ThreadRecord, VisitRecord } from './mail-records.ts';
import { visitId } from './mailboxes.ts';
import type { GroupRecord, UserRecord } from './records.ts';
import { conversationRows, visitRows } from './seed-conversations.ts';
import type { ConversationRow } from './seed-conversations.ts';
import { seedEvents } from './seed-events.ts';
import { recipientOf } from './seed-names.ts';
import type { Named } from './seed-names.ts';
import { seedPhotos } from './seed-photos.ts';

const hour = 3_600_000;

/**
 * What mailboxes hold at first start.
 * @param now posts and events stand around it
 */
export function seedMail(users: readonly UserRecord[], groups: readonly GroupRecord[], now: Date): MailSeed {
  const named: Named = {
    user: (local) => found(users, (user) => user.mailNickname === local, local),
    group: (key) => found(groups, (group) => group.mailNickname === key, key),
    now,
  };
  return {
    thread: conversationRows.map((row, index) => thread(named, row, index)),
    event: seedEvents(named),
    photo: seedPhotos(named),
    visit: visitRows.map(([key, by, hoursAgo]): VisitRecord => {
      const id = visitId(named.group(key).id, named.user(by).id);
      return { id, seenAt: new Date(now.getTime() - hoursAgo * hour).toISOString() };
    }),
  };
}

function found<T>(all: readonly T[], test: (one: T) => boolean, name: string): T {
  const one = all.find(test);
  if (!one) throw new Error(`the seed has no ${name}`);
  return one;
}

function thread(named: Named, row: ConversationRow, index: number): ThreadRecord {
  const { id: groupId } = named.group(row.group);
  const key = itemKey(`conversation ${row.group} ${index}`);
  const posts: PostRecord[] = [];
  for (const [at, { by, hoursAgo, words }] of row.posts.entries()) {
    posts.push({
      id: itemIdOf(groupId, 'posts', itemKey(`post ${row.group} ${index} ${at}`)),
      createdDateTime: `${new Date(named.now.getTime() - hoursAgo * hour).toISOString().slice(0, 19)}Z`,
      body: { contentType: 'html', content: `<html><body>${words}</body></html>` },
      from: recipientOf(named.user(by)),
      newParticipants: [],
      inReplyToId: posts[0]?.id ?? null,
      attachments: [],
    });
  }
  return {
    id: threadIdOf(groupId, key, key),
    groupId,
    conversationId: conversationIdOf(groupId, key),
    topic: row.topic,
    isLocked: row.locked ?? false,
    posts,
  };
}
