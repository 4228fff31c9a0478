import type { DialogCall, DialogOutcome } from '../page/api.ts';
import type { Target } from './actions.ts';
import { seat, targetOf } from './actions.ts';
import type { Place } from './activities.ts';
import { invoke, placeOf } from './activities.ts';
import type { Habit, OutgoingActivity } from './delivery.ts';
import type { Answered } from './dialog-answers.ts';
import { readDialogAnswer } from './dialog-answers.ts';
import type { Installs } from './installs.ts';
import { messagePayload } from './message-payload.ts';
import type { TeamsPerson } from './people.ts';
import type { Resumes } from './resumes.ts';
import type { TeamsWorld } from './world.ts';

/** What dialogs work on. */
export interface DialogParts {
  world: TeamsWorld;
  resumes: Resumes;
  installs: Installs;
}

interface Request {
  activity: OutgoingActivity;
  habit: Habit;
  answered: Answered;
}

/**
 * Opens a dialog, or sends what was filled in there, and says what the client shows next.
 * @param state the popup's one-time code, when this is the repetition after it
 * @throws Refused when the person is not in the conversation, or the message is gone
 */
export async function openDialog(parts: DialogParts, asked: DialogCall, state?: string): Promise<DialogOutcome> {
  const { world, resumes, installs } = parts;
  const { person, conversation } = seat(world, asked.as, asked.conversation);
  if (wantsInstall(asked)) installs.put(person, conversation, true);
  const { activity, habit, answered } = request(world, person, asked, state);
  const result = readDialogAnswer(await world.delivery.send(activity, habit), answered);
  if (result.kind !== 'auth') return result;
  const { button } = result;
  return { kind: 'signIn', ...button, resume: resumes.keep({ kind: 'dialog', dialog: asked, button }) };
}

/** The button by which an app that is not in the conversation asks to be added to it first. */
function wantsInstall({ source, step, data }: DialogCall): boolean {
  const teams = data['msteams'] as { justInTimeInstall?: unknown } | undefined;
  return source.kind === 'command' && step === 'submit' && teams?.justInTimeInstall === true;
}

function request(world: TeamsWorld, person: TeamsPerson, asked: DialogCall, state?: string): Request {
  const { source, step } = asked;
  return source.kind === 'card'
    ? fromCard(world, targetOf(world, { ...asked, message: source.message }), asked)
    : fromCommand(world, person, { ...asked, source }, { step, family: 'composeExtension' }, state);
}

/** The button's `msteams` is what the client goes by; the app gets its type with the rest of the data. */
function fromCard(world: TeamsWorld, { person, conversation, message }: Target, asked: DialogCall): Request {
  const { step, theme, data } = asked;
  const own = Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'msteams'));
  const value = { data: step === 'fetch' ? { type: 'task/fetch', ...own } : own, context: { theme } };
  const more = { replyToId: message.id };
  const activity = invoke(world, person, placeOf(conversation, message), `task/${step}`, value, more);
  return { activity, habit: 'invoke', answered: { step, family: 'task' } };
}

type CommandCall = DialogCall & { source: Extract<DialogCall['source'], { kind: 'command' }> };

function fromCommand(
  world: TeamsWorld,
  person: TeamsPerson,
  asked: CommandCall,
  answered: Answered,
  state?: string,
): Request {
  const { source, step, theme, data, preview } = asked;
  const { conversation } = seat(world, asked.as, asked.conversation);
  const on = source.message === '' ? undefined : targetOf(world, { ...asked, message: source.message });
  const value = {
    commandId: source.commandId,
    commandContext: on === undefined ? 'compose' : 'message',
    context: { theme },
    ...(on === undefined ? {} : { messagePayload: messagePayload(world, on) }),
    ...(step === 'submit' ? { data } : {}),
    ...(preview === undefined
      ? {}
      : { botMessagePreviewAction: preview.action, botActivityPreview: [preview.activity] }),
    ...(state === undefined ? {} : { state }),
  };
  const written: Place = { conversation, ...(asked.thread === '' ? {} : { rootId: asked.thread }) };
  const place = on === undefined ? written : placeOf(conversation, on.message);
  const name = step === 'fetch' ? 'composeExtension/fetchTask' : 'composeExtension/submitAction';
  const activity = invoke(world, person, place, name, value);
  const surface = { name: on === undefined ? 'compose' : 'message' };
  activity['channelData'] = { ...(activity['channelData'] as Record<string, unknown>), source: surface };
  return { activity, habit: 'extension', answered };
}
