import type {
  ActionOutcome,
  Conversation,
  DialogCall,
  DialogOutcome,
  ExtensionOutcome,
  ExtensionQuery,
  Message,
  PopupResult,
  SendMessage,
  SubmitAction,
} from '../page/api.ts';
import { execute, seat, submit, targetOf } from './actions.ts';
import type { StoredConversation, StoredMessage } from './chats.ts';
import { openDialog } from './dialogs.ts';
import { query } from './extension.ts';
import { createInstalls } from './installs.ts';
import type { Installs } from './installs.ts';
import { popupEnded } from './popup.ts';
import { createRefreshes } from './refresh.ts';
import { createResumes } from './resumes.ts';
import { send } from './send.ts';
import type { OAuthCard } from './sign-in.ts';
import { signInFromChat } from './sign-in.ts';
import { conversationsOf, messagesOf } from './views.ts';
import { Refused, tell } from './world.ts';
import type { TeamsWorld } from './world.ts';

/** The Teams client of everybody in the tenant. Methods that take a wish of the page throw `Refused`. */
export interface Teams {
  world: TeamsWorld;
  installs: Installs;
  conversations(personId: string): Conversation[];
  /** Also counts as opening the conversation: cards that ask for it are refreshed. */
  messages(personId: string, conversationId: string): Message[];
  send(sent: SendMessage): void;
  act(asked: SubmitAction): Promise<ActionOutcome>;
  query(asked: ExtensionQuery): Promise<ExtensionOutcome>;
  /** Opens a dialog, or sends what was filled in there. */
  dialog(asked: DialogCall): Promise<DialogOutcome>;
  popup(ended: PopupResult): Promise<ActionOutcome | ExtensionOutcome | DialogOutcome | { kind: 'none' }>;
  read(personId: string, conversationId: string): void;
  /** Adds the app to a channel's team or to a group chat, or takes it away. */
  install(personId: string, conversationId: string, installed: boolean): void;
  /** The bot's message is stored: the clients hear of it, and sign in silently when it asks for that. */
  botWrote(
    conversation: StoredConversation,
    message: StoredMessage,
    card?: { forPerson: string; content: OAuthCard },
  ): void;
  /** The bot changed its message: what single people saw instead of it is gone. */
  botChanged(conversation: StoredConversation, message: StoredMessage): void;
}

export function createTeams(world: TeamsWorld): Teams {
  const resumes = createResumes();
  const refreshes = createRefreshes(world, resumes);
  const installs = createInstalls(world);
  return {
    world,
    installs,
    conversations: (personId) => {
      const person = world.people.byId(personId);
      if (person !== undefined) installs.personalChat(person);
      world.arrange(personId);
      return conversationsOf(world, personId);
    },
    messages: (personId, conversationId) => {
      const { person, conversation } = seat(world, personId, conversationId);
      refreshes.opened(person, conversation);
      return messagesOf(world, conversation, person.id);
    },
    send: (sent) => send(world, sent),
    act: async (asked) => {
      const target = targetOf(world, asked);
      if (asked.action.type === 'Action.Submit') return submit(world, target, asked.action.data);
      return execute(world, resumes, target, asked, { trigger: 'manual' });
    },
    query: (asked) => query(world, resumes, asked),
    dialog: (asked) => openDialog({ world, resumes, installs }, asked),
    popup: (ended) => popupEnded(world, resumes, installs, ended),
    read: (personId, conversationId) => {
      const { person, conversation } = seat(world, personId, conversationId);
      const last = conversation.messages.at(-1);
      if (last === undefined || conversation.readUpTo[person.id] === last.id) return;
      conversation.readUpTo[person.id] = last.id;
      world.chats.changed();
      world.emit({ kind: 'conversations' }, [person.id]);
    },
    install: (personId, conversationId, installed) => {
      const { person, conversation } = seat(world, personId, conversationId);
      if (!world.mayAddApps(conversation, person.id))
        throw new Refused(403, 'You may not add apps here, nor take them away.');
      installs.put(person, conversation, installed);
    },
    botWrote: (conversation, message, card) => {
      tell(world, conversation);
      const person = card === undefined ? undefined : world.people.byId(card.forPerson);
      if (card !== undefined && person !== undefined) {
        void signInFromChat(world, person, conversation, message, card.content);
      }
    },
    botChanged: (conversation, message) => {
      message.views = {};
      tell(world, conversation);
      refreshes.updated(conversation, message);
    },
  };
}
