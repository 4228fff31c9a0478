import type {
  ActionOutcome,
  ClockChange,
  Conversation,
  DialogCall,
  DialogOutcome,
  ExtensionOutcome,
  ExtensionQuery,
  Faults,
  Grants,
  GroupDetails,
  Message,
  PopupResult,
  SendMessage,
  Session,
  SubmitAction,
  Tenant,
  TrafficEntry,
} from './api.ts';

/** An answer of the sandbox's server that is not 2xx, or none at all (`status` 0). */
export class RequestFailed extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = 'RequestFailed';
    this.status = status;
  }
}

async function call(path: string, body?: unknown): Promise<unknown> {
  let answer: Response;
  try {
    // As Teams does, so that the bot can tell times as the person's clock shows them. The browser names the language.
    const headers = { 'x-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone };
    answer = await fetch(path, {
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      cache: 'no-store',
    });
  } catch {
    throw new RequestFailed('The sandbox does not answer. Is it still running?', 0);
  }
  const text = await answer.text();
  if (!answer.ok) throw new RequestFailed(errorOf(text) ?? `The sandbox answered ${answer.status}.`, answer.status);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

function errorOf(text: string): string | undefined {
  try {
    const parsed = JSON.parse(text) as { error?: unknown };
    return typeof parsed.error === 'string' ? parsed.error : undefined;
  } catch {
    return undefined;
  }
}

function query(values: Record<string, string | number>): string {
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
}

/**
 * The sandbox's server, one function per route of `api.ts`.
 * @throws RequestFailed with a sentence that can be shown.
 */
export const client = {
  session: () => call('/api/session') as Promise<Session>,
  conversations: (as: string) => call(`/api/conversations?${query({ as })}`) as Promise<Conversation[]>,
  messages: (as: string, conversation: string) =>
    call(`/api/messages?${query({ as, conversation })}`) as Promise<Message[]>,
  send: (message: SendMessage) => call('/api/messages', message),
  act: (action: SubmitAction) => call('/api/actions', action) as Promise<ActionOutcome>,
  extension: (asked: ExtensionQuery) => call('/api/extension', asked) as Promise<ExtensionOutcome>,
  dialog: (asked: DialogCall) => call('/api/dialogs', asked) as Promise<DialogOutcome>,
  popup: (result: PopupResult) =>
    call('/api/popup', result) as Promise<ActionOutcome | ExtensionOutcome | DialogOutcome | { kind: 'none' }>,
  install: (as: string, conversation: string, installed: boolean) =>
    call('/api/installs', { as, conversation, installed }),
  read: (as: string, conversation: string) => call('/api/read', { as, conversation }),
  tenant: (as: string) => call(`/api/tenant?${query({ as })}`) as Promise<Tenant>,
  group: (as: string, id: string) =>
    call(`/api/groups/${encodeURIComponent(id)}?${query({ as })}`) as Promise<GroupDetails>,
  traffic: (after: number) => call(`/api/traffic?${query({ after })}`) as Promise<TrafficEntry[]>,
  clock: (change: ClockChange) => call('/api/clock', change) as Promise<Session>,
  faults: (faults: Faults) => call('/api/faults', faults) as Promise<Session>,
  grants: (grants: Grants) => call('/api/grants', grants) as Promise<Session>,
  reset: () => call('/api/reset', {}) as Promise<Session>,
};
