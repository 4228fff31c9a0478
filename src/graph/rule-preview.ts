import { z } from 'zod';
import { holds, type MembershipRule, type RuleLine } from '../domain/membership-rule.ts';
import type { RulePreview } from '../ports/creations.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { doings } from './doings.ts';
import { odataString } from './escape.ts';
import { parsed } from './group-shape.ts';
import { continued, nextOf } from './paging.ts';
import { directoryObjects, personFields, usersOf } from './people.ts';

const mostShown = 5;
/** So many people are looked through where Graph cannot count. */
const mostPages = 5;
const mostPerPage = 999;

const counted = z.object({ '@odata.count': z.number().int().nonnegative().optional() });
const described = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

/**
 * Counts whom a rule would hold. Graph filters people by what something is or begins with, not by what it contains: for
 * that they are looked through here, as many as a moment allows.
 * @see https://learn.microsoft.com/graph/api/user-list
 */
export function previewRule(reader: Reader, rule: MembershipRule): Promise<RulePreview> {
  const [first, ...others] = rule.lines.map(filterOf);
  if (first === undefined || others.includes(undefined)) return lookThrough(reader, rule);
  return count(reader, [first, ...others].join(rule.match === 'all' ? '%20and%20' : '%20or%20'));
}

function filterOf({ attribute, operator, value }: RuleLine): string | undefined {
  if (operator === 'contains') return undefined;
  if (operator === 'startsWith') return `startswith(${attribute},${odataString(value)})`;
  return `${attribute}%20eq%20${odataString(value)}`;
}

async function count(reader: Reader, filter: string): Promise<RulePreview> {
  const path = `/users?$filter=${filter}&$count=true&$top=${mostShown}&$select=${personFields}`;
  const body = await reader.read({ path, headers: advanced }, doings.searchPeople);
  const total = parsed(counted, body)['@odata.count'];
  return { ...(total !== undefined && { count: total }), people: usersOf(parsed(directoryObjects, body).value) };
}

async function lookThrough(reader: Reader, rule: MembershipRule): Promise<RulePreview> {
  const narrowing = rule.match === 'all' ? rule.lines.flatMap((line) => filterOf(line) ?? []).join('%20and%20') : '';
  const attributes = [...new Set(rule.lines.map(({ attribute }) => attribute))].join(',');
  const filter = narrowing === '' ? '' : `&$filter=${narrowing}`;
  const path = `/users?$count=true&$top=${mostPerPage}&$select=${personFields},${attributes}${filter}`;
  const people: RulePreview['people'] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const body = await reader.read({ path: continued(path, next), headers: advanced }, doings.searchPeople);
    const list = parsed(directoryObjects, body);
    const rows = parsed(described, body).value;
    people.push(...usersOf(list.value.filter((_, index) => holds(rule, textOf(rows[index])))));
    next = nextOf(path, list['@odata.nextLink']);
    if (next === undefined) return { count: people.length, people: people.slice(0, mostShown) };
  }
  return { people: people.slice(0, mostShown) };
}

function textOf(row: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
