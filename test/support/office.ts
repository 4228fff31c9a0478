import { policyIn } from '../../src/app/policy.ts';
import { connectGraph } from '../../src/graph/connect.ts';
import { operationNamed } from '../../src/operations/index.ts';
import type { Outcome, Services } from '../../src/operations/operation.ts';
import { cloudNamed } from '../../src/domain/clouds.ts';
import type { Caller } from '../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { tenantId as sandboxTenantId, type CastMember } from '../../src/sandbox/tenant/cast.ts';
import { openWorld, origin } from '../unit/sandbox/graph/harness.ts';
import { callerFrom } from './builders.ts';
import { fakeFiles } from './fake-files.ts';
import { fakePictures } from './fake-pictures.ts';
import { fakeProgress } from './fake-progress.ts';
import { fakeStore } from './fake-store.ts';

/** A call that an operation made. */
export interface GraphCallSeen {
  method: string;
  /** Path and query, decoded, without the version. */
  path: string;
  status: number;
}

/**
 * The sandbox's tenant and its Graph in this process: operations reach it through the bot's own Graph client, with a token
 * of the person for exactly the scopes that the operation declares. One that declares too few is refused.
 */
export function openOffice({ policy = defaultPolicy }: { policy?: Policy } = {}) {
  const world = openWorld();
  const store = fakeStore();
  const progress = fakeProgress();
  const clock = { now: () => new Date(world.clock.now) };
  const calls: GraphCallSeen[] = [];
  /** What happens to the next change just before Graph sees it; what it throws is a broken connection. */
  const meanwhile: { happens?: (() => Promise<unknown>) | undefined } = {};
  const pictures = fakePictures();
  /** Whether people have agreed to more than the operation at hand needs, on other occasions. */
  const agreed = { isBeyond: true };
  const files = fakeFiles();

  const send = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    const headers = Object.fromEntries([...new Headers(init?.headers).entries()]);
    const claims = JSON.parse(headers['authorization']?.slice('Bearer '.length) ?? '') as Record<string, unknown>;
    const method = init?.method ?? 'GET';
    const happens = method === 'GET' || url.pathname.endsWith('$batch') ? undefined : meanwhile.happens;
    if (happens) {
      meanwhile.happens = undefined;
      await happens();
    }
    const reply = await world.raw({
      method,
      url: `${url.pathname}${url.search}`,
      headers,
      body: init?.body as string | Buffer | undefined,
      token: { claims },
    });
    calls.push({ method, path: decodeURIComponent(`${url.pathname}${url.search}`.slice(5)), status: reply.status });
    const { body } = reply;
    const isWhole = typeof body === 'string' || body === undefined || Buffer.isBuffer(body);
    return new Response(isWhole ? ((body as string | undefined) ?? null) : JSON.stringify(body), {
      status: reply.status,
      headers: reply.headers,
    });
  };

  const as = (
    who: Pick<CastMember, 'id' | 'displayName'>,
    scopes: readonly string[],
    settings: Partial<Caller> = {},
  ): Services => {
    const caller = callerFrom(
      { ...who, principalName: '', isGuest: false },
      { ...settings, tenantId: sandboxTenantId },
    );
    const claims = { tid: sandboxTenantId, oid: who.id, idtyp: 'user', appid: 'muster' };
    const tokenFor = (asked: readonly string[]): string => JSON.stringify({ ...claims, scp: asked.join(' ') });
    const anew = () =>
      connectGraph({
        cloud: { ...cloudNamed('public'), graphUrl: origin },
        // Who has to agree is found with tokens of its own.
        tokens: { onBehalfOf: (_, asked) => Promise.resolve(tokenFor(asked)) },
        caller,
        scopes,
        correlationId: 'c0ffee',
        fetch: send,
      });
    const beyond: Services['beyond'] = (more) => as(who, agreed.isBeyond ? more : [], settings);
    return {
      ...anew(),
      anew,
      beyond,
      caller,
      store,
      clock,
      policy,
      progress,
      pictures,
      files,
      readPolicy: policyIn,
      correlationId: 'c0ffee',
    };
  };

  /** Does an operation as somebody, as a card's button or a command would. @param settings of the client */
  const ask = (
    name: string,
    who: Pick<CastMember, 'id' | 'displayName'>,
    raw: Record<string, unknown> = {},
    settings: Partial<Caller> = {},
  ): Promise<Outcome> => {
    const operation = operationNamed(name);
    if (!operation) throw new Error(`There is no operation ${name}`);
    return operation.execute(raw, as(who, operation.scopes, settings));
  };
  return { ...world, store, progress, calls, meanwhile, agreed, pictures, files, as, ask };
}
