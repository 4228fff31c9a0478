import type { Activity } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { ConversationReference } from '../ports/conversation-references.ts';
import type { Store } from '../ports/store.ts';
import { clientSettings } from './caller.ts';
import { tenantOf } from './inbound/envelope.ts';

const teamsData = z.object({
  channel: z.object({ id: z.string() }).optional(),
  team: z.object({ id: z.string(), aadGroupId: z.guid().optional().catch(undefined) }).optional(),
  settings: z.object({ selectedChannel: z.object({ id: z.string() }).optional() }).optional(),
});
const kinds = z.enum(['personal', 'groupChat', 'channel']);
const membership = new Set(['conversationUpdate', 'installationUpdate']);
const repeatAfterMs = 10 * 60_000;

/** Knows where people and channels can be reached, from what arrives. */
export interface References {
  /** Keeps or forgets the conversation of an activity. */
  learn(activity: Activity): Promise<void>;
  /** The address at which this tenant was served last. */
  serviceUrlOf(tenantId: string): string | undefined;
}

/**
 * @param botId without `28:`
 * @returns what writes `store.conversations`; the same reference is not written again for ten minutes
 */
export function createReferences(store: Store, botId: string): References {
  const written = new LRUCache<string, string>({ max: 20_000, ttl: repeatAfterMs });
  const serviceUrls = new LRUCache<string, string>({ max: 1_000 });

  async function save(activity: Activity, reference: ConversationReference): Promise<void> {
    const key = `${reference.tenantId} ${reference.conversationId}`;
    const value = JSON.stringify(reference);
    if (written.get(key) === value && !membership.has(activity.type)) return;
    const kept = await store.conversations.get(reference.tenantId, reference.conversationId);
    // A message extension and its cards may be used in chats that the bot is not in: an invoke proves no membership.
    if (activity.type === 'invoke' && !kept) return;
    await store.conversations.save({ ...kept, ...reference });
    written.set(key, value);
  }

  return {
    serviceUrlOf: (tenantId) => serviceUrls.get(tenantId),
    async learn(activity) {
      const reference = referenceOf(activity, botId);
      if (!reference) return;
      serviceUrls.set(reference.tenantId, reference.serviceUrl);
      if (!leaves(activity)) return save(activity, reference);
      for (const conversationId of new Set([reference.conversationId, rootOf(activity.conversation.id)])) {
        written.delete(`${reference.tenantId} ${conversationId}`);
        await store.conversations.remove(reference.tenantId, conversationId);
      }
    },
  };
}

/** The conversation as it can be spoken to later; of a thread, its channel. */
export function rootOf(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/, '');
}

function referenceOf(activity: Activity, botId: string): ConversationReference | undefined {
  const tenantId = tenantOf(activity);
  const kind = kinds.safeParse(activity.conversation.conversationType).data;
  if (!tenantId || !kind) return undefined;
  const data = teamsData.safeParse(activity.channelData).data;
  const channelId = data?.channel?.id ?? data?.settings?.selectedChannel?.id;
  const root = rootOf(activity.conversation.id);
  const person = kind === 'personal' ? z.guid().safeParse(activity.from.aadObjectId).data : undefined;
  return {
    tenantId,
    conversationId: kind === 'channel' && channelId ? rootOf(channelId) : root,
    kind,
    ...(kind === 'personal' && { teamsUserId: activity.from.id }),
    ...(person && { userId: person.toLowerCase() }),
    ...(kind === 'personal' && clientSettings(activity)),
    ...(kind === 'channel' && data?.team?.aadGroupId && { groupId: data.team.aadGroupId.toLowerCase() }),
    serviceUrl: activity.serviceUrl,
    botId,
  };
}

/** Whether the bot is gone from the conversation after this. `remove-upgrade` is followed by `add-upgrade`. */
function leaves(activity: Activity): boolean {
  if (activity.type === 'installationUpdate') return activity.action === 'remove';
  if (activity.type !== 'conversationUpdate') return false;
  const removed = (activity.membersRemoved as { id: string }[] | undefined) ?? [];
  return removed.some(({ id }) => id === activity.recipient.id);
}
