import type { DialogDoor } from '../../operations/operation.ts';
import { dialogMessage } from '../sign-in/answers.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';

/** Name of the invoke that a card's button sends. */
export const cardActionInvoke = 'adaptiveCard/action';
/** Name of the invoke that the compose box sends. */
export const queryInvoke = 'composeExtension/query';

/** Names of the invokes of dialogs, from cards and from the compose box: to open one, and with what was filled in. */
export const dialogInvokes = [
  'task/fetch',
  'task/submit',
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
] as const;
export type DialogInvoke = (typeof dialogInvokes)[number];

/** The dialog shows this card, now or next. */
export function dialogAnswer(content: Record<string, unknown>, { title, size = 'medium' }: DialogDoor): InvokeAnswer {
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
  return { status: 200, body: { task: { type: 'continue', value: { title, height: size, width: 'medium', card } } } };
}

/** The dialog ends without a word. */
export function dialogClosed(): InvokeAnswer {
  return { status: 200 };
}

/** The card for the person who pressed. */
export function cardAnswer(card: Record<string, unknown>): InvokeAnswer {
  return cardActionAnswer(200, 'application/vnd.microsoft.card.adaptive', card);
}

/** The card stays as it is; the client says why. */
export function cardActionError(code: string, message: string): InvokeAnswer {
  return cardActionAnswer(400, 'application/vnd.microsoft.error', { code, message });
}

/** One line instead of a result, in the form that the invoke's surface can show; the card it came from stays. */
export function spokenAnswer(invokeName: string | undefined, text: string): InvokeAnswer {
  switch (invokeName) {
    case cardActionInvoke:
      return cardActionAnswer(200, 'application/vnd.microsoft.activity.message', text);
    case queryInvoke:
      return { status: 200, body: { composeExtension: { type: 'message', text } } };
    case 'task/fetch':
    case 'task/submit':
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
      return dialogMessage(text);
    case undefined:
    default:
      return { status: 501 };
  }
}

function cardActionAnswer(statusCode: number, type: string, value: unknown): InvokeAnswer {
  return { status: 200, body: { statusCode, type, value } };
}
