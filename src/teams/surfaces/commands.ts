import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { unclearCommandCard } from '../../cards/unclear-command.ts';
import type { Operation } from '../../operations/operation.ts';
import type { CardMessage } from '../../ports/messenger.ts';
import type { Caller } from '../../domain/people.ts';
import { commandText } from '../command-text.ts';
import { fileIn } from '../file-in.ts';
import { pictureIn } from '../picture-in.ts';
import type { FrontDoorParts } from './parts.ts';
import { withPointedAt } from './pointed.ts';
import { words } from './words.ts';

const longestCommandChars = 1_000;
/** What a file without a word is taken for: a list of people. */
const fileCommand = 'add many';

/** What a message asks for. */
export type Command =
  /** `inPlace`: the card that was answered becomes the answer. */
  | { kind: 'run'; operation: Operation; raw: Record<string, unknown>; inPlace: boolean }
  | { kind: 'signOut' }
  /** Nothing that can be done: say this. */
  | { kind: 'say'; text: string }
  | { kind: 'show'; message: CardMessage };

const submitted = z.looseObject({ verb: z.string() });

/** Reads a chat message, or what a card's `Action.Submit` sent: a message without text that carries data. */
export async function commandOf(activity: Activity, caller: Caller, parts: FrontDoorParts): Promise<Command> {
  const text = commandText(activity);
  if (text === '' && typeof activity.value === 'object' && activity.value !== null)
    return submittedCommand(activity.value, parts.operations);
  if (text.length > longestCommandChars) return { kind: 'say', text: words.tooLong };
  if (parts.builtInCommand(text)) return { kind: 'signOut' };

  const file = fileIn(activity);
  const meant = parts.understand(text !== '' ? text : file.file === undefined ? 'help' : fileCommand);
  const inputOf = async (operation: Operation, input: Record<string, unknown>) => ({
    ...(await withPointedAt(input, activity, caller, parts)),
    ...(operation.takesPicture && pictureIn(activity)),
    ...(operation.takesFile && file),
  });
  if (!('why' in meant)) {
    const { operation, input } = meant;
    return { kind: 'run', operation, raw: await inputOf(operation, input), inPlace: false };
  }
  const choices = await Promise.all(
    meant.choices.map(async (choice) => ({ ...choice, input: await inputOf(choice.operation, choice.input) })),
  );
  return { kind: 'show', message: unclearCommandCard({ ...meant, choices }) };
}

function submittedCommand(value: unknown, operations: readonly Operation[]): Command {
  const { data } = submitted.safeParse(value);
  if (!data) return { kind: 'say', text: words.emptyAnswer };
  const { verb, place, ...raw } = data;
  const operation = operations.find(({ name }) => name === verb);
  return operation ? { kind: 'run', operation, raw, inPlace: place !== 'new' } : { kind: 'say', text: words.oldButton };
}
