import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { DialogDoor, Operation } from '../../operations/operation.ts';
import { dialogInvokes, type DialogInvoke } from './answers.ts';
import { without } from './dialog-card.ts';

const longestOpenedChars = 2_000;

const record = z.record(z.string(), z.unknown());
const taskValue = z.looseObject({ data: record });
const openedData = record.refine((data) => JSON.stringify(data).length <= longestOpenedChars);
const commandValue = z.looseObject({
  commandId: z.string(),
  data: record.optional().catch(undefined),
  messagePayload: z
    .looseObject({ from: z.looseObject({ user: z.looseObject({ id: z.guid() }) }) })
    .optional()
    .catch(undefined),
});

/** An operation that may be opened as a dialog. */
export type DialogOperation = Operation & { dialog: DialogDoor };

/** What a dialog asks for. */
export interface DialogRequest {
  operation: DialogOperation;
  raw: Record<string, unknown>;
  /** It is to be opened; else something was filled in. */
  isOpening: boolean;
  /** It belongs to the compose box and not to a card in a chat: the bot need not be where it was asked. */
  isCommand: boolean;
  /** What it was opened with, to begin anew after a failure; absent when that is too much to carry. */
  opened?: Record<string, unknown>;
}

export function isDialogInvoke(name: string | undefined): name is DialogInvoke {
  return dialogInvokes.some((known) => known === name);
}

/**
 * Reads the invoke of a dialog. Everything in it came through the client.
 * @returns undefined when it names no operation that may be opened as a dialog
 */
export function dialogRequest(
  { name, value }: Pick<Activity, 'name' | 'value'>,
  operations: readonly Operation[],
): DialogRequest | undefined {
  if (!isDialogInvoke(name)) return undefined;
  switch (name) {
    case 'task/fetch':
      return opening(taskValue.safeParse(value).data?.data, operations, false);
    case 'task/submit':
      return filledIn(taskValue.safeParse(value).data?.data, operations, false);
    case 'composeExtension/fetchTask': {
      const command = commandValue.safeParse(value).data;
      const operation = command && dialogOperation(command.commandId, operations);
      if (!operation?.dialog.command) return undefined;
      const author = command?.messagePayload?.from.user.id;
      const begun = author === undefined ? {} : operation.dialog.command.fromAuthor?.(author.toLowerCase());
      return opening({ ...begun, verb: operation.name }, operations, true);
    }
    case 'composeExtension/submitAction': {
      const command = commandValue.safeParse(value).data;
      return filledIn(command && { verb: command.commandId, ...command.data }, operations, true);
    }
  }
}

function dialogOperation(verb: unknown, operations: readonly Operation[]): DialogOperation | undefined {
  return operations.find((one): one is DialogOperation => one.dialog !== undefined && one.name === verb);
}

/** What is no input of an operation; clients write what they know of `msteams` into the data itself. */
const ours = ['verb', 'msteams', 'type', 'place', 'opened'];

function opening(
  data: Record<string, unknown> | undefined,
  operations: readonly Operation[],
  isCommand: boolean,
): DialogRequest | undefined {
  const operation = dialogOperation(data?.['verb'], operations);
  if (!data || !operation) return undefined;
  const raw = without(data, ours);
  return { operation, raw, isOpening: true, isCommand, ...kept({ ...raw, verb: operation.name }) };
}

function filledIn(
  data: Record<string, unknown> | undefined,
  operations: readonly Operation[],
  isCommand: boolean,
): DialogRequest | undefined {
  const operation = dialogOperation(data?.['verb'], operations);
  if (!data || !operation) return undefined;
  return { operation, raw: without(data, ours), isOpening: false, isCommand, ...kept(data['opened']) };
}

function kept(data: unknown): Pick<DialogRequest, 'opened'> {
  const opened = openedData.safeParse(data).data;
  return opened ? { opened } : {};
}
