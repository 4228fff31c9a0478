import { roles } from '../tenant/cast.ts';
import type { UserRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { hasRole } from './caller.ts';
import type { Caller } from './caller.ts';
import { GraphError } from './errors.ts';
import type { ErrorDetail } from './errors.ts';
import { tenantList, tenantSetting } from './settings.ts';

/** The two properties that the naming policy speaks of. */
export interface Names {
  displayName?: string | undefined;
  mailNickname?: string | undefined;
}
type Target = keyof Names;
const targets: readonly Target[] = ['displayName', 'mailNickname'];

/** What a name has to begin and end with. */
interface Affixes {
  prefix: string;
  suffix: string;
}

const attributes: Record<string, (user: UserRecord | undefined) => string | null | undefined> = {
  department: (user) => user?.department,
  company: (user) => user?.companyName,
  office: (user) => user?.officeLocation,
  stateorprovince: () => null,
  countryorregion: (user) => user?.country,
  title: (user) => user?.jobTitle,
};

/**
 * Works out a pattern such as `GRP [GroupName] [Department]`: attributes of the person, bracketed text that is no
 * attribute, and text between.
 */
export function readAffixes(pattern: string, user: UserRecord | undefined): Affixes {
  const [before = '', after = ''] = pattern.split(/\[GroupName\]/i);
  const fill = (text: string): string =>
    text.replace(/\[([^\]]*)\]/g, (_, name: string) => {
      const read = attributes[name.toLowerCase()];
      return read ? (read(user) ?? '') : name;
    });
  return { prefix: fill(before).trimStart(), suffix: fill(after).trimEnd() };
}

/** In a mail nickname only what may stand in an address is left of a prefix or suffix. */
function affixesFor(target: Target, { prefix, suffix }: Affixes): Affixes {
  if (target === 'displayName') return { prefix, suffix };
  const plain = (text: string): string => text.replace(/[^\x21-\x7e]|[@()\\[\]";:<>,]/g, '');
  return { prefix: plain(prefix), suffix: plain(suffix) };
}

/** Which words a name holds that are blocked: whole words, or phrases of whole words, in any case. */
function blockedWordIn(name: string, blocked: readonly string[]): string | undefined {
  const wordsOf = (text: string): string =>
    ` ${text
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .join(' ')
      .trim()} `;
  return blocked.find((phrase) => wordsOf(name).includes(wordsOf(phrase)));
}

/** What is wrong with names: prefixes and suffixes of both first, and only without such, blocked words. */
interface Findings {
  affixes: { target: Target; affixes: Affixes; suggestion: string }[];
  blocked: { target: Target; word: string }[];
}

function examine(tenant: Tenant, names: Names, user: UserRecord | undefined): Findings {
  const whole = readAffixes(tenantSetting(tenant, 'PrefixSuffixNamingRequirement'), user);
  const findings: Findings = { affixes: [], blocked: [] };
  for (const target of targets) {
    const name = names[target];
    const affixes = affixesFor(target, whole);
    if (name === undefined || fits(name, affixes)) continue;
    findings.affixes.push({ target, affixes, suggestion: suggest(name, affixes) });
  }
  if (findings.affixes.length > 0) return findings;
  const words = tenantList(tenant, 'CustomBlockedWordsList');
  for (const target of targets) {
    const name = names[target];
    const { prefix, suffix } = affixesFor(target, whole);
    const word = name === undefined ? undefined : blockedWordIn(inner(name, prefix, suffix), words);
    if (word !== undefined) findings.blocked.push({ target, word });
  }
  return findings;
}

function fits(name: string, { prefix, suffix }: Affixes): boolean {
  return name.startsWith(prefix) && name.endsWith(suffix) && name.length > prefix.length + suffix.length;
}

function suggest(name: string, { prefix, suffix }: Affixes): string {
  return `${name.startsWith(prefix) ? '' : prefix}${name}${name.endsWith(suffix) ? '' : suffix}`;
}

/** What the person typed, without what the policy adds. */
function inner(name: string, prefix: string, suffix: string): string {
  return name.slice(prefix.length, name.length - suffix.length);
}

/**
 * Global administrators name groups as they like, and so do apps, which have no attributes to name them by.
 * @throws GraphError 400 in the form in which creating and renaming refuse a name, with a name that would do
 */
export function enforceNaming(caller: Caller, tenant: Tenant, names: Names): void {
  if (caller.kind === 'app' || hasRole(caller, roles.globalAdministrator, tenant)) return;
  const { affixes, blocked } = examine(tenant, names, caller.user);
  if (affixes.length > 0) {
    const details = affixes.map(({ target, suggestion }) => ({
      target,
      suggestedPropertyValue: suggestion,
      code: 'MissingPrefixSuffix',
    }));
    throw refusal(
      "The property is missing a required prefix/suffix per your organization's Group naming requirements.",
      details,
    );
  }
  if (blocked.length > 0) {
    const details = blocked.map(({ target }) => ({ target, code: 'ContainsBlockedWord' }));
    throw refusal(
      "The property contains a word that is blocked per your organization's Group naming requirements.",
      details,
    );
  }
}

function refusal(message: string, details: ErrorDetail[]): GraphError {
  return new GraphError(400, 'Request_BadRequest', message, {}, details);
}

/**
 * @param user by whose attributes the pattern is filled
 * @returns what the two `validateProperties` calls say of names
 */
export function validateNaming(
  caller: Caller,
  tenant: Tenant,
  names: Names,
  user: UserRecord | undefined,
): ErrorDetail[] {
  if (hasRole(caller, roles.globalAdministrator, tenant)) return [];
  const { affixes, blocked } = examine(tenant, names, user);
  const missing = affixes.map(({ target, affixes: { prefix, suffix } }) => ({
    target,
    code: 'MissingPrefixSuffix',
    message: `Property ${target} is missing a required prefix/suffix per your organization's Group naming requirements.`,
    prefix,
    suffix,
  }));
  const words = blocked.map(({ target, word }) => ({
    target,
    code: 'ContainsBlockedWord',
    message: `Property ${target} contains the blocked word '${word}' per your organization's Group naming requirements.`,
  }));
  return [...missing, ...words];
}
