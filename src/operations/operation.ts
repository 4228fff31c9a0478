import type { EntraRole } from '../domain/entra-roles.ts';
import type { Caller } from '../domain/people.ts';
import type { Policy, PolicyFault } from '../domain/policy.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { ConnectedGraph } from '../ports/graph.ts';
import type { CardMessage, SentMessage } from '../ports/messenger.ts';
import type { Pictures } from '../ports/pictures.ts';
import type { PolicySource } from '../ports/policy-source.ts';
import type { AuditEvent, AuditTrail } from '../ports/audit.ts';
import type { Store } from '../ports/store.ts';

/** What the audit trail keeps about a change. */
export type Change = Pick<
  AuditEvent,
  | 'outcome'
  | 'groupId'
  | 'subject'
  | 'onBehalfOfId'
  | 'requestId'
  | 'decision'
  | 'code'
  | 'graphRequestIds'
  /** What Graph was asked to change is told by itself: see `told/`. */
  | 'details'
>;

/** What an operation may use: everything is bound to the caller of this turn, Graph to the caller's token for the operation's scopes. */
export interface Services extends ConnectedGraph {
  caller: Caller;
  store: Store;
  clock: Clock;
  /** What the organisation wants of its groups. */
  policy: Policy;
  /** Why the policy's file, as it stands now, does not hold. */
  policyFault?: PolicyFault;
  /** Reads the file of a policy that does not hold. */
  readPolicy: PolicySource['read'];
  /**
   * Graph for the caller with other scopes, for what only adorns an answer. Nobody is asked for these: where they were not
   * agreed to before, every call fails with `signIn`.
   */
  beyond: (scopes: readonly string[]) => ConnectedGraph;
  progress: Progress;
  /** The same ports with the time and the waits of a turn anew: long work takes them for each of its parts. */
  anew: () => ConnectedGraph;
  /** What people paste into the chat. */
  pictures: Pictures;
  /** What people attach in their chat with the bot. */
  files: Files;
  /** The message of the caller's own chat that the answer takes the place of: the one whose button was pressed. */
  inPlaceOf?: SentMessage;
  /** Names this turn in logs, in the audit trail and on error cards. */
  correlationId: string;
  /**
   * Puts on record how a change ended, in the transaction that makes the end true: nobody can die in between. The same
   * end, when `changes` gives it too, is not put down a second time. Present while an operation runs that changes something.
   */
  recordEnd?: (trail: AuditTrail, end: Change) => Promise<void>;
}

/** For work that takes longer than a click may: one message shows how far it is, until the answer takes its place. */
export interface Progress {
  /** Shows how far the work is. Never rejects: the work is what matters. Write down first what must not be lost. */
  tell(soFar: Outcome): Promise<void>;
  /**
   * Lets time pass.
   * @returns false, perhaps at once, when there is no more time: the bot is being stopped, or nobody could be shown the
   *   end. Answer with what there is to say.
   */
  pause(milliseconds: number): Promise<boolean>;
}

/** What the person gets. */
export interface Outcome extends CardMessage {
  /** The message that shows this card is a copy of a request's card and is kept true; `stamp` is of what was drawn. */
  shows?: { requestId: string; role: 'approver' | 'requester'; stage: number; stamp: string };
  /** Id of the group that this is about: what “it” means afterwards. */
  about?: string;
  /** The message that shows this card is that of a notice (its id): it has arrived, whatever its sender knows. */
  showsNotice?: string;
  /** The message that shows this card is one about a group to confirm, as it stood at this revision, and is kept true. */
  showsAttestation?: { id: string; revision: number };
  /** The same of one that tells of several groups: the id that their notices share. */
  showsDigest?: string;
  /** The card asks for something and nothing was done yet: a form, a choice, a confirmation. A dialog stays open then. */
  isQuestion?: boolean;
}

/** A row that the compose box offers; choosing it inserts the card. */
export interface ExtensionResult {
  title: string;
  text: string;
  card: Record<string, unknown>;
}

/** How an operation appears in the message extension: a query command with one parameter. */
export interface ExtensionDoor {
  title: string;
  parameter: { name: string; title: string; description: string };
  search(words: string, page: { skip: number; count: number }, services: Services): Promise<ExtensionResult[]>;
}

/** How an operation appears as a dialog: it opens with the form that the operation answers with when it is asked for too little. */
export interface DialogDoor {
  /** Heading of the dialog, and what the compose box calls it. Plain text. */
  title: string;
  /** How much room the form wants; phones give it all they have. Medium when absent. */
  size?: 'medium' | 'large';
  /** Present where it can be opened without a card, from the compose box and from the box for commands. */
  command?: {
    description: string;
    /** Present where it can be opened from a message too: what it begins with, given who wrote the message (directory id). */
    fromAuthor?: (userId: string) => Record<string, unknown>;
  };
}

/**
 * One thing that a person can ask for, behind every door: chat, card button, dialog, message extension. Help, routing, the
 * manifest's command lists and the permissions table are read from the list of these in `index.ts`.
 */
export interface Operation {
  /** Also the card verb and the name in the audit trail; never reused. */
  readonly name: string;
  /** Words that start it in chat; help shows the first. Empty for what only a card's button can ask for. */
  readonly phrases: readonly string[];
  /** Whole sentences that ask for it too: see `grammar/sayings.ts`. */
  readonly sayings?: readonly string[];
  /** It may change something. */
  readonly isChange: boolean;
  /** What it takes away is not easily brought back: started in chat only by words that plainly ask for it, and it asks once more. */
  readonly isDestructive: boolean;
  /** The kind of request that it may open, where whoever asks may not do it alone: what the policy says of it then holds. */
  readonly approval?: RequestKind;
  /** The Microsoft Entra role that it takes, told before it is tried; owners of the group are not enough. */
  readonly role?: EntraRole;
  readonly summary: string;
  readonly example: string;
  /** Delegated Graph scopes, least first. Empty: no sign-in is needed. */
  readonly scopes: readonly string[];
  readonly extension?: ExtensionDoor;
  readonly dialog?: DialogDoor;
  /** Whether a picture in the message goes with the words: its address as `picture`, or `file` for one that was attached. */
  readonly takesPicture?: boolean;
  /** Whether a file in the message goes with the words: its address as `file`, its name as `fileName`. */
  readonly takesFile?: boolean;
  /** Whether its answer may be shown to everybody in a channel or group chat; else it goes to the caller's own chat. */
  readonly answersInPublic: boolean;
  /** Input from the words that follow the phrase in chat. */
  inputFromWords(words: string): Record<string, unknown>;
  /**
   * Parse, allow, approve, run, audit, card, in this order.
   * @param raw card data or `inputFromWords`; checked as if an attacker wrote it
   * @throws AppError of every kind
   */
  execute(raw: Record<string, unknown>, services: Services): Promise<Outcome>;
}
