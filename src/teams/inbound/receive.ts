import type { Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { AppError } from '../../domain/errors.ts';
import type { ActivityAnswer, ActivityStore } from '../../ports/activities.ts';
import type { References } from '../references.ts';
import type { InvokeAnswer } from '../sign-in/sign-in.ts';
import { spokenAnswer } from '../surfaces/answers.ts';
import { withoutWords } from '../surfaces/failures.ts';
import { words } from '../surfaces/words.ts';
import { inTime, late } from '../time-limit.ts';
import type { ChannelTokenVerifier } from './channel-token.ts';
import { Deliveries, type TurnResult } from './deliveries.ts';
import { readEnvelope, tenantOf } from './envelope.ts';

/** Teams gives up after 15 seconds and delivers again, on what was asked from the compose box after five. */
const usualAnswerWithinMs = 12_000;
const composeAnswerWithinMs = 4_500;
/** Types that are handled; every other one is taken note of and left alone. */
const handled = new Set(['message', 'invoke', 'installationUpdate', 'conversationUpdate']);

/** A `POST /api/messages`, as the web server read it. */
export interface Delivered {
  authorization: string | undefined;
  body: unknown;
}

/** The way of an activity from the web server to its answer. */
export interface Receive {
  (delivered: Delivered): Promise<ActivityAnswer>;
  /** Resolves when no turn is at work. */
  settled(): Promise<void>;
}

export interface ReceiveParts {
  verify: ChannelTokenVerifier;
  /** Tenants that this deployment serves. */
  tenantIds: readonly string[];
  activities: ActivityStore;
  references: Pick<References, 'learn'>;
  /** Runs the turn. @returns the answer of an invoke */
  turn: (activity: Activity) => Promise<InvokeAnswer | undefined>;
  /** Says one line where the activity came from, outside of any turn. */
  say: (activity: Activity, text: string) => Promise<void>;
  log: Logger;
  /** How long the sender may wait for its answer, in milliseconds. */
  answerWithinMs?: number;
}

/**
 * Verify, check, authorise, handle once, answer. Never throws and never says why it refuses.
 * 401: not from the channel. 503: come again (keys or store cannot be reached, or no answer could be given or sent in
 * time). 400: from the channel, but no activity. 501: an invoke that nobody handles.
 */
export function createReceive(parts: ReceiveParts): Receive {
  const tenants = new Set(parts.tenantIds.map((id) => id.toLowerCase()));
  const deliveries = new Deliveries(parts.activities, {
    unrecorded: (error) => parts.log.error(withoutWords(error), 'An answer could not be recorded'),
    unheld: (error) => parts.log.warn(withoutWords(error), 'The lease of an activity could not be renewed'),
  });

  async function receive({ authorization, body }: Delivered): Promise<ActivityAnswer> {
    const verdict = await parts.verify(authorization, body);
    if (verdict.status !== 200) {
      const cause = verdict.status === 503 ? withoutWords(verdict.cause) : {};
      parts.log.warn({ code: verdict.code, ...cause }, 'A request was refused');
      return { status: verdict.status };
    }
    const activity = readEnvelope(body);
    if (!activity) return { status: handled.has((body as { type: string }).type) ? 400 : 200 };
    const tenantId = tenantOf(activity);
    const isServed = tenantId !== undefined && tenants.has(tenantId);
    if (!handled.has(activity.type)) {
      if (isServed) await parts.references.learn(activity);
      return { status: 200 };
    }
    const handle = isServed ? () => handleTurn(activity, parts) : () => refuse(activity, parts);
    return answerInTime(activity, deliveries.once(deliveryKey(activity), handle));
  }

  async function answerInTime(activity: Activity, delivery: ReturnType<Deliveries['once']>): Promise<ActivityAnswer> {
    const first = await inTime(delivery, parts.answerWithinMs ?? limitFor(activity));
    if (first !== late && first.state === 'answered') return first.answer;

    parts.log.warn({ activityType: activity.type, name: activity.name }, 'An answer was not ready in time');
    if (activity.type !== 'invoke') return { status: 503 };
    const spoken = spokenAnswer(activity.name, words.takesLonger);
    return spoken.status === 200 ? spoken : { status: 504 };
  }

  return Object.assign(
    async (delivered: Delivered): Promise<ActivityAnswer> => {
      try {
        return await receive(delivered);
      } catch (error) {
        parts.log.error(withoutWords(error), 'An activity could not be handled');
        return { status: 503 };
      }
    },
    { settled: () => deliveries.settled() },
  );
}

function limitFor({ name }: Activity): number {
  return name?.startsWith('composeExtension/') ? composeAnswerWithinMs : usualAnswerWithinMs;
}

async function handleTurn(activity: Activity, parts: ReceiveParts): Promise<TurnResult> {
  await parts.references.learn(activity);
  try {
    const answer = await parts.turn(activity);
    const answered = activity.type === 'invoke' ? (answer ?? { status: 501 }) : { status: 200 };
    return { answer: answered, keep: true };
  } catch (error) {
    // Nobody is there to read: delivering it again changes nothing.
    if (error instanceof AppError && error.code === 'message.unreachable')
      return { answer: { status: 200 }, keep: true };
    parts.log.error({ activityType: activity.type, ...withoutWords(error) }, 'A turn ended without its answer');
    if (activity.type !== 'invoke') return { answer: { status: 503 }, keep: false };
    const spoken = spokenAnswer(activity.name, words.ourFault);
    return { answer: spoken.status === 200 ? spoken : { status: 500 }, keep: false };
  }
}

/** Other organisations hear why nothing happens; nothing of theirs is kept. */
async function refuse(activity: Activity, { say, log }: ReceiveParts): Promise<TurnResult> {
  log.warn({ code: 'tenant.not-served', activityType: activity.type }, 'An activity of another tenant was refused');
  if (activity.type === 'invoke') {
    const spoken = spokenAnswer(activity.name, words.otherOrganisation);
    return { answer: spoken.status === 200 ? spoken : { status: 403 }, keep: true };
  }
  if (activity.type === 'message')
    await say(activity, words.otherOrganisation).catch((error: unknown) =>
      log.warn(withoutWords(error), 'The refusal could not be sent'),
    );
  return { answer: { status: 200 }, keep: true };
}

/** An invoke that comes again with a token or a code is another question than the one before. */
function deliveryKey(activity: Activity): string {
  const value = activity.value as { authentication?: unknown; state?: unknown } | null | undefined;
  const isInline = activity.type === 'invoke' && typeof value === 'object';
  const proof = isInline ? `${value?.authentication ? 'token' : ''}${value?.state ? 'code' : ''}` : '';
  return [activity.conversation.id, activity.id, activity.type, activity.name ?? '', proof].join('\n');
}
