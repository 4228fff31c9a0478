import { z } from 'zod';
import { invoke, placeOf } from './activities.ts';
import type { SignInButton, StoredConversation, StoredMessage } from './chats.ts';
import type { TeamsPerson } from './people.ts';
import { tell, wentWrong } from './world.ts';
import type { TeamsWorld } from './world.ts';

const button = z.object({ type: z.literal('signin'), title: z.string().optional(), value: z.url() });

/** The content of an OAuth card, in a message or in a `loginRequest`. */
export const oauthCard = z.object({
  text: z.string().optional(),
  connectionName: z.string().optional(),
  tokenExchangeResource: z.object({ id: z.string().optional(), uri: z.string().optional() }).optional(),
  buttons: z.array(button).optional(),
});
export type OAuthCard = z.infer<typeof oauthCard>;

/** @returns what the client would show, when silence is not enough */
export function signInButton(card: OAuthCard): SignInButton | undefined {
  const [first] = card.buttons ?? [];
  return first && { text: card.text ?? '', title: first.title ?? 'Sign in', url: first.value };
}

/**
 * What the client does with an OAuth card in a chat: on each of the person's devices it gets a token silently and hands it
 * over. The card stays hidden when one of them succeeds, else its button appears.
 */
export async function signInFromChat(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  message: StoredMessage,
  card: OAuthCard,
): Promise<void> {
  const resource = card.tokenExchangeResource;
  const mismatch = resource?.uri !== undefined && resource.uri !== world.appIdUri;
  if (mismatch) await fail(world, person, conversation, message, 'resourcematchfailed', 'Resource match failed');
  const installed = world.grants(person.id).installed;
  if (
    resource === undefined ||
    mismatch ||
    !installed ||
    !(await exchange(world, person, conversation, message, card))
  ) {
    if (message.signIn !== undefined) message.signIn.shown = true;
    tell(world, conversation);
  }
}

/** @returns whether a device got a 200 */
async function exchange(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  message: StoredMessage,
  card: OAuthCard,
): Promise<boolean> {
  const { devices } = world.grants(person.id);
  const statuses = await Promise.all(
    Array.from({ length: devices }, async () => {
      const value = {
        id: card.tokenExchangeResource?.id ?? '',
        connectionName: card.connectionName ?? '',
        token: await world.ssoToken(person),
      };
      const place = placeOf(conversation, message);
      return (await world.delivery.send(invoke(world, person, place, 'signin/tokenExchange', value), 'invoke')).status;
    }),
  );
  if (statuses.includes(200)) return true;
  if (statuses.some((status) => status !== 412)) {
    world.chats.add(conversation, { from: 'teams', text: wentWrong, onlyFor: person.id });
    await fail(world, person, conversation, message, 'invokeerror', 'The app did not accept the token.');
  }
  return false;
}

async function fail(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  message: StoredMessage,
  code: string,
  text: string,
): Promise<void> {
  const place = placeOf(conversation, message);
  await world.delivery.send(invoke(world, person, place, 'signin/failure', { code, message: text }), 'invoke');
}
