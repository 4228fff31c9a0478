import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect, parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { configurationReference } from '../../../scripts/configuration-reference.ts';
import { ConfigurationError } from '../../../src/app/configuration-error.ts';
import { keyNames, keys, type Key } from '../../../src/app/configuration-keys.ts';
import { isConfigured, readConfiguration } from '../../../src/app/configuration.ts';
import { readEnvironmentFiles, type Environment } from '../../../src/app/environment-files.ts';
import { cloudNamed, cloudNames } from '../../../src/domain/clouds.ts';
import { publishedLimits } from '../../../src/domain/pacing.ts';

const botId = '6d2c1f34-7a0b-4e7d-9b3c-2f8d4a5e6b70';
const tenantId = '0f6a2b1c-5d3e-4f70-8a91-b2c3d4e5f607';
const secret = 'very-secret-value';
const complete = {
  PUBLIC_URL: 'https://muster.contoso.com/',
  BOT_ID: botId,
  BOT_TENANT_IDS: tenantId,
  BOT_CLIENT_SECRET: secret,
};

function complaints(environment: Environment, files?: Environment): string[] {
  try {
    readConfiguration(environment, files);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).not.toContain(secret);
    return error.problems.map(({ key }) => key);
  }
  return [];
}

describe('a complete configuration', () => {
  it('has defaults for the rest', () => {
    expect(readConfiguration(complete)).toEqual({
      cloud: cloudNamed('public'),
      port: 3978,
      publicUrl: 'https://muster.contoso.com',
      botId,
      tenantIds: [tenantId],
      credential: { clientSecret: secret },
      sso: { appId: botId, appIdUri: `api://botid-${botId}` },
      trustedHostOrigins: [],
      database: { engine: 'sqlite', file: '.muster/muster.sqlite' },
      policyFile: 'config/policy.yaml',
      messageLimits: publishedLimits,
      logLevel: 'info',
    });
  });

  it.each(['', ' ', '50', '0/1', '50/0', '50/1,', '50/1;7/1', '-5/1', '50/7200', '5.5/1', '999999/1'])(
    'takes no limit of messages such as “%s”',
    (limit) => {
      const set = () => readConfiguration({ ...complete, MESSAGES_PER_TENANT: limit });
      if (limit.trim() === '') expect(set().messageLimits).toEqual(publishedLimits);
      else expect(set).toThrow(/MESSAGES_PER_TENANT/);
    },
  );

  it('takes other limits of messages', () => {
    const messages = { MESSAGES_PER_TENANT: '30/1', MESSAGES_PER_CONVERSATION: '5/1, 40/30' };
    expect(readConfiguration({ ...complete, ...messages }).messageLimits).toEqual({
      tenant: [{ count: 30, withinMs: 1_000 }],
      conversation: [
        { count: 5, withinMs: 1_000 },
        { count: 40, withinMs: 30_000 },
      ],
    });
  });

  it('takes every setting', () => {
    const other = 'B7E1D2C3-4F5A-4B6C-8D7E-9F0A1B2C3D4E';
    const configuration = readConfiguration({
      MUSTER_CLOUD: 'sandbox',
      MUSTER_SANDBOX_URL: 'https://localhost:9443',
      PORT: '0',
      PUBLIC_URL: 'http://localhost:3978',
      BOT_ID: botId,
      BOT_TENANT_IDS: ` ${tenantId}, ${other} ,`,
      BOT_MANAGED_IDENTITY_CLIENT_ID: other,
      AZURE_FEDERATED_TOKEN_FILE: '/var/token',
      SSO_APP_ID: other,
      SSO_APP_ID_URI: 'api://muster.contoso.com/botid-1',
      TRUSTED_HOST_ORIGINS: 'http://localhost:4000,https://teams.contoso.test/',
      DATABASE_URL: 'postgres://muster:pass@db/muster',
      LOG_LEVEL: 'debug',
    });
    expect(configuration).toMatchObject({
      cloud: { name: 'sandbox', graphUrl: 'https://localhost:9443' },
      port: 0,
      tenantIds: [tenantId, other.toLowerCase()],
      credential: { managedIdentityClientId: other.toLowerCase(), federatedTokenFile: '/var/token' },
      sso: { appId: other.toLowerCase(), appIdUri: 'api://muster.contoso.com/botid-1' },
      trustedHostOrigins: ['http://localhost:4000', 'https://teams.contoso.test'],
      database: { engine: 'postgres', url: 'postgres://muster:pass@db/muster' },
      policyFile: 'config/policy.yaml',
      logLevel: 'debug',
    });
  });

  it('shows no secret when it is printed', () => {
    const configuration = readConfiguration({ ...complete, DATABASE_URL: 'postgres://muster:pass@db/muster' });
    for (const text of [JSON.stringify(configuration), inspect(configuration, { depth: 9 })]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('pass@');
      expect(text).toContain('(hidden)');
    }
    expect(configuration.credential.clientSecret).toBe(secret);
  });

  it('is read from the environment before the files', () => {
    expect(readConfiguration({ ...complete, PORT: '4000' }, { PORT: '5000', LOG_LEVEL: 'warn' })).toMatchObject({
      port: 4000,
      policyFile: 'config/policy.yaml',
      logLevel: 'warn',
    });
    expect(readConfiguration({ ...complete, PORT: '' }, { PORT: '5000' }).port).toBe(3978);
  });
});

describe('what is wrong', () => {
  it('is told all at once', () => {
    expect(
      complaints({
        ...complete,
        MUSTER_CLOUD: 'mars',
        PORT: '70000',
        PUBLIC_URL: 'http://muster.contoso.com',
        BOT_ID: 'bot',
        BOT_TENANT_IDS: ',',
        LOG_LEVEL: 'loud',
        MUSTER_CLUOD: 'public',
      }),
    ).toEqual(['MUSTER_CLOUD', 'PORT', 'PUBLIC_URL', 'BOT_ID', 'BOT_TENANT_IDS', 'LOG_LEVEL', 'MUSTER_CLUOD']);
  });

  it.each([
    ['MUSTER_SANDBOX_URL', { ...complete, MUSTER_CLOUD: 'sandbox' }],
    ['MUSTER_SANDBOX_URL', { ...complete, MUSTER_SANDBOX_URL: 'https://localhost:9443' }],
    ['MUSTER_SANDBOX_URL', { ...complete, MUSTER_CLOUD: 'sandbox', MUSTER_SANDBOX_URL: 'http://sandbox.example' }],
    ['PUBLIC_URL', { ...complete, PUBLIC_URL: 'https://muster.contoso.com/bot' }],
    ['PUBLIC_URL', { ...complete, PUBLIC_URL: 'https://user@muster.contoso.com' }],
    ['BOT_CLIENT_SECRET', { ...complete, BOT_CLIENT_SECRET: 'short' }],
    ['BOT_CERTIFICATE_FILE', { ...complete, BOT_CERTIFICATE_FILE: '/nowhere/bot.pem' }],
    ['SSO_APP_ID_URI', { ...complete, SSO_APP_ID_URI: 'https://muster.contoso.com' }],
    ['TRUSTED_HOST_ORIGINS', { ...complete, TRUSTED_HOST_ORIGINS: 'https://a.test,javascript:alert(1)' }],
    ['DATABASE_URL', { ...complete, DATABASE_URL: 'mysql://x' }],
    ['DATABASE_FILE', { ...complete, DATABASE_FILE: 'a.sqlite', DATABASE_URL: 'postgres://db/muster' }],
  ])('%s', (key, environment) => {
    expect(complaints(environment)).toEqual([key]);
  });

  it('never names a secret', () => {
    const environment = { ...complete, BOT_CLIENT_SECRET: 'short', DATABASE_URL: `mysql://root:${secret}@db` };
    expect(() => readConfiguration(environment)).toThrow(
      /DATABASE_URL: found a value that is not shown, expected an address/,
    );
  });

  it('is a missing credential', () => {
    expect(complaints({ ...complete, BOT_CLIENT_SECRET: undefined }).join()).toMatch(
      /BOT_CLIENT_SECRET or .*TOKEN_FILE/,
    );
  });
});

describe('whether anything is configured', () => {
  it('decides for the sandbox only when nothing is', () => {
    expect(isConfigured({ PORT: '4000', BOT_ID: ' ' })).toBe(false);
    expect(isConfigured({ BOT_ID: botId })).toBe(true);
    expect(isConfigured({}, { MUSTER_CLOUD: 'gcc' })).toBe(true);
    expect(isConfigured({ AZURE_FEDERATED_TOKEN_FILE: '/x' })).toBe(true);
  });

  it('in production names what is missing instead', () => {
    expect(() => isConfigured({ NODE_ENV: 'production' })).toThrow(/BOT_ID: found nothing, expected a GUID/);
  });
});

describe('the files', () => {
  it('win in their order', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-env-'));
    const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
    write('.env', 'A=1\nB=1\nC=1\nD=1');
    write('.env.dev', 'B=2\nC=2\nD=2');
    write('.env.dev.user', 'C="3"\nD=3');
    write('.env.local', 'D=4');
    expect(readEnvironmentFiles(folder, 'dev')).toMatchObject({ A: '1', B: '2', C: '3', D: '4' });
    expect(readEnvironmentFiles(folder)).toMatchObject({ B: '1', D: '4' });
    expect(readEnvironmentFiles(folder, '../dev')).toMatchObject({ B: '1' });
    expect(readEnvironmentFiles(path.join(folder, 'none'))).toEqual({});
  });

  it('that are generated are up to date', async () => {
    for (const [file, text] of Object.entries(await configurationReference()))
      expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'), file).toBe(text);
  });

  it('give an example that is commented out and, without its comments, right', () => {
    const example = readFileSync(new URL('../../../env/.env.example', import.meta.url), 'utf8');
    expect(parseEnv(example)).toEqual({});
    for (const name of keyNames) {
      const key: Key = keys[name];
      expect(key.shape.safeParse(key.example).success, name).toBe(true);
      expect(example).toContain(`# ${name}=`);
    }
  });
});

describe('the clouds', () => {
  const rows: Record<string, [login: string, channel: string, metadata: string, host: string, graph: string]> = {
    public: [
      'login.microsoftonline.com',
      'api.botframework.com',
      'login.botframework.com',
      'smba.trafficmanager.net',
      'graph.microsoft.com',
    ],
    gcc: [
      'login.microsoftonline.com',
      'api.botframework.com',
      'login.botframework.com',
      'smba.infra.gcc.teams.microsoft.com',
      'graph.microsoft.com',
    ],
    gcchigh: [
      'login.microsoftonline.us',
      'api.botframework.us',
      'login.botframework.azure.us',
      'smba.infra.gov.teams.microsoft.us',
      'graph.microsoft.us',
    ],
    dod: [
      'login.microsoftonline.us',
      'api.botframework.us',
      'login.botframework.azure.us',
      'smba.infra.dod.teams.microsoft.us',
      'dod-graph.microsoft.us',
    ],
    china: [
      'login.partner.microsoftonline.cn',
      'api.botframework.azure.cn',
      'login.botframework.azure.cn',
      'frontend.botapi.msg.infra.teams.microsoftonline.cn',
      'microsoftgraph.chinacloudapi.cn',
    ],
  };

  it.each(Object.entries(rows))('%s is as Microsoft publishes it', (name, [login, channel, metadata, host, graph]) => {
    expect(cloudNamed(name as 'public')).toMatchObject({
      name,
      authorityHost: `https://${login}`,
      instanceDiscovery: true,
      channelIssuer: `https://${channel}`,
      connectorResource: `https://${channel}`,
      channelMetadataUrl: `https://${metadata}/v1/.well-known/openidconfiguration`,
      defaultServiceUrl: `https://${host}/teams/`,
      graphUrl: `https://${graph}`,
    });
    expect(cloudNamed(name as 'public').serviceUrlHosts).toContain(host);
    expect(cloudNamed(name as 'public').timeUrl).toBeUndefined();
  });

  it('the sandbox differs by its address alone', () => {
    expect(Object.keys(rows).concat('sandbox').sort()).toEqual([...cloudNames].sort());
    expect(cloudNamed('sandbox', 'https://localhost:1234')).toMatchObject({
      authorityHost: 'https://localhost:1234',
      instanceDiscovery: false,
      channelIssuer: 'https://api.botframework.com',
      connectorResource: 'https://api.botframework.com',
      serviceUrlHosts: ['localhost:1234'],
      graphUrl: 'https://localhost:1234',
    });
  });
});
