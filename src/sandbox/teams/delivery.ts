import { setTimeout as pause } from 'node:timers/promises';
import type { SigningKey } from '../entra/keys.ts';
import { connectorResource } from '../entra/entra.ts';
import type { Faults } from '../page/api.ts';
import type { Traffic } from '../server/traffic.ts';

/** What goes to the bot's endpoint. */
export type OutgoingActivity = { type: string; id: string; conversation: { id: string } } & Record<string, unknown>;

/** What came back. Status 0: nothing, neither in time nor at all. */
export interface BotAnswer {
  status: number;
  body: unknown;
}

/** Teams' patience in milliseconds. */
export interface Timing {
  messageMs: number;
  /** `composeExtension/query` and `submitAction`. */
  extensionMs: number;
  otherInvokeMs: number;
  /** Between two tries when the bot cannot be reached. */
  retryPauseMs: number;
}

export const usualTiming: Timing = {
  messageMs: 15_000,
  extensionMs: 5_000,
  otherInvokeMs: 15_000,
  retryPauseMs: 2_000,
};

/** How often and how long Teams waits. */
export type Habit = 'message' | 'extension' | 'invoke';

export interface Delivery {
  /** Sends one activity, again under the same id where Teams does so. Never throws. */
  send(activity: OutgoingActivity, habit: Habit): Promise<BotAnswer>;
}

export interface DeliveryOptions {
  botUrl: () => string;
  botId: string;
  tenantId: string;
  serviceUrl: string;
  channelKey: SigningKey;
  faults: Faults;
  traffic: Traffic;
  timing: Timing;
  /** Ends what is under way. */
  stopped: AbortSignal;
}

const tries = 3;
const staggerMs = 40;

/**
 * Teams' way of bringing an activity: signed as the channel, with little patience, and up to three times under one id.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/bot-basics
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { timing, stopped } = options;
  const limits: Record<Habit, number> = {
    message: timing.messageMs,
    extension: timing.extensionMs,
    invoke: timing.otherInvokeMs,
  };
  const retried = async (activity: OutgoingActivity, habit: Habit): Promise<BotAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const { answer, late } = await post(options, activity, limits[habit], attempt);
      const last = habit === 'invoke' || attempt === tries || stopped.aborted;
      if (answer.status !== 0 || last) return answer;
      if (!late) await pause(timing.retryPauseMs, undefined, { signal: stopped }).catch(() => undefined);
    }
  };
  return {
    send: async (activity, habit) => {
      const copies = Array.from({ length: options.faults.deliveries }, async (_, index) => {
        if (index > 0) await pause(index * staggerMs);
        return retried(activity, habit);
      });
      const answers = await Promise.all(copies);
      // Of several answers the client keeps one that says something.
      return answers.find(({ body }) => body !== undefined) ?? answers[0] ?? { status: 0, body: undefined };
    },
  };
}

async function post(
  options: DeliveryOptions,
  activity: OutgoingActivity,
  limitMs: number,
  attempt: number,
): Promise<{ answer: BotAnswer; late: boolean }> {
  const claims = channelClaims(options);
  const end = options.traffic.begin({
    from: 'Teams',
    to: 'Bot',
    method: 'POST',
    path: '/api/messages',
    summary: `${describeActivity(activity)}${attempt > 1 ? ` (delivered again, ${attempt})` : ''}`,
    claims,
  });
  const timeout = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(`${options.botUrl()}/api/messages`, {
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: `Bearer ${await options.channelKey.sign(claims)}`,
        'content-type': 'application/json; charset=utf-8',
        'x-ms-conversation-id': activity.conversation.id,
        'x-ms-tenant-id': options.tenantId,
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.any([timeout, options.stopped]),
    });
    const body = readBody(await response.text());
    end({ status: response.status });
    return { answer: { status: response.status, body }, late: false };
  } catch {
    end({
      status: 0,
      summary: `${describeActivity(activity)} — ${timeout.aborted ? 'no answer in time' : 'not reached'}`,
    });
    return { answer: { status: 0, body: undefined }, late: timeout.aborted };
  }
}

/** No user, no tenant: the channel's token proves the channel only. */
function channelClaims({ serviceUrl, botId }: DeliveryOptions): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { serviceurl: serviceUrl, nbf: now - 300, exp: now + 3300, iss: connectorResource, aud: botId };
}

function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The command of a message extension, after its name. */
function commandOf({ value }: OutgoingActivity): string {
  const { commandId } = (value ?? {}) as { commandId?: unknown };
  return typeof commandId === 'string' ? ` ${commandId}` : '';
}

/** One line in words, without what the person wrote. */
function describeActivity(activity: OutgoingActivity): string {
  const who = (activity['from'] as { name?: string } | undefined)?.name ?? 'somebody';
  switch (activity.type) {
    case 'message':
      return 'value' in activity ? `${who} sent a card’s form` : `${who} wrote a message`;
    case 'invoke':
      return `${who}: ${String(activity['name'])}${commandOf(activity)}`;
    default:
      return `${activity.type}${'action' in activity ? ` (${String(activity['action'])})` : ''}`;
  }
}
