/**
 * What the sandbox's server and its page say to each other, JSON over plain HTTP on loopback. `as` is always the
 * directory object id of the person whom the page plays. Every answer that is not 2xx has the body `{ "error": string }`.
 *
 * With `as` in the address, `accept-language` and `x-time-zone` (an IANA name) become the language and the zone of that
 * person's client in every activity from then on; what names none changes nothing.
 *
 * GET  /api/session                                    → Session
 * GET  /api/conversations?as=                          → Conversation[]
 * GET  /api/messages?as=&conversation=                 → Message[]                oldest first, the last 200
 * POST /api/messages            SendMessage            → 202; the bot's answer arrives through the event stream
 * GET  /api/pictures/{id}?as=                          → bytes                    a picture in a message
 * POST /api/actions             SubmitAction           → ActionOutcome
 * POST /api/extension           ExtensionQuery         → ExtensionOutcome
 * POST /api/dialogs             DialogCall             → DialogOutcome
 * POST /api/popup               PopupResult            → ActionOutcome | ExtensionOutcome | DialogOutcome | { kind: 'none' }
 * POST /api/read                { as, conversation }   → 204                      marks as read
 * POST /api/installs            { as, conversation, installed }  → 204            the app in a group chat or a team
 * GET  /api/tenant?as=                                 → Tenant
 * GET  /api/groups/{id}?as=                            → GroupDetails
 * GET  /api/traffic?after=                             → TrafficEntry[]           newest last, at most 500 are kept
 * POST /api/clock               ClockChange            → Session
 * POST /api/faults              Faults                 → Session
 * POST /api/grants              Grants                 → Session                  consent and MFA of one person
 * POST /api/reset               {}                     → Session                  the seeded tenant anew, chats emptied
 * GET  /api/events?as=                                 → text/event-stream of ServerEvent
 */

/** So much of the sandbox's time passes in a second. */
export type ClockPace = 'hour' | 'day' | 'week';

export type ClockChange = { advanceSeconds: number } | { run: ClockPace } | { stop: true } | { reset: true };

export interface Session {
  /** The sandbox's time, ISO 8601, and how far it is ahead of the machine's. */
  now: string;
  aheadSeconds: number;
  /** Set while time runs by itself. */
  pace?: ClockPace;
  people: Person[];
  bot: { id: string; name: string; reachable: boolean };
  /** Query commands of the message extension, read from the app's manifest. */
  extensionCommands: { id: string; title: string; parameter: { name: string; title: string }; initialRun: boolean }[];
  /** Action commands of the message extension: each opens a dialog, from the compose box or from a message's menu. */
  actionCommands: { id: string; title: string; description: string; contexts: ('compose' | 'message')[] }[];
  /** Command suggestions per scope, read from the app's manifest. */
  commands: { title: string; description: string; scopes: string[] }[];
  faults: Faults;
}

export interface Person {
  id: string;
  displayName: string;
  principalName: string;
  jobTitle: string;
  role: 'employee' | 'owner' | 'admin' | 'guest';
  /** One line on why one would choose this person, for the chooser; empty for the many who are not suggested. */
  suggestion: string;
  grants: Grants;
}

export interface Grants {
  userId: string;
  /** Delegated scopes that this person, or the administrator for all, has consented to. */
  consented: 'all' | 'none';
  /** The next token asks for a fresh interactive sign-in. */
  mfaWanted: boolean;
  /** Whether the bot is installed for this person. */
  installed: boolean;
  /** How many devices the person is signed in on: each answers a sign-in challenge. */
  devices: 1 | 2 | 3;
}

export interface Faults {
  /** Graph answers 429 with Retry-After for this many more calls. */
  graphThrottle: number;
  graphUnavailable: number;
  /** Graph accepts the call and answers after this time. */
  graphDelayMs: number;
  connectorThrottle: number;
  /** Graph has forgotten where the caller stands in its stream of changes, so many more times. */
  deltaForgotten: number;
  /** The connector stores the message and then answers 502. */
  connectorFailAfterStore: number;
  entraUnavailable: boolean;
  /** New objects and links are seen by reads only after this time. */
  replicationLagMs: number;
  /** Each activity is delivered this many times, 1 to 3, as Teams does when an answer is late. */
  deliveries: 1 | 2 | 3;
  /** A group that was just made is unknown to Teams for this time. */
  teamLagMs: number;
  /** So many more times a team is made although Teams answers that it cannot be. */
  teamMadeThoughRefused: number;
}

export interface Conversation {
  id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  title: string;
  /** For a channel: its team. */
  subtitle: string;
  unread: number;
  lastMessage: string;
  lastAt: string;
  /** Whether the bot is a member; only then it hears and answers. */
  botInstalled: boolean;
  /** Whether this person may add the app here, and take it away. */
  mayAddApps: boolean;
}

export interface Message {
  id: string;
  /** In a channel: the post that this one answers, or itself. */
  rootId: string;
  at: string;
  edited: boolean;
  from: { id: string; name: string; isBot: boolean };
  /** Markdown for the bot, plain text for people. */
  text: string;
  /** Adaptive Card JSON as this viewer sees it: the shared card, or the view that an action returned to this person. */
  cards: Record<string, unknown>[];
  /** The OAuth card's button, when silent sign-in was not enough. */
  signIn?: { text: string; title: string; url: string };
  /** Address of a picture that was pasted into it, without `as`. */
  picture?: string;
  /** Name of a file that was attached to it. */
  file?: string;
  deleted: boolean;
}

export interface SendMessage {
  as: string;
  conversation: string;
  /** In a channel: the post that this answers; without one it is a new post. */
  thread?: string;
  text: string;
  /** A card that was chosen in the message extension, sent by the person. */
  card?: Record<string, unknown>;
  /** Pasted into the message: below 6 MB. */
  picture?: { contentType: string; base64: string };
  /** Attached to the message, in the chat with the bot only: up to 5 MB. */
  file?: { name: string; base64: string };
}

export interface SubmitAction {
  as: string;
  conversation: string;
  message: string;
  action: { type: 'Action.Execute' | 'Action.Submit'; id?: string; verb?: string; data: Record<string, unknown> };
}

export type ActionOutcome =
  /** The card of this message was replaced for this viewer; read the messages again. */
  | { kind: 'card' }
  | { kind: 'message'; text: string }
  | { kind: 'error'; text: string }
  /** Open `url` in a popup; what it ends with goes to /api/popup with `resume`. */
  | { kind: 'signIn'; text: string; title: string; url: string; resume: string };

export interface ExtensionQuery {
  as: string;
  conversation: string;
  commandId: string;
  parameter: { name: string; value: string };
  skip: number;
  count: number;
}

export type ExtensionOutcome =
  | { kind: 'results'; results: { title: string; text: string; image?: string; card: Record<string, unknown> }[] }
  | { kind: 'message'; text: string }
  | { kind: 'error'; text: string }
  | { kind: 'signIn'; text: string; title: string; url: string; resume: string };

/** Pixels, or a share of the window. */
export type DialogSize = number | 'small' | 'medium' | 'large';

/** What stands in a dialog. */
export interface Dialog {
  title: string;
  height: DialogSize;
  width: DialogSize;
  card: Record<string, unknown>;
}

/**
 * What opens a dialog and gets what is sent from it: a card's button in a message, or an action command of the message
 * extension; `message` is then the one on which it was chosen, empty in the compose box.
 */
export type DialogSource = { kind: 'card'; message: string } | { kind: 'command'; commandId: string; message: string };

export interface DialogCall {
  as: string;
  conversation: string;
  /** In a channel: the post under which the compose box is; empty elsewhere. */
  thread: string;
  source: DialogSource;
  /** The first call opens the dialog, the others come from it. */
  step: 'fetch' | 'submit';
  /** The button's data and what was typed. */
  data: Record<string, unknown>;
  theme: 'default' | 'dark' | 'contrast';
  /** What the person decided about a preview, with the activity that the app had shown in it. */
  preview?: { action: 'edit' | 'send'; activity: Record<string, unknown> };
}

export type DialogOutcome =
  | { kind: 'dialog'; dialog: Dialog }
  /** The app has nothing more to say. */
  | { kind: 'closed' }
  /** The dialog shows a last text. */
  | { kind: 'message'; text: string }
  | { kind: 'error'; text: string }
  /** A card for the compose box. */
  | { kind: 'insert'; card: Record<string, unknown> }
  /** A card that the app will send when the person agrees. */
  | { kind: 'preview'; card: Record<string, unknown>; activity: Record<string, unknown> }
  | { kind: 'signIn'; text: string; title: string; url: string; resume: string };

/** How a popup ended: `notifySuccess(state)`, `notifyFailure(reason)`, or closed by the person. */
export interface PopupResult {
  as: string;
  conversation: string;
  /** From the sign-in outcome; absent when the popup was opened from an OAuth card in a chat. */
  resume?: string;
  result: { success: string } | { failure: string } | { cancelled: true };
}

export interface Tenant {
  groups: GroupSummary[];
  deleted: { id: string; displayName: string; deletedAt: string; daysLeft: number }[];
}

export interface GroupSummary {
  id: string;
  displayName: string;
  kind: 'Microsoft 365' | 'Security' | 'Mail-enabled security' | 'Distribution';
  visibility: 'Public' | 'Private' | 'HiddenMembership' | '';
  dynamic: boolean;
  synced: boolean;
  hasTeam: boolean;
  memberCount: number;
  ownerCount: number;
  expiresAt?: string;
  /** How the person whom the page plays stands to it. */
  mine: { member: boolean; owner: boolean; favorite: boolean; subscribed: boolean };
  /** Increases with every change; the page highlights what grew since it last looked. */
  revision: number;
}

export interface GroupDetails extends GroupSummary {
  description: string;
  mail: string;
  owners: { id: string; displayName: string }[];
  members: { id: string; displayName: string; guest: boolean }[];
}

export interface TrafficEntry {
  sequence: number;
  at: string;
  from: 'Teams' | 'Bot' | 'Entra' | 'Connector' | 'Graph' | 'Browser';
  to: 'Teams' | 'Bot' | 'Entra' | 'Connector' | 'Graph' | 'Browser';
  method: string;
  path: string;
  /** 0 while under way, or when no answer came. */
  status: number;
  milliseconds: number;
  /** One line in words: what this was. */
  summary: string;
  /** Claims of the token that the call carried, never the token. */
  claims?: Record<string, unknown>;
  /** Of a call to Graph: ids of the documented operations that it carried out. */
  operations?: readonly string[];
  /** Of a call to Graph: the requests that carried these out, those of a batch each by itself. */
  carriedOut?: readonly { request: string; operations: readonly string[] }[];
  /** Of a call to Graph: what it says which of the caller's turns it belongs to, and what it cost. */
  turn?: string;
  units?: number;
}

export type ServerEvent =
  | { kind: 'messages'; conversation: string }
  | { kind: 'conversations' }
  | { kind: 'typing'; conversation: string }
  | { kind: 'tenant' }
  | { kind: 'traffic' }
  | { kind: 'session' };
