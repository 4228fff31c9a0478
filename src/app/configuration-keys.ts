import { z } from 'zod';
import { cloudNames } from '../domain/clouds.ts';
import type { MessageLimit } from '../domain/pacing.ts';

/** One setting. Parsing, `env/.env.example` and `docs/configuration.md` all come from these. */
export interface Key<Shape extends z.ZodType = z.ZodType> {
  shape: Shape;
  /** What a value must be, to be read after "expected". */
  type: string;
  /** As it is written; absent: none. */
  default?: string;
  /** When it must be set; absent: never. */
  required?: string;
  /** Never printed, not even when it is wrong. */
  secret?: true;
  /** One sentence. */
  about: string;
  example: string;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const list = (item: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .pipe(z.array(item));

/** Sign-in and cards carry this address: plain HTTP only where it cannot leave the machine. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((text) => URL.canParse(text) && isSafeOrigin(new URL(text)))
  .transform((text) => new URL(text).origin);

function isSafeOrigin({ protocol, hostname, pathname, search, hash, username }: URL): boolean {
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return (protocol === 'https:' || isLoopback) && pathname === '/' && search + hash + username === '';
}

const originType = 'an https address without a path (http on localhost)';
const guidType = 'a GUID';
const guid = z.guid().toLowerCase();

/** As Teams publishes its limits: messages in so many seconds. */
const messageLimits = z
  .string()
  .regex(/^\s*[1-9]\d{0,4}\/[1-9]\d{0,3}(\s*,\s*[1-9]\d{0,4}\/[1-9]\d{0,3})*\s*$/)
  .transform((text): MessageLimit[] =>
    text.split(',').map((part) => {
      const [count, seconds] = part.split('/').map(Number);
      return { count: count ?? 1, withinMs: (seconds ?? 1) * 1000 };
    }),
  )
  .refine((limits) => limits.every(({ withinMs }) => withinMs <= 3_600_000));
const messageLimitsType = 'messages/seconds (an hour at most), several with commas between them';

function key<Shape extends z.ZodType>(entry: Key<Shape>): Key<Shape> {
  return entry;
}

export const keys = {
  MUSTER_CLOUD: key({
    shape: z.enum(cloudNames).default('public'),
    type: `one of ${cloudNames.join(', ')}`,
    default: 'public',
    about: 'The Microsoft cloud of the tenants that are served.',
    example: 'public',
  }),
  MUSTER_SANDBOX_URL: key({
    shape: origin.optional(),
    type: originType,
    required: 'with `MUSTER_CLOUD=sandbox`, and only then',
    about: 'Where the sandbox cloud answers.',
    example: 'https://localhost:9443',
  }),
  PORT: key({
    shape: z.coerce.number().int().min(0).max(65_535).default(3978),
    type: 'a port number',
    default: '3978',
    about: 'The port on which the bot listens for plain HTTP; TLS ends in front of it.',
    example: '3978',
  }),
  PUBLIC_URL: key({
    shape: origin,
    type: originType,
    required: 'always',
    about: 'The address at which Teams and people’s browsers reach the bot.',
    example: 'https://muster.contoso.com',
  }),
  BOT_ID: key({
    shape: guid,
    type: guidType,
    required: 'always',
    about: 'Client id of the bot’s Entra application, or of the managed identity that is the bot.',
    example: '6d2c1f34-7a0b-4e7d-9b3c-2f8d4a5e6b70',
  }),
  BOT_TENANT_IDS: key({
    shape: list(guid).refine((tenants) => tenants.length > 0),
    type: 'tenant ids (GUIDs) with commas between them; the first is the application’s home',
    required: 'always',
    about: 'The tenants that are served: everybody else is refused.',
    example: '0f6a2b1c-5d3e-4f70-8a91-b2c3d4e5f607',
  }),
  BOT_CLIENT_SECRET: key({
    shape: z.string().min(8).optional(),
    type: 'a client secret of the application',
    required: 'unless another credential is set',
    secret: true,
    about: 'Proves the application by a secret: the last choice, since it can leak and ends.',
    example: 'paste-the-value-here',
  }),
  BOT_CERTIFICATE_FILE: key({
    shape: z.string().optional(),
    type: 'a PEM file that exists, with the private key and the certificate',
    required: 'unless another credential is set',
    about: 'Proves the application by a certificate.',
    example: '/run/secrets/bot.pem',
  }),
  BOT_MANAGED_IDENTITY_CLIENT_ID: key({
    shape: guid.optional(),
    type: guidType,
    required: 'unless another credential is set',
    about:
      'Proves the application by this user-assigned managed identity, without any secret: the first choice in Azure.',
    example: 'b7e1d2c3-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
  }),
  BOT_FEDERATED_TOKEN_FILE: key({
    shape: z.string().optional(),
    type: 'a path',
    required: 'unless another credential is set',
    about:
      'Proves the application by a token that the platform keeps in this file (workload identity). `AZURE_FEDERATED_TOKEN_FILE` means the same.',
    example: '/var/run/secrets/azure/tokens/azure-identity-token',
  }),
  SSO_APP_ID: key({
    shape: guid.optional(),
    type: guidType,
    default: 'BOT_ID',
    about: 'Client id of the application for sign-in, when the bot itself is a managed identity and so has none.',
    example: '6d2c1f34-7a0b-4e7d-9b3c-2f8d4a5e6b70',
  }),
  SSO_APP_ID_URI: key({
    shape: z
      .string()
      .regex(/^api:\/\/[\w./-]+$/)
      .optional(),
    type: 'an address that starts with api://',
    default: 'api://botid-BOT_ID',
    about: 'Application ID URI for sign-in, as in the app manifest and in Entra.',
    example: 'api://botid-6d2c1f34-7a0b-4e7d-9b3c-2f8d4a5e6b70',
  }),
  TRUSTED_HOST_ORIGINS: key({
    shape: list(origin).default([]),
    type: `${originType}; several with commas between them`,
    default: 'none but those of Teams',
    about: 'Further pages that may open the sign-in window.',
    example: 'https://teams.contoso.test',
  }),
  DATABASE_URL: key({
    shape: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    type: 'an address that starts with postgres://',
    required: 'when several instances run',
    secret: true,
    about: 'The PostgreSQL database that keeps what was asked.',
    example: 'postgres://muster@db.contoso.com/muster',
  }),
  DATABASE_FILE: key({
    shape: z.string().optional(),
    type: 'a path on a local disk, without `DATABASE_URL`',
    default: '.muster/muster.sqlite',
    about: 'The SQLite file that keeps what was asked, for one instance.',
    example: '.muster/muster.sqlite',
  }),
  POLICY_FILE: key({
    shape: z.string().default('config/policy.yaml'),
    type: 'a path to a YAML file; without one the defaults hold that `config/policy.yaml` lists',
    default: 'config/policy.yaml',
    about: 'What the organisation wants of its groups; `docs/policy.md` explains it. Followed while the bot runs.',
    example: 'config/policy.yaml',
  }),
  MESSAGES_PER_TENANT: key({
    shape: messageLimits.prefault('50/1'),
    type: messageLimitsType,
    default: '50/1',
    about: 'How many messages Teams takes for one tenant: 50 in each second. The instances keep it together.',
    example: '50/1',
  }),
  MESSAGES_PER_CONVERSATION: key({
    shape: messageLimits.prefault('7/1,8/2,60/30,1800/3600'),
    type: messageLimitsType,
    default: '7/1,8/2,60/30,1800/3600',
    about: 'How many messages Teams takes in one chat or channel; every one of these holds.',
    example: '7/1,8/2,60/30,1800/3600',
  }),
  PROACTIVE_INSTALL: key({
    shape: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
    type: 'true or false',
    default: 'false',
    about:
      'Whether Muster installs itself for owners whom a notice did not reach; takes `TEAMS_APP_CATALOG_ID` and the role `TeamsAppInstallation.ReadWriteSelfForUser.All`.',
    example: 'false',
  }),
  TEAMS_APP_CATALOG_ID: key({
    shape: guid.optional(),
    type: guidType,
    required: 'with `PROACTIVE_INSTALL=true`',
    about: 'The id that the organisation’s app catalogue gave the Teams app; not the one in its manifest.',
    example: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  }),
  LOG_LEVEL: key({
    shape: z.enum(logLevels).default('info'),
    type: `one of ${logLevels.join(', ')}`,
    default: 'info',
    about: 'How much is logged; tokens, messages and card data never are.',
    example: 'info',
  }),
} as const;

export type KeyName = keyof typeof keys;
export const keyNames = Object.keys(keys) as KeyName[];
export type Values = { [Name in KeyName]: z.output<(typeof keys)[Name]['shape']> };
