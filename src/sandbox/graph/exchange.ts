import type { Faults } from '../page/api.ts';

/** A request whose bearer token was verified by the HTTP layer, or found wanting. */
export interface GraphRequest {
  method: string;
  /** Path and query, beginning with `/v1.0`. */
  url: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Bytes as they came, or text. */
  body: Buffer | string | undefined;
  /** Claims of a token that is genuine and in force; why it is not; or that there was none. */
  token: { claims: Record<string, unknown> } | { invalid: string } | undefined;
}

/** A request that succeeded. */
export interface CarriedOut {
  /** Method, path and query as they came, such as `GET /v1.0/groups?$top=5`. */
  request: string;
  /** Ids of the documented operations that it is. */
  operations: readonly string[];
}

/** A body of text or bytes is sent as it is, anything else as JSON; undefined is no body at all. */
export interface GraphResponse {
  status: number;
  headers: Record<string, string>;
  body?: unknown;
  /** Ids of the documented operations that were carried out; not sent. */
  operations?: readonly string[];
  /** The requests that carried them out, a batch's each by itself; not sent. */
  carriedOut?: readonly CarriedOut[];
  /** Resource units of all of them; 0 for what is not counted so. Not sent as such. */
  units?: number;
}

/** The faults that concern Graph. The counters are counted down on the object itself. */
export interface GraphFaults extends Pick<
  Faults,
  'graphThrottle' | 'graphUnavailable' | 'graphDelayMs' | 'replicationLagMs'
> {
  /**
   * For how long Teams does not know a new group, in milliseconds of the machine's clock; 4,000 when absent. In real life
   * it may take 15 minutes.
   */
  teamLagMs?: number;
  /** So many more delta queries are answered 410, however new their token is. */
  deltaForgotten?: number;
  /** This many more of the calls that fail for that reason make the team all the same. */
  teamMadeThoughRefused?: number;
}
