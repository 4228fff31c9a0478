import type { ActionOutcome, DialogOutcome, ExtensionOutcome, PopupResult } from '../page/api.ts';
import { execute, seat, targetOf } from './actions.ts';
import { invoke, placeOf } from './activities.ts';
import { openDialog } from './dialogs.ts';
import { query } from './extension.ts';
import type { Installs } from './installs.ts';
import type { Resumes } from './resumes.ts';
import { notice, Refused, tell, wentWrong } from './world.ts';
import type { TeamsWorld } from './world.ts';

/**
 * What follows a popup: the call that waited is made again with the code as `value.state`, and a sign-in from a chat is
 * told to the bot with `signin/verifyState`. Closing a popup that a card or a query opened sends nothing, as in Teams.
 */
export async function popupEnded(
  world: TeamsWorld,
  resumes: Resumes,
  installs: Installs,
  ended: PopupResult,
): Promise<ActionOutcome | ExtensionOutcome | DialogOutcome | { kind: 'none' }> {
  const { result, resume } = ended;
  if (resume === undefined) return verifyState(world, ended);
  if (!('success' in result)) return { kind: 'none' };
  const waiting = resumes.take(resume, ended.as);
  if (waiting === undefined) throw new Refused(410, 'This sign-in is over. Start again.');
  const { button } = waiting;
  if (waiting.kind === 'dialog') return openDialog({ world, resumes, installs }, waiting.dialog, result.success);
  if (waiting.kind === 'extension') return query(world, resumes, waiting.query, { state: result.success, button });
  const options = { trigger: 'manual' as const, state: result.success, button };
  return execute(world, resumes, targetOf(world, waiting.action), waiting.action, options);
}

async function verifyState(world: TeamsWorld, ended: PopupResult): Promise<{ kind: 'none' }> {
  const { person, conversation } = seat(world, ended.as, ended.conversation);
  const offers = conversation.messages.filter(
    (one) => one.signIn?.shown === true && (one.onlyFor ?? person.id) === person.id,
  );
  const offer = offers.at(-1);
  const place = offer === undefined ? { conversation } : placeOf(conversation, offer);
  const state = 'success' in ended.result ? ended.result.success : 'CancelledByUser';
  const { status } = await world.delivery.send(invoke(world, person, place, 'signin/verifyState', { state }), 'invoke');
  if (status !== 200) notice(world, conversation, person.id, wentWrong);
  else if ('success' in ended.result) {
    for (const { signIn } of offers) if (signIn !== undefined) signIn.shown = false;
    tell(world, conversation);
  }
  return { kind: 'none' };
}
