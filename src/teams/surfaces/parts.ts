import type { Logger } from 'pino';
import type { AmbiguousGroup, AppError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people.ts';
import type { Operation, Outcome } from '../../operations/operation.ts';
import type { Understood } from '../../operations/understand.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Files } from '../../ports/files.ts';
import type { ConnectedGraph } from '../../ports/graph.ts';
import type { CardMessage } from '../../ports/messenger.ts';
import type { Pictures } from '../../ports/pictures.ts';
import type { PolicySource } from '../../ports/policy-source.ts';
import type { Store } from '../../ports/store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { TeamsAdapter } from '../adapter.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Background } from './background.ts';
import type { Topics } from './topics.ts';

/** What the words of a person mean: an operation and its input, or why that is unclear and what may have been meant. */
export type Understand = (text: string) => Understood;

/** The cards that belong to no operation. */
export interface FrontDoorCards {
  /** @param error `unexpected` for our own bugs: an apology */
  error(error: AppError | 'unexpected', correlationId: string): CardMessage;
  /** Asks which group is meant; its buttons run the same operation with the answer. */
  chooseGroup(error: AmbiguousGroup, operation: Operation, raw: Record<string, unknown>): Outcome;
  welcome(): CardMessage;
}

/** Everything that the doors of the bot share. */
export interface FrontDoorParts {
  operations: readonly Operation[];
  understand: Understand;
  /** The command that is answered here, because operations hold no token. Asked before `understand`. */
  builtInCommand: (text: string) => { name: 'account.sign-out' } | undefined;
  /** Names of the operations that an automatic refresh may run: they must change nothing. */
  refreshable: ReadonlySet<string>;
  tokens: Tokens;
  signIn: SignIn;
  /** Graph, bound to one caller and the operation's scopes. */
  graphFor(caller: Caller, scopes: readonly string[], correlationId: string): ConnectedGraph;
  store: Store;
  clock: Clock;
  policy: PolicySource;
  cards: FrontDoorCards;
  pictures: Pictures;
  files: Files;
  adapter: TeamsAdapter;
  topics: Topics;
  /** Client id of the bot, without `28:`. */
  botId: string;
  background: Background;
  log: Logger;
}
