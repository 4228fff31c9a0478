import type { TurnContext } from 'botbuilder';
import type { SignInRequired } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { PendingCommand } from '../../ports/sign-ins.ts';

/** The HTTP answer to an invoke. For `adaptiveCard/action` the status is 200 and the body carries its own `statusCode`. */
export interface InvokeAnswer {
  status: number;
  body?: unknown;
}

/** What became of credentials that came inside an invoke (`value.authentication`, `value.state`). */
export type Inline =
  /** The invoke carried none. */
  | { kind: 'none' }
  /** They were the caller's own: the operation can run now. */
  | { kind: 'accepted' }
  /** They were not good: answer this. */
  | { kind: 'refused'; answer: InvokeAnswer };

/**
 * Signing in on every surface without the Bot Framework token service: the challenge, what comes back, and the
 * command that waited. The turn dispatcher calls it; nothing else in the bot knows how a person signs in.
 */
export interface SignIn {
  /** Chat and Action.Submit: keeps the activity as pending command and sends the OAuth card (silent first, or button only). */
  challengeInChat(turn: TurnContext, caller: Caller, need: SignInRequired): Promise<void>;
  /** Action.Execute: `loginRequest`, without `tokenExchangeResource` when silence was not enough. */
  challengeOnCard(turn: TurnContext, caller: Caller, need: SignInRequired): Promise<InvokeAnswer>;
  /** Message extension query: `silentAuth`, or 412 when silence was not enough. */
  challengeInExtension(turn: TurnContext, caller: Caller, need: SignInRequired): Promise<InvokeAnswer>;
  /**
   * Dialog of the compose box: the button alone, because clients sign in silently only for queries.
   * @returns undefined when the person has just used it and that did not help: then the chat has to ask
   */
  challengeInDialog(turn: TurnContext, caller: Caller, need: SignInRequired): Promise<InvokeAnswer | undefined>;

  /** Reads `value.authentication.token` or `value.state` of an Action.Execute, a query or a dialog of the compose box. */
  acceptInline(turn: TurnContext, caller: Caller): Promise<Inline>;
  /**
   * `signin/tokenExchange`. `resume` is the command that waited, claimed for one device only; whoever has carried it out
   * removes it.
   */
  acceptExchange(turn: TurnContext, caller: Caller): Promise<{ answer: InvokeAnswer; resume?: PendingCommand }>;
  /** `signin/verifyState`: the popup's one-time code, or that it was cancelled. */
  acceptState(turn: TurnContext, caller: Caller): Promise<{ answer: InvokeAnswer; resume?: PendingCommand }>;
  /** `signin/failure`: informational; tells the person only what they can mend. */
  acceptFailure(turn: TurnContext, caller: Caller): Promise<InvokeAnswer>;

  /** Forgets the caller's tokens and does not sign in silently until the next command asks for it. */
  signOut(caller: Caller): Promise<void>;
}
