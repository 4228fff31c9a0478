import type { ServerResponse } from 'node:http';
import type { ServerEvent } from '../page/api.ts';

/** The open event streams of the page's windows. */
export interface Events {
  /** Sends to everybody, or to those people only. Repeated news within a tenth of a second is told once. */
  emit(event: ServerEvent, to?: readonly string[]): void;
  /** Starts a stream for the person whom the page plays. */
  open(person: string, response: ServerResponse): void;
  /** Who is watching now. */
  watching(): ReadonlySet<string>;
  close(): void;
}

const coalesceMs = 100;
const heartbeatMs = 20_000;

export function createEvents(): Events {
  const streams = new Map<ServerResponse, string>();
  const waiting = new Set<ServerEvent['kind']>();
  const timers = new Set<NodeJS.Timeout>();
  const write = (event: ServerEvent, to?: readonly string[]): void => {
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const [stream, person] of streams) if (to === undefined || to.includes(person)) stream.write(text);
  };
  const later = (event: ServerEvent): void => {
    if (waiting.has(event.kind)) return;
    waiting.add(event.kind);
    const timer = setTimeout(() => {
      timers.delete(timer);
      waiting.delete(event.kind);
      write(event);
    }, coalesceMs);
    timers.add(timer);
  };
  const heartbeat = setInterval(() => {
    for (const stream of streams.keys()) stream.write(': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  return {
    emit: (event, to) => {
      const frequent = event.kind === 'traffic' || event.kind === 'tenant' || event.kind === 'session';
      if (frequent) later(event);
      else write(event, to);
    },
    open: (person, response) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      response.write('retry: 1000\n\n');
      streams.set(response, person);
      response.on('close', () => streams.delete(response));
    },
    watching: () => new Set(streams.values()),
    close: () => {
      clearInterval(heartbeat);
      for (const timer of timers) clearTimeout(timer);
      for (const stream of streams.keys()) stream.end();
      streams.clear();
    },
  };
}
