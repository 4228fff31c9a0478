import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import type { Cloud } from '../../domain/clouds.ts';
import { AppError } from '../../domain/errors.ts';
import { isTrustedServiceUrl } from '../service-urls.ts';
import { inTime, late } from '../time-limit.ts';
import { connectorError, connectorSilent, tenantPaused, throttled } from './connector-errors.ts';
import type { ConnectorToken } from './connector-token.ts';
import type { PaceTarget, Pacing } from './pacing.ts';

const connectLimitMs = 5_000;
const wholeLimitMs = 10_000;
/** Where the connector does not say how long it keeps an idle connection. */
const keepAliveMs = 30_000;
const mostAttempts = 4;
const firstPauseMs = 200;
const conflictPauseMs = 40;
const longestQueuePauseMs = 500;
const answerLimitBytes = 1024 * 1024;
const neverReached = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const refusalBody = z.object({ error: z.object({ code: z.string() }) });

/** One call of the connector's REST API. */
export interface ConnectorCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  serviceUrl: string;
  /** Path segments below `serviceUrl`, not yet encoded. */
  path: readonly string[];
  body?: unknown;
  /** Counted against the limits of the conversation and its tenant. What answers nobody waits, or comes again later. */
  paced?: PaceTarget & { isReply: boolean };
  /** Doing it twice does no harm although it is a POST. */
  repeatable?: boolean;
}

interface Answer {
  status: number;
  body: unknown;
  retryAfterSeconds: number | undefined;
}

/** Sends one call; the answer is the connector's JSON. @throws AppError as `connectorError` says. */
export type Connector = (call: ConnectorCall) => Promise<unknown>;

/** @returns the connection pool that a `Connector` should share: kept alive, bounded in time and size. */
export function connectorPool(): Agent {
  return new Agent({
    connect: { timeout: connectLimitMs },
    headersTimeout: wholeLimitMs,
    bodyTimeout: wholeLimitMs,
    keepAliveTimeout: keepAliveMs,
    maxResponseSize: answerLimitBytes,
  });
}

/**
 * Speaks the connector's REST API. Our token goes only to hosts of the cloud's row and redirects are not followed. A
 * call takes 10 seconds at most, waiting and trying again included. A POST is not tried again once it may have been
 * carried out, so that nobody reads the same message twice; 412, 429 and a connection that never came about are safe.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 */
export function createConnector(parts: {
  cloud: Cloud;
  token: ConnectorToken;
  pacing: Pacing;
  pool: Dispatcher;
  /** How long a call may take, in milliseconds. */
  limitMs?: number;
}): Connector {
  const limitMs = parts.limitMs ?? wholeLimitMs;
  return async (call) => {
    if (!isTrustedServiceUrl(call.serviceUrl, parts.cloud))
      throw new Error('A message was about to go to a host that is not the channel.');
    const until = Date.now() + limitMs;
    await waitForTurn(parts.pacing, call, until);

    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const token = await within(parts.token.get(), until);
      const result = await sendOnce(call, token, parts.pool, until).catch((error: unknown) => noAnswer(error));
      if (result instanceof AppError) {
        await pauseOrThrow(result, mayRepeat(call, result), attempt, until, backoff(attempt));
        continue;
      }
      if (result.status >= 200 && result.status < 300) return result.body;
      if (result.status === 401 && !renewed) {
        renewed = true;
        parts.token.reject(token);
        continue;
      }
      const code = refusalBody.safeParse(result.body).data?.error.code;
      const error = connectorError({ status: result.status, code, retryAfterSeconds: result.retryAfterSeconds });
      if (result.status === 429 && call.paced) parts.pacing.refused(call.paced, error.retryAfterSeconds ?? 1);
      await pauseOrThrow(error, mayRepeat(call, result), attempt, until, pauseAfter(call, result, attempt));
    }
  };
}

/** The credential has time limits of its own, but they are longer than a turn. */
async function within<T>(work: Promise<T>, until: number): Promise<T> {
  const result = await inTime(work, Math.max(1, until - Date.now()));
  if (result === late) throw connectorSilent('connector.timeout', 'no token in time');
  return result;
}

async function waitForTurn(pacing: Pacing, { paced }: ConnectorCall, until: number): Promise<void> {
  if (!paced) return;
  if (paced.isReply) {
    const longest = until - Date.now() - 1_000;
    const wait = pacing.reply(paced, longest);
    if (wait > longest) throw throttled(Math.ceil(wait / 1000));
    if (wait > 0) await sleep(wait);
    return;
  }
  const turn = await pacing.take(paced);
  if ('awayMs' in turn) throw (turn.isTenant ? tenantPaused : throttled)(turn.awayMs / 1000);
  if (turn.waitMs > 0) await sleep(turn.waitMs);
}

async function sendOnce(call: ConnectorCall, token: string, dispatcher: Dispatcher, until: number): Promise<Answer> {
  const { statusCode, headers, body } = await request(address(call), {
    method: call.method,
    dispatcher,
    signal: AbortSignal.timeout(Math.max(1, until - Date.now())),
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': 'Muster',
      ...(call.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
  const text = await body.text();
  return { status: statusCode, body: parsed(text), retryAfterSeconds: retryAfter(headers['retry-after']) };
}

function address(call: ConnectorCall): URL {
  const base = new URL(call.serviceUrl);
  const below = call.path.map(encodeURIComponent).join('/');
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/${below}`;
  return base;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds, or an HTTP date. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, seconds)) : undefined;
}

/** @throws what is no failure of the network */
function noAnswer(error: unknown): AppError {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string' && neverReached.has(code)) return connectorSilent('connector.unreachable', error);
  if (typeof code === 'string' || name === 'TimeoutError') return connectorSilent('connector.timeout', error);
  throw error;
}

/** Whether the call surely had no effect, or may have it twice. */
function mayRepeat(call: ConnectorCall, outcome: AppError | Answer): boolean {
  const harmless = call.method !== 'POST' || call.repeatable === true;
  if (outcome instanceof AppError) return outcome.code === 'connector.unreachable' || harmless;
  if (outcome.status === 412 || outcome.status === 429) return true;
  return outcome.status >= 500 && harmless;
}

/** Somebody else changed the conversation just then, and is done already; Teams says itself how long it wants silence. */
function pauseAfter(call: ConnectorCall, { status, retryAfterSeconds }: Answer, attempt: number): number {
  if (status === 412) return (0.5 + Math.random()) * conflictPauseMs * attempt;
  if (retryAfterSeconds === undefined) return backoff(attempt);
  // A worker of the queue has others to serve meanwhile.
  if (call.paced?.isReply === false && retryAfterSeconds * 1000 > longestQueuePauseMs) return Infinity;
  return retryAfterSeconds * 1000 + Math.random() * 100;
}

/** Waits differ a little, so that many turns that were refused together do not come back together. */
function backoff(attempt: number): number {
  return firstPauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

async function pauseOrThrow(
  error: AppError,
  repeat: boolean,
  attempt: number,
  until: number,
  pauseMs: number,
): Promise<void> {
  if (!repeat || attempt >= mostAttempts || Date.now() + pauseMs >= until) throw error;
  await sleep(pauseMs);
}
