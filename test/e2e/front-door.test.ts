import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { botId, tenantId } from '../unit/teams/support/fake-channel.ts';
import { activity, openStage, type Stage } from '../unit/teams/support/stage.ts';

const user = 'cccc3333-0000-4000-8000-000000000003';

/** Of somebody who is not the channel. */
const foreignKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

describe('a request that the channel did not sign', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ operations: { hello: {} } });
  });
  afterAll(() => stage.close());
  beforeEach(() => {
    stage.ran.length = 0;
    stage.channel.calls.length = 0;
    stage.logged.length = 0;
  });

  const hello = (parts: Record<string, unknown> = {}) => activity(stage, { text: 'hello', ...parts });

  /** Refused without a reason, nothing ran, nobody was sent our connector token, one short line in the log. */
  async function expectRefusal(body: unknown, authorization: string | null, code: string): Promise<void> {
    const answer = await fetch(`${stage.url}/api/messages`, {
      method: 'POST',
      headers: { ...(authorization !== null && { authorization }) },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(stage.ran).toEqual([]);
    expect(stage.channel.calls).toEqual([]);
    expect(stage.logged.map((line) => line['code'])).toEqual([code]);
    expect(JSON.stringify(stage.logged).length).toBeLessThan(250);
  }
  const bearer = async (...parts: Parameters<Stage['channel']['token']>) =>
    `Bearer ${await stage.channel.token(...parts)}`;

  it('is accepted when it is good', async () => {
    expect((await stage.post(hello())).status).toBe(200);
    expect(stage.ran).toHaveLength(1);
    expect(stage.channel.calls[0]?.authorization).toBe('Bearer connector-token');
  });

  it('no Authorization', () => expectRefusal(hello(), null, 'token.missing'));
  it('garbage', () => expectRefusal(hello(), 'Bearer garbage', 'token.malformed'));
  it('three parts of garbage', () => expectRefusal(hello(), 'Bearer a.b.c', 'token.malformed'));
  it('another scheme', async () =>
    expectRefusal(hello(), (await bearer()).replace('Bearer', 'Basic'), 'token.malformed'));
  it('a token too long to be one', () => expectRefusal(hello(), `Bearer ${'a'.repeat(9_000)}.b.c`, 'token.malformed'));

  it('wrong audience', async () =>
    expectRefusal(hello(), await bearer({ aud: 'ffff2222-0000-4000-8000-000000000002' }), 'token.claims'));
  it('wrong issuer', async () =>
    expectRefusal(hello(), await bearer({ iss: 'https://api.botframework.us' }), 'token.claims'));
  it('wrong serviceurl', async () =>
    expectRefusal(hello(), await bearer({ serviceurl: 'https://elsewhere.example/' }), 'token.other-service-url'));
  it('serviceurl without its last slash', async () =>
    expectRefusal(
      hello(),
      await bearer({ serviceurl: stage.channel.serviceUrl.slice(0, -1) }),
      'token.other-service-url',
    ));
  it('claim missing', async () => expectRefusal(hello(), await bearer({ serviceurl: undefined }), 'token.claims'));
  it('serviceUrl in camel case', async () =>
    expectRefusal(
      hello(),
      await bearer({ serviceurl: undefined, serviceUrl: stage.channel.serviceUrl }),
      'token.claims',
    ));
  it('no exp', async () => expectRefusal(hello(), await bearer({ exp: undefined }), 'token.claims'));
  it('unknown kid', async () => {
    await expectRefusal(hello(), await bearer({}, { kid: 'chan9', key: foreignKey }), 'token.unknown-key');
  });
  it('expired more than 5 minutes ago', async () =>
    expectRefusal(hello(), await bearer({ exp: seconds(-310) }), 'token.time'));
  it('not valid for more than 5 minutes', async () =>
    expectRefusal(hello(), await bearer({ nbf: seconds(310) }), 'token.time'));
  it('expired 4 minutes ago is still good', async () => {
    expect((await stage.post(hello(), await bearer({ exp: seconds(-240) }))).status).toBe(200);
  });

  it('signature wrong, kid known', async () => {
    await expectRefusal(hello(), await bearer({}, { key: foreignKey }), 'token.signature');
  });
  it('signature wrong, with a tid that is to be remembered', async () => {
    await expectRefusal(hello(), await bearer({ tid: tenantId }, { key: foreignKey }), 'token.signature');
  });
  it('a good token with other claims pasted in', async () => {
    const [head, , signature] = (await bearer()).split('.');
    const payload = Buffer.from(JSON.stringify({ aud: botId })).toString('base64url');
    await expectRefusal(hello(), [head, payload, signature].join('.'), 'token.signature');
  });
  it('alg none', async () => {
    const [, payload] = (await bearer()).split('.');
    const head = Buffer.from(JSON.stringify({ alg: 'none', kid: 'chan1' })).toString('base64url');
    await expectRefusal(hello(), `Bearer ${head}.${payload}.x`, 'token.algorithm');
  });
  it('HS256 with the public key as secret', async () => {
    const key = createSecretKey(Buffer.from(stage.channel.publicKeyPem()));
    await expectRefusal(hello(), await bearer({}, { alg: 'HS256', key }), 'token.algorithm');
  });

  it('an activity without serviceUrl and a token without serviceurl', async () =>
    expectRefusal(
      hello({ serviceUrl: undefined }),
      await bearer({ serviceurl: undefined }),
      'activity.foreign-service-url',
    ));
  it('an empty channelId', async () =>
    expectRefusal(hello({ channelId: '' }), await bearer(), 'activity.other-channel'));
  it('another channelId', async () =>
    expectRefusal(hello({ channelId: 'webchat' }), await bearer(), 'activity.other-channel'));
  it('AseChannel', async () =>
    expectRefusal(hello({ channelId: 'AseChannel' }), await bearer(), 'activity.other-channel'));
  it('a body without type', async () =>
    expectRefusal(hello({ type: undefined }), await bearer(), 'activity.malformed'));
  it('a body that is no activity', async () => expectRefusal([1, 2], await bearer(), 'activity.malformed'));
  it('a key that does not speak for Teams', async () => {
    const other = await openStage({ operations: { hello: {} } });
    other.channel.addKey('chan2', ['webchat']);
    const answer = await other.post(
      activity(other, { text: 'hello' }),
      `Bearer ${await other.channel.token({}, { kid: 'chan2' })}`,
    );
    expect(answer.status).toBe(401);
    expect(other.logged.map((line) => line['code'])).toEqual(['token.not-endorsed']);
    await other.close();
  });

  it('a service URL of a stranger, even in a token that the channel signed', async () => {
    for (const serviceUrl of [
      'https://attacker.example/',
      stage.channel.serviceUrl.replace('127.0.0.1', '127.0.0.1.attacker.example'),
      `http://user@${new URL(stage.channel.serviceUrl).host}/emea/`,
      stage.channel.serviceUrl.replace('http:', 'https:'),
      'not a url',
    ]) {
      stage.logged.length = 0;
      await expectRefusal(
        hello({ serviceUrl }),
        await bearer({ serviceurl: serviceUrl }),
        'activity.foreign-service-url',
      );
    }
  });

  const entra = `https://login.microsoftonline.com/${tenantId}/v2.0`;
  const strangers: Record<string, Record<string, unknown>> = {
    "the bot's own client-credential token": {
      iss: `https://sts.windows.net/${tenantId}/`,
      aud: 'https://api.botframework.com',
      appid: botId,
    },
    'an emulator token of any tenant': { iss: entra, aud: botId, azp: botId, appid: botId, ver: '2.0' },
    'a delegated user token that a browser app got for our API': {
      iss: entra,
      aud: botId,
      azp: botId,
      scp: 'access_as_user',
      oid: user,
      tid: tenantId,
      ver: '2.0',
    },
    'an id token': { iss: entra, aud: botId, oid: user, tid: tenantId, ver: '2.0' },
    'a single sign-on token of Teams, like a skill': {
      iss: entra,
      aud: botId,
      azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
      scp: 'access_as_user',
      oid: user,
      ver: '2.0',
    },
  };
  for (const [name, claims] of Object.entries(strangers)) {
    it(`${name}, signed with Entra's key`, async () => {
      const token = await bearer(claims, { kid: 'entra1', key: foreignKey });
      await expectRefusal(hello({ serviceUrl: stage.channel.serviceUrl }), token, 'token.unknown-key');
    });
    it(`${name}, signed with a key of the channel`, async () =>
      expectRefusal(hello(), await bearer(claims), 'token.claims'));
  }

  it('looks for a new key once, however many unknown ones come', async () => {
    await stage.post(hello());
    const before = stage.channel.keyFetches;
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, index) => bearer({}, { kid: `new${index}`, key: foreignKey })),
    );
    const answers = await Promise.all(tokens.map((token) => stage.post(hello(), token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(stage.channel.keyFetches - before).toBeLessThanOrEqual(1);
  });
});

describe('the keys of the channel', () => {
  it('are fetched once for 32 first requests', async () => {
    const stage = await openStage({ operations: { hello: {} } });
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        stage.post(
          activity(stage, {
            text: 'hello',
            conversation: { conversationType: 'personal', tenantId, id: `a:${index}` },
          }),
        ),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(stage.channel.keyFetches).toBe(1);
    await stage.close();
  });

  it('when they cannot be read, the sender is asked to come again', async () => {
    const stage = await openStage({ operations: { hello: {} } });
    stage.channel.keysDown = true;
    expect((await stage.post(activity(stage, { text: 'hello' }))).status).toBe(503);
    expect(stage.logged.map((line) => line['code'])).toContain('keys.unavailable');
    expect(stage.ran).toEqual([]);
    await stage.close();
  });
});

describe('the web server', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());
  const send = (body: string) => fetch(`${stage.url}/api/messages`, { method: 'POST', body });

  it('refuses what is too large with 413', async () => {
    expect((await send(JSON.stringify({ text: 'x'.repeat(300_000) }))).status).toBe(413);
  });
  it.each(['', '{', 'text', '{"a":'])('refuses %j with 400', async (body) => {
    expect((await send(body)).status).toBe(400);
  });
  it('answers other paths and methods with a plain 404', async () => {
    for (const [path, method] of [
      ['/secret/path?x=1', 'GET'],
      ['/api/messages', 'GET'],
      ['/healthz', 'DELETE'],
    ] as const) {
      const answer = await fetch(`${stage.url}${path}`, { method });
      expect([answer.status, await answer.text()]).toEqual([404, 'Not Found\n']);
      expect(answer.headers.get('server')).toBeNull();
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}
