import { z } from 'zod';
import { talkLimits } from '../../domain/talk.ts';

const broken = 'This button is broken. Ask again for the conversations of the group.';

/** Exchange's id of a conversation, a thread or a post; only cards carry it. */
export const talkId = z.string({ error: broken }).min(1, broken).max(512, broken);

/** What somebody writes; empty when absent. */
export const post = z
  .string({ error: 'Write the text in words.' })
  .trim()
  .max(talkLimits.post, `Please keep this under ${talkLimits.post} characters.`)
  .default('');

export const topic = z
  .string({ error: 'Write the subject in words.' })
  .trim()
  .max(talkLimits.topic, `Please keep the subject under ${talkLimits.topic} characters.`)
  .default('');

/** The first words of a text, as a subject. */
export function topicOf(text: string): string {
  const line = text.split('\n')[0]?.trim() ?? '';
  return line.length <= 80 ? line : `${line.slice(0, 79).trimEnd().toWellFormed()}…`;
}
