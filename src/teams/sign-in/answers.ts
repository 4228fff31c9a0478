import type { InvokeAnswer } from './sign-in.ts';

/** Any label: no OAuth connection of the Bot Framework token service stands behind it, but clients ignore a card without one. */
const connectionName = 'muster';

/** The OAuth card's content, which a chat message and a `loginRequest` share. */
export interface OAuthCard {
  text: string;
  connectionName: string;
  /** Present: the client first tries to get a token silently. */
  tokenExchangeResource?: { id: string; uri: string; providerId: string };
  buttons: [{ type: 'signin'; title: string; text: string; value: string }];
}

/** @param silent absent when silence was not enough, or the person signed out */
export function oauthCard(text: string, link: string, silent?: { flowId: string; appIdUri: string }): OAuthCard {
  return {
    text,
    connectionName,
    ...(silent && { tokenExchangeResource: { id: silent.flowId, uri: silent.appIdUri, providerId: '' } }),
    buttons: [{ type: 'signin', title: 'Sign in', text: 'Sign in', value: link }],
  };
}

/** Universal Actions answer 200 whenever the bot ran; the body carries what happened. */
function cardAnswer(statusCode: number, type: string, value: unknown): InvokeAnswer {
  return { status: 200, body: { statusCode, type, value } };
}

export const loginRequest = (card: OAuthCard): InvokeAnswer =>
  cardAnswer(401, 'application/vnd.microsoft.activity.loginRequest', card);

export const incorrectAuthCode = (): InvokeAnswer =>
  cardAnswer(401, 'application/vnd.microsoft.error.incorrectAuthCode', null);

export const cardPreconditionFailed = (message: string): InvokeAnswer =>
  cardAnswer(412, 'application/vnd.microsoft.error.preconditionFailed', { code: '412', message });

export const cardMessage = (text: string): InvokeAnswer =>
  cardAnswer(200, 'application/vnd.microsoft.activity.message', text);

/** `silentAuth`: the client tries single sign-on first. `auth`: the button alone. */
export function extensionAuth(type: 'silentAuth' | 'auth', link: string): InvokeAnswer {
  const actions = [{ type: 'openUrl', title: 'Sign in', value: link }];
  return { status: 200, body: { composeExtension: { type, suggestedActions: { actions } } } };
}

export const extensionMessage = (text: string): InvokeAnswer => ({
  status: 200,
  body: { composeExtension: { type: 'message', text } },
});

/** A dialog ends with a line of text. */
export const dialogMessage = (text: string): InvokeAnswer => ({
  status: 200,
  body: { task: { type: 'message', value: text } },
});

/** The client shows the sign-in link that it was given with `silentAuth`. */
export const extensionPreconditionFailed = (): InvokeAnswer => ({ status: 412 });

/**
 * 412 makes the client show the card's button; 500 does not.
 * @param failureDetail a code of ours, never what came from outside
 */
export function exchangeAnswer(status: 200 | 412 | 500, id: string, failureDetail?: string): InvokeAnswer {
  return { status, body: { id, connectionName, ...(failureDetail && { failureDetail }) } };
}
