import type { InvokeAnswer } from '../sign-in/sign-in.ts';

/** Name of the invoke that a card's button sends. */
export const cardActionInvoke = 'adaptiveCard/action';
/** Name of the invoke that the compose box sends. */
export const queryInvoke = 'composeExtension/query';

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
    case undefined:
    default:
      return { status: 501 };
  }
}

function cardActionAnswer(statusCode: number, type: string, value: unknown): InvokeAnswer {
  return { status: 200, body: { statusCode, type, value } };
}
