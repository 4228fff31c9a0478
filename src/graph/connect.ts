import type { Cloud } from '../domain/clouds.ts';
import type { Caller } from '../domain/people.ts';
import type { ConnectedGraph } from '../ports/graph.ts';
import type { Tokens } from '../ports/tokens.ts';
import { approversOver } from './approvers.ts';
import { Reader } from './batch.ts';
import { calendarOver } from './calendar.ts';
import type { Limits } from './client.ts';
import { GraphClient } from './client.ts';
import { conversationsOver } from './conversations.ts';
import { contentOver } from './content.ts';
import { creationsOver } from './creations.ts';
import { directoryOver } from './directory.ts';
import { governanceOver } from './governance.ts';
import { lifecycleOver } from './lifecycle.ts';
import { membershipsOver } from './memberships.ts';
import { plansOver } from './plans.ts';
import { profilesOver } from './profiles.ts';
import { teamsOver } from './teams.ts';

export interface GraphOptions {
  cloud: Cloud;
  tokens: Tokens;
  caller: Pick<Caller, 'tenantId' | 'userId'>;
  /** Delegated scopes of the operation that asks; the token is for these. */
  scopes: readonly string[];
  /** Goes out as `client-request-id`, by which Microsoft's support finds a call. */
  correlationId: string;
  /** Ends every call when the turn is over. */
  signal?: AbortSignal;
  fetch?: typeof fetch;
  limits?: Partial<Limits>;
}

/**
 * Graph for one caller and one turn. Waits between attempts share one budget, so make a new one each turn. Reads that
 * are started in the same tick travel in one `$batch`, whichever port asks.
 * @throws AppError as the ports say
 */
export function connectGraph(options: GraphOptions): ConnectedGraph {
  const { cloud, caller, scopes } = options;
  const client = clientFor(options, scopes);
  const writer = { client, scopes, graphUrl: cloud.graphUrl };
  const link = { reader: new Reader(client, scopes), writer, callerId: caller.userId };
  return {
    approvers: approversOver((wider) => clientFor(options, wider)),
    calendar: calendarOver(link),
    conversations: conversationsOver(link),
    content: contentOver(link),
    creations: creationsOver(link),
    directory: directoryOver(link),
    governance: governanceOver(link),
    lifecycle: lifecycleOver(link),
    memberships: membershipsOver(link),
    plans: plansOver(link),
    profiles: profilesOver(link),
    teams: teamsOver(link),
    changeRequestIds: () => client.changeRequestIds,
  };
}

/** A client that asks for its token when it is first needed. */
function clientFor(options: GraphOptions, scopes: readonly string[]): GraphClient {
  const { tokens, caller } = options;
  let held: Promise<string> | undefined;
  return new GraphClient({ ...options, token: () => (held ??= tokens.onBehalfOf(caller, scopes)) });
}
