import type { Activity } from 'botbuilder';
import { z } from 'zod';

const id = z.string().min(1).max(1024);
const record = z.record(z.string(), z.unknown());
const channelData = z.looseObject({
  tenant: z.looseObject({ id: z.string().nullish() }).nullish(),
});

/** What every activity must have before a turn is started with it; the rest is checked where it is used. */
const envelope = z.looseObject({
  type: z.string().min(1).max(100),
  id,
  name: z.string().max(200).nullish(),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().max(2048),
  from: z.looseObject({ id, aadObjectId: z.string().nullish(), name: z.string().nullish() }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  text: z.string().nullish(),
  replyToId: id.optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  entities: z.array(record).optional().catch(undefined),
  channelData: channelData.optional().catch(undefined),
});

/** @returns undefined when this is not an activity that can be handled. */
export function readEnvelope(body: unknown): Activity | undefined {
  const { data } = envelope.safeParse(body);
  if (!data) return undefined;
  const { text, ...rest } = data;
  return { ...rest, ...(typeof text === 'string' && { text }) } as unknown as Activity;
}

/**
 * The tenant in which the activity happened.
 * @returns undefined when it names none, or two different ones: then nobody's data may be touched
 */
export function tenantOf(activity: Pick<Activity, 'conversation'> & Partial<Activity>): string | undefined {
  const ofConversation = activity.conversation.tenantId?.toLowerCase();
  const data = activity.channelData as z.infer<typeof channelData> | undefined;
  const ofChannel = data?.tenant?.id?.toLowerCase();
  if (ofConversation && ofChannel && ofConversation !== ofChannel) return undefined;
  return ofConversation ?? ofChannel;
}
