/**
 * Loaded into a bot's process before the bot itself (`node --import`). It names every point at which the process can die
 * between two effects, tells the parent when one is passed, and holds the process still at the one that the parent chose,
 * to be killed there. The bot knows nothing of it: only the edges of the process are watched, SQLite and HTTP.
 */
import diagnostics from 'node:diagnostics_channel';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** What the parent wants: count from now on, and stop here if this point comes. */
export interface Order {
  stopAt?: string;
}

/** What the parent hears. */
export type Heard = { armed: true } | { passed: string } | { stopped: string };

let isArmed = false;
let stopAt: string | undefined;
const times = new Map<string, number>();

process.on('message', (order: Order) => {
  times.clear();
  ({ stopAt } = order);
  isArmed = true;
  tell({ armed: true });
});
process.channel?.unref();

function tell(heard: Heard): void {
  process.send?.(heard);
}

/** @returns the name of this occurrence, e.g. `commit request job #1` */
function occurrenceOf(what: string): string {
  const nth = (times.get(what) ?? 0) + 1;
  times.set(what, nth);
  return `${what} #${nth}`;
}

function pass(point: string): void {
  if (point !== stopAt) {
    tell({ passed: point });
    return;
  }
  tell({ stopped: point });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

// Commits. A single write is given a transaction of its own, so that it too can be stopped before it is committed.

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is given its database where it is called
const { prepare } = DatabaseSync.prototype;
const open = new WeakMap<DatabaseSync, { changesBefore: number; writes: Set<string> }>();

DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string): StatementSync {
  const statement = prepare.call(this, sql);
  for (const name of ['run', 'all'] as const) {
    const execute = statement[name].bind(statement) as (...values: unknown[]) => never;
    statement[name] = (...values: unknown[]) =>
      isArmed ? watched(this, sql, () => execute(...values)) : execute(...values);
  }
  return statement;
};

function watched<T>(database: DatabaseSync, sql: string, execute: () => T): T {
  const write = writeIn(sql);
  if (/^begin/i.test(sql)) open.set(database, { changesBefore: changesOf(database), writes: new Set() });
  if (write !== undefined && !database.isTransaction) return alone(database, execute, write);
  if (write !== undefined) open.get(database)?.writes.add(write);
  if (!/^commit/i.test(sql)) return execute();
  return committed(database, execute, open.get(database));
}

function alone<T>(database: DatabaseSync, execute: () => T, write: string): T {
  const changesBefore = changesOf(database);
  database.exec('begin immediate');
  let result: T;
  try {
    result = execute();
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
  committed(database, () => database.exec('commit'), { changesBefore, writes: new Set([write]) });
  return result;
}

function committed<T>(
  database: DatabaseSync,
  commit: () => T,
  { changesBefore, writes }: { changesBefore: number; writes: Set<string> } = { changesBefore: 0, writes: new Set() },
): T {
  if (changesOf(database) === changesBefore) return commit();
  const point = occurrenceOf(`commit ${[...writes].join(' + ')}`);
  pass(`before ${point}`);
  const result = commit();
  pass(`after ${point}`);
  return result;
}

function changesOf(database: DatabaseSync): number {
  return Number(prepare.call(database, 'select total_changes() as changes').get()?.['changes']);
}

/** E.g. `update request.status`, and `audit` for all that a line in the trail takes; undefined for what only reads. */
function writeIn(sql: string): string | undefined {
  if (/audit_(head|event)/.test(sql)) return /^select/i.test(sql) ? undefined : 'audit';
  const found = /(insert into|update|delete from)\s+"?(\w+)"?(?:\s+set\s+"?(\w+)"?)?/i.exec(sql);
  if (!found || /^select/i.test(sql)) return undefined;
  const [, verb = '', table = '', column] = found;
  return `${verb.split(' ')[0]?.toLowerCase()} ${table}${column === undefined ? '' : `.${column}`}`;
}

// Calls. `create` comes before anything is sent, `headers` when the other side has answered and nobody has read it.

interface Call {
  origin: string;
  path: string;
  method: string;
}
const calls = new WeakMap<object, string>();

diagnostics.subscribe('undici:request:create', (message) => {
  const { request } = message as { request: Call };
  const what = isArmed ? callIn(request) : undefined;
  if (what === undefined) return;
  const point = occurrenceOf(what);
  calls.set(request, point);
  pass(`before ${point}`);
});
diagnostics.subscribe('undici:request:headers', (message) => {
  const { request } = message as { request: Call };
  const point = calls.get(request);
  if (point !== undefined) pass(`after ${point}`);
});

/** E.g. `Graph PATCH groups(…)`; undefined for the clock and for sign-in, which change nothing. */
function callIn({ method, path }: Call): string | undefined {
  const [, service, where = ''] = /^\/(v1\.0|connector)\/([^?]*)/.exec(path) ?? [];
  if (service === undefined) return undefined;
  const short = decodeURIComponent(where)
    .replaceAll(/'[^']*'/g, '…')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '…')
    .replaceAll(/(conversations|activities|members)\/[^/]{8,}/g, '$1/…');
  return `${service === 'connector' ? 'Connector' : 'Graph'} ${method} ${short}`;
}
