import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../unit/teams/support/fake-channel.ts';
import { activity, card, execute, openStage, type Stage } from '../unit/teams/support/stage.ts';

describe('an activity that is delivered again', () => {
  let stage: Stage;
  let release: () => void;
  beforeEach(async () => {
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage = await openStage({
      operations: {
        hello: {},
        slow: { does: async () => gate.then(() => card('slow done')) },
        approve: { does: () => card('approved') },
      },
      limits: { answerWithinMs: 300 },
    });
  });
  afterEach(async () => {
    release();
    await stage.close();
  });

  it('thrice at once is handled once', async () => {
    const same = activity(stage, { text: 'hello' });
    const answers = await Promise.all([stage.post(same), stage.post(same), stage.post(same)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(stage.ran).toHaveLength(1);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('an invoke gets the same words again', async () => {
    const same = execute(stage, 'approve');
    const first = await stage.post(same);
    expect(await stage.post(same)).toEqual(first);
    expect(first.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(stage.ran).toHaveLength(1);
  });

  it('after a restart gets the recorded answer', async () => {
    const same = execute(stage, 'approve');
    const first = await stage.post(same);
    await stage.restart();
    expect(await stage.post(same)).toEqual(first);
    expect(stage.ran).toHaveLength(1);
  });

  it('is answered also when the answer cannot be recorded, or nothing can be read', async () => {
    stage.store.activities.finish = () => Promise.reject(new Error('disk full'));
    expect((await stage.post(execute(stage, 'approve'))).body).toMatchObject({ statusCode: 200 });
    stage.store.activities.begin = () => Promise.reject(new Error('no database'));
    expect((await stage.post(execute(stage, 'approve'))).status).toBe(503);
    expect(stage.ran).toHaveLength(1);
  });

  it('while another instance has it waits for the answer that one gives', async () => {
    const same = execute(stage, 'approve');
    const key = ['a:ada', same['id'], 'invoke', 'adaptiveCard/action', ''].join('\n');
    await stage.store.activities.begin(key, { now: new Date(), leaseSeconds: 20 });
    const answer = stage.post(same);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stage.store.activities.finish(key, { status: 200, body: { told: 'by the other' } }, new Date());
    expect(await answer).toEqual({ status: 200, body: { told: 'by the other' } });
    expect(stage.ran).toEqual([]);
  });

  it('an invoke that comes again with a token is not taken for the same', async () => {
    const first = execute(stage, 'approve');
    await stage.post(first);
    const value = { ...(first['value'] as object), authentication: { token: 'x' } };
    await stage.post({ ...first, value });
    expect(stage.ran).toHaveLength(2);
  });

  it('while the first is at work is not acknowledged before the work is done', async () => {
    const same = activity(stage, { text: 'slow' });
    const answers = await Promise.all([stage.post(same), stage.post(same)]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    release();
    await stage.door.receive.settled();
    expect((await stage.post(same)).status).toBe(200);
    expect(stage.ran).toHaveLength(1);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('a button that takes too long says so, and its work goes on', async () => {
    const answer = await stage.post(execute(stage, 'slow'));
    expect(answer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.activity.message' } });
    release();
    await stage.door.receive.settled();
    expect(stage.channel.traffic).toEqual(['PUT /a:ada/activities/1767225600001']);
  });
});

describe('the connector', () => {
  let stage: Stage;
  let tokens: number;
  beforeEach(async () => {
    tokens = 0;
    stage = await openStage({
      operations: { hello: {} },
      credential: {
        getToken: async () => {
          tokens += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          return { token: `token-${tokens}`, expiresOnTimestamp: Date.now() + 3_600_000 };
        },
      },
      limits: { connectorCallMs: 1_500 },
    });
  });
  afterEach(() => stage.close());
  const hello = (parts: Record<string, unknown> = {}) => stage.post(activity(stage, { text: 'hello', ...parts }));

  it('that accepts and never answers ends the turn in time, without a second message', async () => {
    stage.channel.faults.push('hang');
    const started = Date.now();
    expect((await hello()).status).toBe(503);
    expect(Date.now() - started).toBeLessThan(2_500);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('that breaks off is not sent the message again, because it may have it; an update is', async () => {
    stage.channel.faults.push('reset');
    expect((await hello()).status).toBe(503);
    expect(stage.channel.calls).toHaveLength(1);
    stage.channel.faults.push('reset');
    await stage.post(execute(stage, 'hello'));
    expect(stage.channel.calls.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
  });

  it.each([500, 502, 503, 504])('that answers %i to a message is not sent it again', async (status) => {
    stage.channel.faults.push({ status });
    expect((await hello()).status).toBe(503);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('that has a moment of concurrency (412) or too much to do (429) is sent it again', async () => {
    stage.channel.faults.push({ status: 412 }, { status: 429, headers: { 'retry-after': '0' } });
    expect((await hello()).status).toBe(200);
    expect(stage.channel.calls).toHaveLength(3);
  });

  it('that wants a longer pause than there is time for is not waited for', async () => {
    stage.channel.faults.push({ status: 429, headers: { 'retry-after': '60' } });
    expect((await hello()).status).toBe(503);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('that refuses our token gets a new one, once', async () => {
    stage.channel.faults.push({ status: 401 });
    expect((await hello()).status).toBe(200);
    expect(stage.channel.calls.map((call) => call.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
    stage.channel.calls.length = 0;
    stage.channel.faults.push({ status: 401 }, { status: 401 });
    expect((await hello()).status).toBe(503);
    expect(stage.channel.calls).toHaveLength(2);
  });

  it('that says nobody is there is not asked again by another delivery', async () => {
    stage.channel.faults.push({ status: 403, code: 'BotNotInConversationRoster' });
    const same = activity(stage, { text: 'hello' });
    expect((await stage.post(same)).status).toBe(200);
    expect((await stage.post(same)).status).toBe(200);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('that sends us elsewhere is not followed', async () => {
    stage.channel.faults.push({ status: 307, headers: { location: `${stage.channel.serviceUrl}elsewhere` } });
    expect((await hello()).status).toBe(503);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('is asked for one token however many turns start at once', async () => {
    await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        hello({ conversation: { conversationType: 'personal', tenantId, id: `a:${index}` } }),
      ),
    );
    expect(tokens).toBe(1);
    expect(stage.channel.calls).toHaveLength(16);
  });

  it('gets an update again after a 5xx, because doing it twice is doing it once', async () => {
    stage.channel.faults.push({ status: 502 });
    await stage.post(execute(stage, 'hello'));
    expect(stage.channel.traffic).toEqual([
      'PUT /a:ada/activities/1767225600001',
      'PUT /a:ada/activities/1767225600001',
    ]);
  });
});
