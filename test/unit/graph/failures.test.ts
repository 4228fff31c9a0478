import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, SignInRequired } from '../../../src/domain/errors.ts';
import { claimsOf } from '../../../src/graph/claims.ts';
import { classify, refusalOf, retryAfterMs } from '../../../src/graph/refusals.ts';
import { doings } from '../../../src/graph/doings.ts';
import type { GraphServer } from './graph-server.ts';
import { adaId, guildId, perItem, rawGroup, recorded, startGraphServer } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
beforeEach(() => {
  graph.seen.length = 0;
});
afterAll(() => graph.close());

const limits = { attemptMs: 400, retryBudgetMs: 1_000 };
const read = () => graph.directory({ limits }).group(guildId);
const add = () => graph.directory({ limits }).addMember(guildId, adaId);
const remove = () => graph.directory({ limits }).removeMember(guildId, adaId);

describe('every recorded refusal', () => {
  const meanings: Record<string, [refusal: string, kind: string, code: string]> = {
    'token-invalid': ['signIn', 'signIn', 'sign-in.noToken'],
    'claims-challenge': ['claims', 'signIn', 'sign-in.interaction'],
    denied: ['denied', 'denied', 'member.denied'],
    'exchange-denied': ['denied', 'denied', 'member.denied'],
    'owners-full': ['full', 'conflict', 'group.full'],
    'not-found': ['notFound', 'notFound', 'group.not-found'],
    'bad-id': ['notFound', 'notFound', 'group.not-found'],
    'last-owner': ['lastOwner', 'denied', 'owner.last'],
    'owner-exists': ['alreadyPresent', 'conflict', 'member.already-present'],
    'member-exists': ['alreadyPresent', 'conflict', 'member.already-present'],
    'member-missing': ['notPresent', 'conflict', 'member.not-present'],
    'not-replicated': ['notReplicated', 'upstream', 'group.not-ready'],
    'on-premises': ['onPremises', 'denied', 'group.cannot-change'],
    'mail-enabled': ['exchangeManaged', 'denied', 'group.cannot-change'],
    taken: ['taken', 'conflict', 'graph.taken'],
    'setting-taken': ['alreadyPresent', 'conflict', 'member.already-present'],
    'stale-etag': ['changed', 'conflict', 'graph.changed'],
    conflict: ['changed', 'conflict', 'graph.changed'],
    'token-expired': ['stale', 'input', 'page.stale'],
    'page-expired': ['stale', 'input', 'page.stale'],
    'too-large': ['tooLarge', 'input', 'graph.too-large'],
    'no-mailbox': ['noMailbox', 'conflict', 'graph.no-mailbox'],
    'unsupported-query': ['unexpected', 'upstream', 'graph.refused'],
    throttled: ['throttled', 'throttled', 'graph.throttled'],
    busy: ['busy', 'throttled', 'graph.throttled'],
    unavailable: ['broken', 'upstream', 'graph.unavailable'],
    internal: ['broken', 'upstream', 'graph.unavailable'],
  };
  const files = readdirSync(new URL('../../fixtures/graph', import.meta.url));

  it('has a meaning here', () => {
    // What Graph's pages document is read in a table of its own.
    const recordings = files.filter((file) => file !== 'documented.json');
    expect(recordings.map((file) => file.replace('.json', '')).sort()).toEqual(Object.keys(meanings).sort());
  });

  it.each(Object.entries(meanings))('%s', (name, [refusal, kind, code]) => {
    const { status, headers, body } = recorded(name);
    const reply = { status, headers: new Headers(headers), body, malformed: false, inDoubt: false };
    expect(classify(reply)).toBe(refusal);
    const error = refusalOf(reply, doings.addMember, ['GroupMember.ReadWrite.All']);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind, code });
    expect(error.advice).not.toContain('Request_');
  });

  it('hands on the claims and the scopes that sign-in needs', async () => {
    graph.answer(recorded('claims-challenge'));
    const error = (await read().catch((thrown: unknown) => thrown)) as SignInRequired;
    expect(error).toBeInstanceOf(SignInRequired);
    expect(JSON.parse(error.claims!)).toEqual({ access_token: { nbf: { essential: true, value: '1700000000' } } });
    expect(error.scopes).toEqual(['GroupMember.Read.All']);
    expect(claimsOf('Bearer error="insufficient_claims", claims="bm90IGpzb24"')).toBeUndefined();
    expect(claimsOf('Bearer error="insufficient_claims"')).toBeUndefined();
  });

  it('says how long to wait, from seconds, fractions and dates', () => {
    expect(retryAfterMs(new Headers({ 'Retry-After': '2.128' }))).toBe(2128);
    expect(retryAfterMs(new Headers({ 'Retry-After': new Date(Date.now() + 5000).toUTCString() }))).toBeGreaterThan(
      3000,
    );
    expect(retryAfterMs(new Headers({ 'Retry-After': 'soon' }))).toBeUndefined();
  });
});

describe('answers that are none', () => {
  const html = '<html><body>Bad gateway</body></html>';

  it.each([
    ['HTML with 200', { headers: { 'content-type': 'text/html' }, body: html }, 'graph.malformed'],
    ['HTML with 502', { status: 502, headers: { 'content-type': 'text/html' }, body: html }, 'graph.unavailable'],
    ['broken JSON', { body: '{"id":' }, 'graph.malformed'],
    ['another shape', { body: { id: 7 } }, 'graph.malformed'],
    ['nothing', { status: 204 }, 'graph.malformed'],
    ['a refusal without a body', { status: 400 }, 'graph.refused'],
    ['a redirect', { status: 302, headers: { location: 'https://localhost:1/' } }, 'graph.redirected'],
  ])('%s', async (_, reply, code) => {
    graph.answer(reply);
    await expect(read()).rejects.toMatchObject({ kind: 'upstream', code });
    expect(graph.seen).toHaveLength(1);
  });

  it('a batch that leaves an item out', async () => {
    graph.answer({ body: { responses: [] } });
    await expect(graph.directory().memberCount(guildId)).rejects.toMatchObject({ code: 'graph.malformed' });
  });

  it('a connection that is refused is tried again, then told', async () => {
    const cloud = { ...graph.cloud, graphUrl: 'https://localhost:1' };
    const directory = graph.directory({ cloud, limits });
    await expect(directory.group(guildId)).rejects.toMatchObject({ kind: 'upstream', code: 'graph.unreachable' });
  });

  it.each([
    ['before the head', false],
    ['within the body', true],
  ])('a server that hangs %s ends with the time limit', async (_, withHead) => {
    graph.handle = (_request, response) => {
      if (withHead) response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      return undefined;
    };
    const started = performance.now();
    await expect(read()).rejects.toMatchObject({ kind: 'upstream', code: 'graph.timeout' });
    expect(performance.now() - started).toBeLessThan(1500);
    expect(graph.seen).toHaveLength(1);
  });

  it('a turn that is over ends its calls', async () => {
    graph.answer(recorded('throttled'));
    const turn = new AbortController();
    const call = graph.directory({ signal: turn.signal, limits: { retryBudgetMs: 60_000 } }).group(guildId);
    setTimeout(() => {
      turn.abort();
    }, 50);
    await expect(call).rejects.toMatchObject({ code: 'graph.cancelled' });
  });

  it.each([
    ['attempts', { status: 503, headers: { 'retry-after': '0.1' } }],
    ['a server that hangs', undefined],
  ])('the time of a turn ends %s, and those of the next call too', async (_, answer) => {
    const directory = graph.directory({ limits: { retryBudgetMs: 60_000, turnMs: 300 } });
    graph.handle = () => answer;
    const started = performance.now();
    await expect(directory.group(guildId)).rejects.toBeInstanceOf(AppError);
    await expect(directory.group(guildId)).rejects.toBeInstanceOf(AppError);
    expect(performance.now() - started).toBeLessThan(450);
    const asked = graph.seen.length;
    if (!answer) await expect(directory.group(guildId)).rejects.toMatchObject({ code: 'graph.timeout' });
    expect(graph.seen).toHaveLength(asked);
  });

  it('what an operation waits by itself is not of that time', async () => {
    const directory = graph.directory({ limits: { turnMs: 300 } });
    graph.answer({ body: rawGroup() });
    await directory.group(guildId);
    await new Promise((resolve) => setTimeout(resolve, 350));
    await expect(directory.group(guildId)).resolves.toBeDefined();
  });

  it('a refused sign-in passes as it was thrown', async () => {
    const need = new SignInRequired('consent', ['Group.Read.All']);
    const directory = graph.directory({ tokens: { onBehalfOf: () => Promise.reject(need) } });
    await expect(directory.group(guildId)).rejects.toBe(need);
    expect(graph.seen).toEqual([]);
  });
});

describe('trying again', () => {
  const wait = { 'retry-after': '0.3' };

  it('waits as long as it was asked to', async () => {
    graph.answer({ status: 429, headers: wait }, { body: rawGroup() });
    await read();
    const gap = graph.seen[1]!.at - graph.seen[0]!.at;
    expect(gap).toBeGreaterThanOrEqual(295);
    expect(gap).toBeLessThan(700);
  });

  it.each([503, 504])('reads again after %i without being told when', async (status) => {
    graph.answer({ status }, { body: rawGroup() });
    await read();
    expect(graph.seen).toHaveLength(2);
  });

  it('never waits longer than the turn may, and says when to come back', async () => {
    graph.answer(recorded('throttled'));
    const started = performance.now();
    await expect(read()).rejects.toMatchObject({ kind: 'throttled', retryAfterSeconds: 10 });
    expect(performance.now() - started).toBeLessThan(500);
    expect(graph.seen).toHaveLength(1);
  });

  it('shares one budget among all calls of a turn', async () => {
    graph.answer({ status: 429, headers: { 'retry-after': '0.4' } });
    const directory = graph.directory({ limits });
    await expect(directory.group(guildId)).rejects.toMatchObject({ kind: 'throttled' });
    expect(graph.seen).toHaveLength(3);
    await expect(directory.group(guildId)).rejects.toMatchObject({ kind: 'throttled' });
    expect(graph.seen).toHaveLength(4);
  });

  it('never sends a mail again that may have been sent', async () => {
    const { conversations } = graph.connect({ limits });
    const post = () => conversations.start(guildId, { topic: 'Tea', text: 'At four?' });
    graph.answer({ status: 503, headers: wait }, { status: 201, body: { id: 'x' } });
    await expect(post()).rejects.toMatchObject({ kind: 'throttled' });
    expect(graph.seen).toHaveLength(1);
    graph.answer({ status: 429, headers: wait }, { status: 201, body: { id: 'x' } });
    await post();
    expect(graph.seen).toHaveLength(3);
  });

  it('does not write again unless the service asks for it', async () => {
    for (const status of [500, 502, 503, 504]) {
      graph.seen.length = 0;
      graph.answer({ status });
      await expect(add()).rejects.toMatchObject({ code: 'graph.unavailable' });
      expect(graph.seen).toHaveLength(1);
    }
    graph.seen.length = 0;
    graph.handle = () => undefined;
    await expect(add()).rejects.toMatchObject({ code: 'graph.timeout' });
    expect(graph.seen).toHaveLength(1);
  });
});

describe('changing members', () => {
  const busyOnce = { status: 503, headers: { 'retry-after': '0.1' } };

  it('adds by reference into this cloud', async () => {
    graph.answer({ status: 204 });
    await add();
    expect(graph.seen[0]).toMatchObject({
      method: 'POST',
      path: `/v1.0/groups/${guildId}/members/$ref`,
      body: { '@odata.id': `${graph.cloud.graphUrl}/v1.0/directoryObjects/${adaId}` },
    });
    expect(graph.seen).toHaveLength(1);
  });

  it('removes the membership, not the person', async () => {
    graph.answer({ status: 204 });
    await remove();
    expect(graph.seen[0]).toMatchObject({ method: 'DELETE', path: `/v1.0/groups/${guildId}/members/${adaId}/$ref` });
  });

  it.each(['not-found', 'not-replicated'])('waits until a new group is known everywhere (%s)', async (lag) => {
    graph.answer(recorded(lag), { status: 204 });
    await add();
    expect(graph.seen).toHaveLength(2);
  });

  it('gives up on a group that does not come', async () => {
    graph.answer(recorded('not-found'));
    await expect(add()).rejects.toMatchObject({ code: 'group.not-found' });
  });

  it('tells an old membership from its own work', async () => {
    graph.answer(recorded('member-exists'));
    await expect(add()).rejects.toMatchObject({ code: 'member.already-present' });
    graph.answer(busyOnce, recorded('member-exists'));
    await expect(add()).resolves.toBeUndefined();
    graph.answer(recorded('not-found'));
    await expect(remove()).rejects.toMatchObject({ code: 'member.not-present' });
    graph.answer(busyOnce, recorded('not-found'));
    await expect(remove()).resolves.toBeUndefined();
  });

  it('marks favourites', async () => {
    graph.answer({ status: 200 }, { status: 204 });
    const directory = graph.directory();
    await directory.addFavorite(guildId);
    await directory.removeFavorite(guildId);
    expect(graph.seen.map(({ method, path }) => [method, path])).toEqual([
      ['POST', `/v1.0/groups/${guildId}/addFavorite`],
      ['POST', `/v1.0/groups/${guildId}/removeFavorite`],
    ]);
    graph.handle = perItem(() => recorded('exchange-denied'));
    await expect(directory.addFavorite(guildId)).rejects.toMatchObject({ code: 'favorite.denied' });
  });
});
