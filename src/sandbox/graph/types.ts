import type { Tenant } from '../tenant/tenant.ts';
import type { Caller } from './caller.ts';
import type { CarriedOut, GraphRequest } from './exchange.ts';
import type { DeltaLog } from './delta-log.ts';
import type { OperationId } from './permissions.ts';
import type { Query } from './query/options.ts';
import type { TeamLag } from './team-lag.ts';
import type { View } from './view.ts';

/** What a handler is given. */
export interface Call {
  tenant: Tenant;
  /** The directory as reads see it now; writes and rights go by `tenant`. */
  view: View;
  /** What changed lately. */
  deltaLog: DeltaLog;
  /** What Teams does not know yet. */
  teamLag: TeamLag;
  caller: Caller;
  now: () => number;
  /** Puts the catalogue's app of this sandbox into somebody's Teams. */
  installApp: (userId: string) => 'installed' | 'present';
  /** Origin under which the sandbox is reached, for links. */
  origin: string;
  method: string;
  /** The query as it came, without the question mark. */
  search: string;
  /** Path without version and query, as it came. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: Query;
  headers: GraphRequest['headers'];
  /** The body as text; bytes that are a picture are not read as such. */
  body: string | undefined;
  /** The body as it came. */
  bytes: () => Buffer;
}

/** What a handler answers; the rest of the headers is added later. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  operations?: readonly string[];
  carriedOut?: readonly CarriedOut[];
  units?: number;
}

export interface Route {
  /** Whose permissions are asked for before the handler runs; a handler that serves several asks itself. */
  operation?: OperationId;
  method: string;
  /** `{name}` matches one segment. Everything else is compared without regard to case. */
  path: string;
  /** What it reads or writes is in a group's mailbox, which has limits of its own instead of the directory's. */
  inMailbox?: boolean;
  /** Resource units, 1 when absent. */
  cost?: number;
  handle: (call: Call) => Answer;
}
