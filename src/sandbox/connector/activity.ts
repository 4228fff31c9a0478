import { z } from 'zod';
import type { Card } from '../teams/chats.ts';
import type { OAuthCard } from '../teams/sign-in.ts';
import { oauthCard } from '../teams/sign-in.ts';
import { badArgument, ConnectorError } from './errors.ts';

const cardTypes = {
  adaptive: 'application/vnd.microsoft.card.adaptive',
  oauth: 'application/vnd.microsoft.card.oauth',
} as const;

const activity = z.object({
  type: z.enum(['message', 'typing']),
  text: z.string().nullish(),
  summary: z.string().nullish(),
  replyToId: z.string().nullish(),
  attachments: z.array(z.object({ contentType: z.string(), content: z.unknown().optional() })).nullish(),
});

/** What the bot sends, as far as Teams shows it. */
export interface BotActivity {
  type: 'message' | 'typing';
  text: string;
  summary: string;
  replyToId: string;
  cards: Card[];
  oauth?: OAuthCard;
}

/** Published size of a message with everything in it, counted in UTF-16. */
const mostBytes = 100 * 1024;

/**
 * @throws ConnectorError 400 for what Teams would not show, 413 when it is too big
 */
export function readActivity(value: unknown): BotActivity {
  if (JSON.stringify(value ?? null).length * 2 > mostBytes) {
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const parsed = activity.safeParse(value);
  if (!parsed.success) throw badArgument(`Invalid activity: ${z.prettifyError(parsed.error).slice(0, 300)}`);
  const { type, text, summary, replyToId, attachments } = parsed.data;
  const cards: Card[] = [];
  let oauth: OAuthCard | undefined;
  for (const { contentType, content } of attachments ?? []) {
    if (contentType === cardTypes.adaptive) cards.push(readCard(content));
    else if (contentType === cardTypes.oauth) oauth = readOAuthCard(content);
    else throw badArgument(`The attachment type ${contentType.slice(0, 100)} is not supported.`);
  }
  if (type === 'message' && !text && cards.length === 0 && oauth === undefined) {
    throw new ConnectorError(400, 'BadSyntax', 'A message needs a text or an attachment.');
  }
  return {
    type,
    text: text ?? '',
    summary: summary ?? '',
    replyToId: replyToId ?? '',
    cards,
    ...(oauth === undefined ? {} : { oauth }),
  };
}

function readCard(content: unknown): Card {
  const card = z.looseObject({ type: z.literal('AdaptiveCard'), version: z.string() }).safeParse(content);
  if (!card.success) throw badArgument('The Adaptive Card is not valid: it needs a type and a version.');
  return card.data;
}

function readOAuthCard(content: unknown): OAuthCard {
  const card = oauthCard.safeParse(content);
  if (!card.success) throw badArgument(`The OAuth card is not valid: ${z.prettifyError(card.error).slice(0, 300)}`);
  return card.data;
}
