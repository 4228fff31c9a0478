import { BotAdapter, TurnContext } from 'botbuilder';
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { pino } from 'pino';
import type { Caller } from '../../src/domain/people.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import type { PageAnswer } from '../../src/ports/pages.ts';
import { createSignIn } from '../../src/teams/sign-in/create-sign-in.ts';
import { createAuthPages } from '../../src/teams/sign-in/pages.ts';
import { adaId, clientId, graceId, tenantId } from './identity-server.ts';
import type { IdentityServer } from './identity-server.ts';
import { memorySignInStore } from './memory-sign-in-store.ts';

const person = (userId: string, displayName: string): Caller => ({
  tenantId,
  userId,
  teamsUserId: `29:${displayName}`,
  displayName,
  locale: 'en-US',
  timeZone: 'Europe/Berlin',
});
export const ada = person(adaId, 'Ada');
export const grace = person(graceId, 'Grace');
export const publicUrl = 'https://bot.test';
export const appIdUri = `api://botid-${clientId}`;

/** Keeps what the bot says in place of a channel. */
class Chat extends BotAdapter {
  readonly sent: Partial<Activity>[] = [];
  readonly deleted: string[] = [];
  /** Runs while a message is being sent. */
  beforeAnswer: (() => Promise<void>) | undefined;

  override async sendActivities(_turn: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    this.sent.push(...activities);
    await this.beforeAnswer?.();
    return activities.map((_, index) => ({ id: `m${this.sent.length - activities.length + index + 1}` }));
  }
  override deleteActivity(_turn: TurnContext, reference: Partial<ConversationReference>): Promise<void> {
    this.deleted.push(reference.activityId ?? '');
    return Promise.resolve();
  }
  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }
  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('not used'));
  }
  texts(): string[] {
    return this.sent.flatMap(({ text }) => text ?? []);
  }
}

interface OAuthContent {
  text: string;
  tokenExchangeResource?: { id: string; uri: string };
  buttons: { value: string }[];
}

/** A bot instance with a chat, a store and Entra around it. A second one may share the store. */
export function signInScene(entra: IdentityServer, store = memorySignInStore()) {
  const time = { now: Date.now() };
  const now = () => time.now;
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const chat = new Chat();
  const options = { clientId, tenantId, allowedTenants: [tenantId], cloud: entra.cloud, clientSecret: 'the-secret' };
  const identity = createIdentity(options);
  const signIn = createSignIn({
    store,
    tokens: identity,
    publicUrl,
    appIdUri,
    log,
    now,
    clock: { now: () => new Date(now()) },
  });
  const trustedHostOrigins = ['http://localhost:3979'];
  const pages = createAuthPages({ store, tokens: identity, publicUrl, trustedHostOrigins, log, now });

  const turn = (caller: Caller, activity: Partial<Activity>) =>
    new TurnContext(chat, {
      type: 'message',
      id: 'a1',
      channelId: 'msteams',
      serviceUrl: 'https://smba.test/',
      from: { id: caller.teamsUserId, name: caller.displayName, aadObjectId: caller.userId },
      recipient: { id: `28:${clientId}`, name: 'Muster' },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId, isGroup: false, name: '' },
      ...activity,
    });
  const invoke = (caller: Caller, name: string, value: unknown) => turn(caller, { type: 'invoke', name, value });

  return {
    store,
    time,
    lines,
    chat,
    identity,
    signIn,
    turn,
    invoke,
    /** The content of the newest sign-in card. */
    card(): OAuthContent {
      const attachments = chat.sent.flatMap((activity) => activity.attachments ?? []);
      return attachments.at(-1)?.content as OAuthContent;
    },
    exchange: (caller: Caller, id: string, token: string) =>
      signIn.acceptExchange(invoke(caller, 'signin/tokenExchange', { id, connectionName: 'muster', token }), caller),
    state: (caller: Caller, state: string) =>
      signIn.acceptState(invoke(caller, 'signin/verifyState', { state }), caller),
    get: (address: string, cookies: Record<string, string> = {}): Promise<PageAnswer> => {
      const url = new URL(address, publicUrl);
      return pages[url.pathname]!({ url, cookies });
    },
  };
}
export type SignInScene = ReturnType<typeof signInScene>;

/** A browser that opens the link of a sign-in card: keeps the cookie and follows Entra's parameters. */
export async function openPopup(scene: Pick<SignInScene, 'get'>, link: string) {
  const { pathname, search } = new URL(link);
  const answer = await scene.get(pathname + search);
  const location = new URL(String(answer.headers['location'] ?? 'about:blank'));
  const setCookie = String(answer.headers['set-cookie'] ?? '');
  const [name = '', value = ''] = (setCookie.split(';')[0] ?? '').split('=');
  return { answer, location, setCookie, cookies: { [name]: value }, parameters: location.searchParams };
}

/** What a page tells the Teams client. */
export function told({ body }: PageAnswer): {
  outcome: string | undefined;
  value: string | undefined;
  when: string | undefined;
} {
  const data = (name: string) => new RegExp(`data-${name}="([^"]*)"`).exec(body.toString())?.[1];
  return { outcome: data('outcome'), value: data('value'), when: data('when') };
}
