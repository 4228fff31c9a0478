import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { Entra } from '../entra/entra.ts';
import { connectorResource } from '../entra/entra.ts';
import { legacyIssuer } from '../entra/tokens.ts';
import type { Answer, Call, Route } from '../server/http.ts';
import { HttpError, readJson } from '../server/http.ts';
import type { Settings } from '../server/settings.ts';
import type { StoredConversation } from '../teams/chats.ts';
import type { Teams } from '../teams/teams.ts';
import { ConnectorError, noConversation, notInRoster, refusalAnswer } from './errors.ts';
import { createLimits } from './limits.ts';
import type { Limits } from './limits.ts';

/** What the connector's endpoints share. */
export interface Connector {
  entra: Entra;
  teams: Teams;
  settings: Settings;
  limits: Limits;
}

/** @param messageFactor how many times the published number of messages it takes */
export function createConnector(entra: Entra, teams: Teams, settings: Settings, messageFactor = 1): Connector {
  return { entra, teams, settings, limits: createLimits(messageFactor) };
}

/** An endpoint: counted, guarded by the bearer token, refusing with the connector's own bodies. */
export interface Endpoint {
  method: string;
  /** Below `/connector/`. */
  path: string;
  kind: 'send' | 'read';
  summary: string;
  handle: (call: Call, body: unknown) => Answer;
}

/** Makes a route of an endpoint. */
export function guarded(connector: Connector, endpoint: Endpoint): Route {
  return {
    method: endpoint.method,
    path: `/connector/${endpoint.path}`,
    handle: async (call) => {
      call.trace.summary = endpoint.summary;
      try {
        call.trace.claims = await authenticate(connector.entra, call);
        if (connector.settings.takeFault('connectorThrottle')) {
          throw new ConnectorError(429, 'Throttled', 'Too many requests.', 1);
        }
        const body = call.body.length === 0 ? undefined : readJson(call.body);
        connector.limits.count(endpoint.kind, placeOf(call, body));
        return endpoint.handle(call, body);
      } catch (problem) {
        if (problem instanceof ConnectorError) {
          call.trace.summary += ` — refused: ${problem.code}`;
          return refusalAnswer(problem);
        }
        if (problem instanceof HttpError) return refusalAnswer(new ConnectorError(400, 'BadSyntax', problem.message));
        throw problem;
      }
    },
  };
}

/** Where a call counts: in its conversation, whichever thread; what opens one counts for whoever it is opened with. */
function placeOf(call: Call, body: unknown): string {
  const conversation = call.params['conversation'];
  if (conversation !== undefined) return conversation.split(';')[0] ?? '';
  return opened.safeParse(body).data?.members[0]?.id ?? '';
}

const opened = z.object({ members: z.array(z.object({ id: z.string() })) });

/** The token must be Entra's, for the connector, and of the registered app. */
async function authenticate(entra: Entra, call: Call): Promise<JWTPayload> {
  const token = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
  let claims: JWTPayload;
  try {
    claims = await entra.keys.entra.verify(token, {
      audience: connectorResource,
      issuer: legacyIssuer(entra.tenantId),
      requiredClaims: ['exp', 'appid'],
    });
  } catch {
    throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
  }
  if (claims['appid'] !== entra.app.id) throw new ConnectorError(401, 'BotNotRegistered', 'The bot is not registered.');
  return claims;
}

/**
 * The conversation of a call, if the bot is in it.
 * @throws ConnectorError 403, 404
 */
export function conversationOf(connector: Connector, call: Call): StoredConversation {
  const conversation = connector.teams.world.chats.find(call.params['conversation'] ?? '');
  if (conversation === undefined) throw noConversation();
  if (!conversation.botInstalled) throw notInRoster();
  return conversation;
}
