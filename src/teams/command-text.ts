import type { Activity } from 'botbuilder';
import { z } from 'zod';

/** As many as can be named at once. */
const mostMentions = 20;

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
  for (const { mentioned, text: marked } of mentionEntities(activity)) {
    const isBot = mentioned.id === activity.recipient?.id;
    text = text.replaceAll(marked, () => (isBot ? ' ' : withoutMarks(marked)));
  }
  return inOneLine(text);
}

/** The people whom a message mentions, in its order: their Teams ids, and their names as `commandText` leaves them. */
export function mentionsOf(activity: Partial<Activity>): { id: string; name: string }[] {
  return mentionEntities(activity)
    .filter(({ mentioned }) => mentioned.id !== activity.recipient?.id && mentioned.id.startsWith('29:'))
    .map(({ mentioned, text }) => ({ id: mentioned.id, name: inOneLine(withoutMarks(text)) }))
    .filter(({ name }) => name !== '')
    .slice(0, mostMentions);
}

function mentionEntities({ entities }: Partial<Activity>): z.output<typeof mention>[] {
  return (entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? []);
}

function withoutMarks(text: string): string {
  return text.replaceAll(/<\/?at[^<>]*>/g, '');
}

function inOneLine(text: string): string {
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/[\s\u200b\u200e\u200f\ufeff]+/g, ' ')
    .trim();
}
