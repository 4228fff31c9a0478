import type { Grants, ServerEvent } from '../page/api.ts';
import type { SandboxClock } from '../server/clock.ts';
import type { Chats, StoredConversation } from './chats.ts';
import type { ClientSettingsBook } from './client-settings.ts';
import type { Delivery } from './delivery.ts';
import type { People, TeamsPerson } from './people.ts';
import type { AttachedFiles } from './attached-files.ts';
import type { Pictures } from './pictures.ts';

/** What the parts of the Teams client share. */
export interface TeamsWorld {
  bot: { id: string; mri: string; name: string };
  tenantId: string;
  /** `api://botid-…`, as the app's manifest names its resource. */
  appIdUri: string;
  /** Ends with a slash. */
  serviceUrl: string;
  clock: SandboxClock;
  people: People;
  chats: Chats;
  pictures: Pictures;
  files: AttachedFiles;
  delivery: Delivery;
  clients: ClientSettingsBook;
  /** The token that a client gets silently for the bot. */
  ssoToken(person: TeamsPerson): Promise<string>;
  grants(personId: string): Grants;
  installDecided(personId: string): boolean;
  setInstalled(personId: string, installed: boolean): void;
  /** Object ids of the people in a conversation. */
  members(conversation: StoredConversation): string[];
  /** Whether a person may add the app to a conversation of theirs, and take it away. */
  mayAddApps(conversation: StoredConversation, personId: string): boolean;
  /** Makes conversations of the channels of a person's teams. */
  arrange(personId: string): void;
  /** People whose page is open. */
  watching(): ReadonlySet<string>;
  emit(event: ServerEvent, to?: readonly string[]): void;
}

/** What Teams says when a bot does not answer as it should. */
export const wentWrong = 'Something went wrong. Please try again.';
export const unreachable = 'Unable to reach the app. Please try again.';

/** Tells everybody in a conversation that its messages changed. */
export function tell(world: TeamsWorld, conversation: StoredConversation): void {
  world.chats.changed();
  world.emit({ kind: 'messages', conversation: conversation.id }, world.members(conversation));
}

/**
 * A line that the client itself shows to one person.
 * @param rootId the post in a channel that it belongs to
 */
export function notice(
  world: TeamsWorld,
  conversation: StoredConversation,
  personId: string,
  text: string,
  rootId?: string,
): void {
  world.chats.add(conversation, {
    from: 'teams',
    text,
    onlyFor: personId,
    ...(rootId === undefined ? {} : { rootId }),
  });
  tell(world, conversation);
}

/** Refusals of the page's wishes, shown to the person. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
