import type { Activity } from 'botbuilder';
import { z } from 'zod';

const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1),
});

/**
 * What a person wrote to the bot: without the mention of the bot itself (found through the entities, never by its
 * name), without the hard spaces of some clients, in one line. Mentions of other people stay as their names.
 */
export function commandText(activity: Partial<Activity>): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const { data } = mention.safeParse(entity);
    if (!data) continue;
    const isBot = data.mentioned.id === activity.recipient?.id;
    text = text.replaceAll(data.text, () => (isBot ? ' ' : data.text.replaceAll(/<\/?at[^<>]*>/g, '')));
  }
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/[\s\u200b\u200e\u200f\ufeff]+/g, ' ')
    .trim();
}
