import type { Answer } from '../server/http.ts';

/** A refusal of the connector, with the code that bots branch on. */
export class ConnectorError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function refusalAnswer(refusal: ConnectorError): Answer {
  const { status, code, message, retryAfterSeconds } = refusal;
  return {
    status,
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    body: { error: { code, message } },
  };
}

export const notInRoster = (): ConnectorError =>
  new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
export const noConversation = (): ConnectorError =>
  new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
export const noActivity = (): ConnectorError =>
  new ConnectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in conversation.');
export const badArgument = (message: string): ConnectorError => new ConnectorError(400, 'BadArgument', message);
