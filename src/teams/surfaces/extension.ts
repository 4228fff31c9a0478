import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { SignInRequired } from '../../domain/errors.ts';
import type { ExtensionResult } from '../../operations/operation.ts';
import { callerOf } from '../caller.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { queryInvoke, spokenAnswer } from './answers.ts';
import { failureCard } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';
import { servicesFor } from './perform.ts';
import { words } from './words.ts';

const largestPage = 25;
const furthestSkip = 1_000;
const longestWordsChars = 200;

const queryValue = z.looseObject({
  commandId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).catch([]),
  queryOptions: z
    .object({
      skip: z.number().int().min(0).max(furthestSkip).catch(0),
      count: z.number().int().min(1).max(largestPage).catch(largestPage),
    })
    .catch({ skip: 0, count: largestPage }),
});

/** The operation that a query of the compose box names, if it has that door. */
export function queriedOperation(value: unknown, parts: Pick<FrontDoorParts, 'operations'>) {
  const commandId = queryValue.safeParse(value).data?.commandId;
  return parts.operations.find((operation) => operation.extension && operation.name === commandId);
}

/** Answers a search from the compose box. @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search */
export async function answerQuery(turn: TurnContext, parts: FrontDoorParts): Promise<InvokeAnswer> {
  const query = queryValue.safeParse(turn.activity.value).data;
  const operation = queriedOperation(turn.activity.value, parts);
  if (!query || !operation?.extension) return { status: 501 };
  const caller = callerOf(turn.activity);
  if (!caller) return spokenAnswer(queryInvoke, words.noAccount);

  const door = operation.extension;
  const attempt = { correlationId: randomUUID(), caller, operation };
  try {
    const inline = await parts.signIn.acceptInline(turn, caller);
    if (inline.kind === 'refused') return inline.answer;
    const services = await servicesFor(parts, caller, operation, attempt.correlationId);
    // The first look, before anything was typed, has a parameter `initialRun` instead of ours.
    const typed = query.parameters.find(({ name }) => name === door.parameter.name)?.value;
    const wanted = typeof typed === 'string' ? typed.trim().slice(0, longestWordsChars) : '';
    return results(await door.search(wanted, query.queryOptions, services));
  } catch (error) {
    if (error instanceof SignInRequired) return parts.signIn.challengeInExtension(turn, caller, error);
    return spokenAnswer(queryInvoke, failureCard(error, attempt, parts).text);
  }
}

function results(rows: readonly ExtensionResult[]): InvokeAnswer {
  const attachments = rows.map(({ title, text, card }) => ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: card,
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: { title: withoutMarkup(title), text: withoutMarkup(text) },
    },
  }));
  return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
}

/** A preview takes HTML, which a group's name must not become. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}
