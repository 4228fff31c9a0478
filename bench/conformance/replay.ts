import { cast } from '../../src/sandbox/tenant/cast.ts';
import type { Actor, Cloud } from './cloud.ts';
import { differences } from './compare.ts';
import type { Received } from './compare.ts';
import type { DocumentedRequest, Example } from './examples.ts';
import { fillRequest } from './fill.ts';
import { Objects, stagehand } from './objects.ts';
import { isOperation, matchPath } from './paths.ts';
import type { Match } from './paths.ts';
import { permissions } from '../../src/sandbox/graph/permissions.ts';
import { situations } from './situations.ts';
import type { Situation } from './situations.ts';
import { stage, stageDirectory } from './stage.ts';
import { readFrom, readWanted } from './wanted.ts';
import { readWritten } from './written.ts';
import type { Written } from './written.ts';

/** How an example came out: in which situation it was met, or why in none. */
export interface Outcome {
  example: Example;
  metIn?: string;
  reason?: string;
}

const lagMs = 60_000;

/**
 * Sends one documented request in one situation after the other until the answer is as documented.
 * @param written what the requests of the file write into extensions
 */
export async function replay(cloud: Cloud, example: Example, written: Written): Promise<Outcome> {
  const { request, operationId } = example;
  const match = matchPath(request.method, request.path);
  const isBatch = request.path.toLowerCase() === '/$batch';
  if (!match && !isBatch) return { example, reason: `${request.method} ${request.path} is not built` };
  if (!isBatch && !isOperation(operationId)) return { example, reason: `there is no operation ${operationId}` };
  const whole = match ?? { template: ['$batch'], segments: ['$batch'], operation: undefined };
  let reason: string | undefined;
  for (const situation of situations) {
    const actor = actorOf(situation, operationId, whole, request);
    if (!actor) continue;
    const answer = await sendIn(cloud, situation, request, { match: whole, actor, written });
    const [first, ...more] = differences(example.response, answer);
    if (first === undefined) return { example, metIn: situation.name };
    const isNearer = answer.status === example.response.status && (reason?.startsWith('status ') ?? true);
    if (reason === undefined || isNearer) reason = [first, ...more].slice(0, 4).join('; ');
  }
  return { example, reason: reason ?? 'nobody may send it' };
}

/** Who sends it, with the scopes of the operation: a person, or the app where no person can or where it is the app's turn. */
function actorOf(
  { caller }: Situation,
  operationId: string,
  { operation }: Match,
  { body }: DocumentedRequest,
): Actor | undefined {
  if (caller === 'nobody') return caller;
  const asked = [operationId, operation].filter((id) => id !== undefined).filter(isOperation);
  const delegated = asked.flatMap((id) => permissions[id].delegated);
  const app = asked.flatMap((id) => permissions[id].app);
  if (asked.length === 0) return caller === 'app' ? undefined : ({ ...(stagehand as object), person: caller } as Actor);
  if (caller === 'app' || delegated.length === 0) return app.length === 0 ? undefined : 'app';
  const forRoles = typeof body === 'object' && body !== null && 'isAssignableToRole' in body;
  const scopes = [...delegated, ...(forRoles ? ['RoleManagement.ReadWrite.Directory'] : [])];
  return { person: caller, scopes: [...new Set(scopes)].sort() };
}

interface Sending {
  match: Match;
  actor: Actor;
  written: Written;
}

async function sendIn(
  cloud: Cloud,
  situation: Situation,
  request: DocumentedRequest,
  { match, actor, written }: Sending,
): Promise<Received> {
  await cloud.setFaults({});
  const wanted = readWanted(request.query);
  cloud.refill((now) => stageDirectory(now, situation, wanted, written));
  const [extensionName] = readWritten([request]).extensions.keys();
  const hints = { from: readFrom(request.query), extensionName, extensions: written.extensions };
  const objects = new Objects(cloud, hints, request.path);
  const callerId = typeof actor === 'string' ? stage.person : cast[actor.person].id;
  const filling = { objects, situation, callerId, appId: cloud.appId };
  const call = await fillRequest(cloud, request, match, filling);
  if (situation.justNow) {
    if (!situation.again) makeAnew(cloud);
    await cloud.setFaults({ replicationLagMs: lagMs });
  }
  if (situation.busy) await cloud.setFaults({ graphThrottle: 1 });
  const answer = await cloud.call(actor, call, !situation.busy);
  return situation.again ? cloud.call(actor, call) : answer;
}

/** The group of the stage, made this very moment. */
function makeAnew({ tenant }: Cloud): void {
  const group = tenant.group(stage.group);
  if (!group) throw new Error('The stage has no group.');
  const owners = [...tenant.linked(group.id, 'owner')];
  tenant.deleteGroup(group.id);
  tenant.purgeGroup(group.id);
  tenant.createGroup(group);
  for (const id of owners) tenant.link(group.id, 'owner', id);
}
