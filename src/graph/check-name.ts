import { z } from 'zod';
import type { NameProblem } from '../domain/name-problems.ts';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import type { Reply } from './refusals.ts';

const detail = z.object({
  target: z.string().nullish(),
  code: z.string().nullish(),
  prefix: z.string().nullish(),
  suffix: z.string().nullish(),
  suggestedPropertyValue: z.string().nullish(),
});
type Detail = z.infer<typeof detail>;

const detailedError = z.object({
  error: z.object({ message: z.string().nullish(), details: z.array(detail).nullish() }),
});

export interface Names {
  displayName: string;
  mailNickname: string;
}

/**
 * Holds the names of a group that is to be made against the tenant's naming policy and the addresses that are taken.
 * @returns what speaks against them; nothing when they would do
 * @see https://learn.microsoft.com/graph/api/directoryobject-validateproperties
 */
export async function checkName(reader: Reader, names: Names): Promise<NameProblem[]> {
  const body = { entityType: 'Group', ...names };
  const reply = await reader.ask({ method: 'POST', path: '/directoryObjects/validateProperties', body });
  if (reply.status < 400) return [];
  const problems = reply.status === 422 ? nameProblemsIn(reply, names) : [];
  if (problems.length === 0) throw reader.refusal(reply, doings.createGroup);
  return problems;
}

/** What an error reply says of the names, also one to creating or renaming. Its text only where it gives no details. */
export function nameProblemsIn(reply: Reply, names: Names): NameProblem[] {
  const parsed = detailedError.safeParse(reply.body).data?.error;
  const problems = (parsed?.details ?? []).flatMap((one) => problemFrom(one, names));
  if (problems.length > 0) return problems;
  const isTaken = /same value for property mailNickname/i.test(parsed?.message ?? '');
  return isTaken ? [{ field: 'mailNickname', reason: 'taken' }] : [];
}

function problemFrom(found: Detail, names: Names): NameProblem[] {
  const field = found.target?.toLowerCase() === 'mailnickname' ? 'mailNickname' : 'displayName';
  const suggestion = found.suggestedPropertyValue ?? suggested(found, names[field]);
  switch (found.code ?? '') {
    case 'MissingPrefixSuffix':
      return [{ field, reason: 'affix', ...(suggestion && { suggestion }) }];
    case 'ContainsBlockedWord':
      return [{ field, reason: 'blockedWord' }];
    case 'PropertyConflict':
    case 'ObjectConflict':
      return [{ field, reason: 'taken' }];
    default:
      return found.target ? [{ field, reason: 'other' }] : [];
  }
}

function suggested({ prefix, suffix }: Detail, name: string): string | undefined {
  if (!prefix && !suffix) return undefined;
  const start = prefix && !name.startsWith(prefix) ? prefix : '';
  if (!suffix || name.endsWith(suffix)) return `${start}${name}`;
  // “tide-pool-design” has its “Design” already, but for the case.
  const isThere = name.toLowerCase().endsWith(suffix.toLowerCase());
  return `${start}${isThere ? name.slice(0, -suffix.length) : name}${suffix}`;
}
