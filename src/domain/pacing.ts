/** So many messages in so much time. */
export interface MessageLimit {
  count: number;
  withinMs: number;
}

/** What may be sent to one tenant, and to one conversation. */
export interface MessageLimits {
  tenant: readonly MessageLimit[];
  conversation: readonly MessageLimit[];
}

/** @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const publishedLimits: MessageLimits = {
  tenant: [{ count: 50, withinMs: 1_000 }],
  conversation: [
    { count: 7, withinMs: 1_000 },
    { count: 8, withinMs: 2_000 },
    { count: 60, withinMs: 30_000 },
    { count: 1_800, withinMs: 3_600_000 },
  ],
};

/** What was, or is about to be, sent in one place; moments in epoch milliseconds, in order. */
export interface PaceLane {
  /** What speaks first. */
  queued: number[];
  /** What answers somebody. */
  replies: number[];
  /** Teams asked for silence until then. */
  silentUntil: number;
  /** Up to here, those that came and would not wait were sent away, one behind the other. */
  awayUntil: number;
}

/** Name of the lane of a whole tenant. */
export const tenantLane = 'tenant';

/** @returns the lane of a place to which nothing was sent yet */
export function emptyLane(): PaceLane {
  return { queued: [], replies: [], silentUntil: 0, awayUntil: 0 };
}

/** A moment to send in, or how long to stay away when it would be too far off. */
export type PaceAnswer = { at: number } | { awayMs: number; isTenant: boolean };

/** Of each limit a tenth, and at least one message, is left to those who answer. */
function leftForQueue({ count, withinMs }: MessageLimit): MessageLimit {
  return { count: Math.max(1, count - Math.max(1, Math.floor(count / 10))), withinMs };
}

/**
 * Takes the next free moment in which a message that nobody waits for keeps every limit.
 * @param lanes of the conversation and of its tenant; they are changed
 * @param patienceMs nothing is taken when it would be longer; whoever is sent away then gets a time of their own, so that
 *   many who were refused together do not come back together
 */
export function takeForQueue(
  lanes: { tenant: PaceLane; conversation: PaceLane },
  limits: MessageLimits,
  { now, patienceMs }: { now: number; patienceMs: number },
): PaceAnswer {
  const tenantAt = nextForQueue(lanes.tenant, limits.tenant);
  const conversationAt = nextForQueue(lanes.conversation, limits.conversation);
  const at = Math.max(now, tenantAt, conversationAt);
  if (at - now > patienceMs) {
    const isTenant = tenantAt > conversationAt;
    const lane = isTenant ? lanes.tenant : lanes.conversation;
    lane.awayUntil = Math.max(at, lane.awayUntil + spacing(isTenant ? limits.tenant : limits.conversation));
    return { awayMs: lane.awayUntil - now, isTenant };
  }
  for (const lane of [lanes.tenant, lanes.conversation]) insert(lane.queued, at);
  return { at };
}

/** The first moment for an answer: it waits for other answers only, and those who speak first make way. */
export function nextForReply(replies: readonly number[], limits: readonly MessageLimit[]): number {
  return nextFree(replies, limits);
}

/** Puts a moment among others, in order. */
export function insert(times: number[], at: number): void {
  times.splice(times.findLastIndex((time) => time <= at) + 1, 0, at);
}

/** Forgets what no limit counts any more. */
export function forgetOld(times: number[], limits: readonly MessageLimit[], now: number): void {
  const from = now - Math.max(...limits.map(({ withinMs }) => withinMs));
  const first = times.findIndex((time) => time > from);
  times.splice(0, first < 0 ? times.length : first);
}

function nextForQueue(lane: PaceLane, limits: readonly MessageLimit[]): number {
  const sent = [...lane.queued, ...lane.replies].sort((one, other) => one - other);
  return Math.max(lane.silentUntil, nextFree(sent, limits.map(leftForQueue)));
}

function nextFree(times: readonly number[], limits: readonly MessageLimit[]): number {
  return Math.max(
    0,
    ...limits.map(({ count, withinMs }) => {
      const oldest = times[times.length - count];
      return oldest === undefined ? 0 : oldest + withinMs;
    }),
  );
}

/** A limit over longer than this is no pace: it is used up once in a while. */
const shortTermMs = 60_000;

/** How far apart messages are that use a limit up for long. */
function spacing(limits: readonly MessageLimit[]): number {
  return Math.max(
    ...limits.map(leftForQueue).map(({ count, withinMs }) => (withinMs > shortTermMs ? 0 : withinMs / count)),
  );
}
