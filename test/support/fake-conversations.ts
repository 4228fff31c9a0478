import type { ActivityAnswer, ActivityStore } from '../../src/ports/activities.ts';
import type { ConversationReference, ConversationStore } from '../../src/ports/conversation-references.ts';
import { settled } from './settled.ts';

/** Where people and channels can be written to, in memory. */
export function fakeConversations(): ConversationStore {
  const kept = new Map<string, ConversationReference>();
  const keyOf = (tenantId: string, conversationId: string) => `${tenantId}/${conversationId}`;
  return {
    save: (reference) => settled(() => void kept.set(keyOf(reference.tenantId, reference.conversationId), reference)),
    get: (tenantId, conversationId) => settled(() => kept.get(keyOf(tenantId, conversationId))),
    personal: (tenantId, userId) =>
      settled(() =>
        [...kept.values()].find((one) => one.kind === 'personal' && one.tenantId === tenantId && one.userId === userId),
      ),
    channelOf: (tenantId, groupId) =>
      settled(() =>
        [...kept.values()].find(
          (one) => one.kind === 'channel' && one.tenantId === tenantId && one.groupId === groupId,
        ),
      ),
    remove: (tenantId, conversationId) => settled(() => void kept.delete(keyOf(tenantId, conversationId))),
  };
}

/** What has arrived, in memory. */
export function fakeActivities(): ActivityStore {
  const seen = new Map<string, { until: number; at: number; answer?: ActivityAnswer }>();
  return {
    begin: (key, { now, leaseSeconds }) =>
      settled(() => {
        const known = seen.get(key);
        if (known?.answer) return { state: 'done' as const, answer: known.answer };
        if (known && known.until > now.getTime()) return { state: 'busy' as const };
        seen.set(key, { until: now.getTime() + leaseSeconds * 1000, at: now.getTime() });
        return { state: 'new' as const };
      }),
    hold: (key, until) =>
      settled(() => {
        const known = seen.get(key);
        if (known && !known.answer) known.until = until.getTime();
      }),
    finish: (key, answer, now) => settled(() => void seen.set(key, { until: 0, at: now.getTime(), answer })),
    forgetBefore: (time) =>
      settled(() => {
        for (const [key, { at }] of seen) if (at < time.getTime()) seen.delete(key);
      }),
  };
}
