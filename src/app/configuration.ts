import { accessSync, constants } from 'node:fs';
import { inspect } from 'node:util';
import type { MessageLimits } from '../domain/pacing.ts';
import { cloudNamed, needsAddress, type Cloud } from '../domain/clouds.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { keyNames, keys, type Key, type KeyName, type Values } from './configuration-keys.ts';
import type { Environment } from './environment-files.ts';

/** What the process is told from outside, checked. Printing it shows no secret. */
export interface Configuration {
  cloud: Cloud;
  /** 0 for any free one. */
  port: number;
  /** Origin, without a trailing slash. */
  publicUrl: string;
  botId: string;
  /** The tenants that are served; the first is the application's home. */
  tenantIds: readonly [string, ...string[]];
  /** At least one is set; which one is used when several are, `identity/` decides. */
  credential: {
    managedIdentityClientId?: string;
    federatedTokenFile?: string;
    certificateFile?: string;
    clientSecret?: string;
  };
  /** The Entra application that people sign in to, and its Application ID URI. */
  sso: { appId: string; appIdUri: string };
  /** Origins that may host the sign-in popup besides those of Teams. */
  trustedHostOrigins: readonly string[];
  database: { engine: 'postgres'; url: string } | { engine: 'sqlite'; file: string };
  /** Path of the policy; need not exist. */
  policyFile: string;
  /** How much Teams takes. */
  messageLimits: MessageLimits;
  /** Id of the Teams app in the organisation's catalogue, where Muster installs itself for people; absent where it does not. */
  installsFrom?: string;
  logLevel: Values['LOG_LEVEL'];
}

/** Values as far as each was right by itself. */
type Read = { [Name in KeyName]: Values[Name] | undefined };

const defaultDatabaseFile = '.muster/muster.sqlite';
/** Any of these says that somebody means a real cloud, not the sandbox that starts by itself. */
const decisive: readonly KeyName[] = [
  'MUSTER_CLOUD',
  'BOT_ID',
  'BOT_TENANT_IDS',
  'BOT_CLIENT_SECRET',
  'BOT_CERTIFICATE_FILE',
  'BOT_MANAGED_IDENTITY_CLIENT_ID',
  'BOT_FEDERATED_TOKEN_FILE',
];

/**
 * Whether a cloud or a bot is configured at all; if not, the launcher starts the sandbox.
 * @throws ConfigurationError in production (`NODE_ENV`) when nothing is: nobody wants a sandbox there
 */
export function isConfigured(environment: Environment, files: Environment = {}): boolean {
  const set = merge(environment, files);
  if (decisive.some((name) => set[name] !== undefined)) return true;
  if (environment['NODE_ENV'] === 'production') readConfiguration(environment, files);
  return false;
}

/**
 * Reads the configuration; the process environment wins over the files. An empty value is none, also against
 * a file.
 * @param files what `readEnvironmentFiles` found
 * @throws ConfigurationError with everything that is wrong
 */
export function readConfiguration(environment: Environment, files: Environment = {}): Configuration {
  const set = merge(environment, files);
  const problems: ConfigurationProblem[] = [];
  const parsed = Object.fromEntries(
    keyNames.map((name) => {
      const result = keys[name].shape.safeParse(set[name]);
      if (!result.success) problems.push(problem(name, set[name]));
      return [name, result.data];
    }),
  ) as Read;

  problems.push(...contradictions(parsed, set), ...misspelt(set));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return toConfiguration(parsed as Values);
}

function merge(environment: Environment, files: Environment): Environment {
  const given = ([, value]: [string, string | undefined]) => value !== undefined && value.trim() !== '';
  const set = Object.fromEntries(Object.entries({ ...files, ...environment }).filter(given));
  const workload = set['AZURE_FEDERATED_TOKEN_FILE'];
  return workload === undefined ? set : { BOT_FEDERATED_TOKEN_FILE: workload, ...set };
}

function problem(name: KeyName, value: string | undefined, expected?: string): ConfigurationProblem {
  const entry: Key = keys[name];
  const found = value === undefined ? 'nothing' : entry.secret ? 'a value that is not shown' : JSON.stringify(value);
  return { key: name, found, expected: expected ?? entry.type };
}

/** What no key can know alone. */
function contradictions(values: Read, set: Environment): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const isWanted = needsAddress(values.MUSTER_CLOUD);
  if (isWanted && set['MUSTER_SANDBOX_URL'] === undefined) problems.push(problem('MUSTER_SANDBOX_URL', undefined));
  if (!isWanted && set['MUSTER_SANDBOX_URL'] !== undefined && values.MUSTER_CLOUD !== undefined)
    problems.push(problem('MUSTER_SANDBOX_URL', set['MUSTER_SANDBOX_URL'], 'nothing unless MUSTER_CLOUD is sandbox'));
  if (set['DATABASE_URL'] !== undefined && set['DATABASE_FILE'] !== undefined)
    problems.push(problem('DATABASE_FILE', set['DATABASE_FILE'], 'nothing when DATABASE_URL is set'));
  if (values.BOT_CERTIFICATE_FILE !== undefined && !isReadable(values.BOT_CERTIFICATE_FILE))
    problems.push(problem('BOT_CERTIFICATE_FILE', values.BOT_CERTIFICATE_FILE));
  if (values.PROACTIVE_INSTALL === true && set['TEAMS_APP_CATALOG_ID'] === undefined)
    problems.push(problem('TEAMS_APP_CATALOG_ID', undefined));
  const credentials = decisive.slice(3);
  if (credentials.every((name) => set[name] === undefined))
    problems.push({ key: credentials.join(' or '), found: 'nothing', expected: 'one credential of the application' });
  return problems;
}

/** Only our own prefix: the other names are shared with tools that add theirs. */
function misspelt(set: Environment): ConfigurationProblem[] {
  return Object.keys(set)
    .filter((name) => name.startsWith('MUSTER_') && !(name in keys))
    .map((name) => ({ key: name, found: 'a value', expected: 'no such key' }));
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function toConfiguration(values: Values): Configuration {
  const { BOT_ID: botId, DATABASE_URL: url } = values;
  const credential = {
    managedIdentityClientId: values.BOT_MANAGED_IDENTITY_CLIENT_ID,
    federatedTokenFile: values.BOT_FEDERATED_TOKEN_FILE,
    certificateFile: values.BOT_CERTIFICATE_FILE,
    clientSecret: values.BOT_CLIENT_SECRET,
  };
  const isSet = ([, value]: [string, string | undefined]) => value !== undefined;
  return {
    cloud: cloudNamed(values.MUSTER_CLOUD, values.MUSTER_SANDBOX_URL),
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    botId,
    tenantIds: values.BOT_TENANT_IDS as [string, ...string[]],
    credential: discreet(Object.fromEntries(Object.entries(credential).filter(isSet)), 'clientSecret'),
    sso: { appId: values.SSO_APP_ID ?? botId, appIdUri: values.SSO_APP_ID_URI ?? `api://botid-${botId}` },
    trustedHostOrigins: values.TRUSTED_HOST_ORIGINS,
    database:
      url === undefined
        ? { engine: 'sqlite', file: values.DATABASE_FILE ?? defaultDatabaseFile }
        : discreet({ engine: 'postgres', url }, 'url'),
    policyFile: values.POLICY_FILE,
    messageLimits: { tenant: values.MESSAGES_PER_TENANT, conversation: values.MESSAGES_PER_CONVERSATION },
    ...(values.PROACTIVE_INSTALL &&
      values.TEAMS_APP_CATALOG_ID !== undefined && { installsFrom: values.TEAMS_APP_CATALOG_ID }),
    logLevel: values.LOG_LEVEL,
  };
}

/** The same object, which shows its secret to nobody who only prints it. */
function discreet<T extends object>(value: T, secret: string): T {
  const shown = () => ({ ...value, ...(secret in value ? { [secret]: '(hidden)' } : {}) });
  return Object.defineProperties(value, { toJSON: { value: shown }, [inspect.custom]: { value: shown } });
}
