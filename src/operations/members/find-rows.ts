import type { Group } from '../../domain/groups.ts';
import type { PastedRow } from '../../domain/people-table.ts';
import type { Person } from '../../domain/people.ts';
import type { Services } from '../operation.ts';

/** A pasted row with whom it means, and what became of it; `open` ones are still to be added. */
export interface FoundRow extends PastedRow {
  what: 'open' | 'added' | 'already' | 'repeated' | 'unknown' | 'ambiguous' | 'refused' | 'notReached';
  person?: Person;
}

const mostPages = 5;

/**
 * Whom each row means. Addresses are asked for fifteen at a time, names one by one, all in the same breath; the members
 * are read beforehand, because one who is in the group already fails the whole call that would add twenty.
 */
export async function findRows(
  rows: readonly PastedRow[],
  group: Group,
  { directory, memberships }: Services,
): Promise<FoundRow[]> {
  const addresses = rows.filter(isAddress).map(({ wanted }) => wanted);
  const names = [...new Set(rows.filter((row) => !isAddress(row)).map(({ wanted }) => wanted))];
  const [byAddress, byName, members] = await Promise.all([
    memberships.peopleAt(addresses),
    Promise.all(names.map(async (name) => [name, await directory.peopleNamed(name)] as const)),
    memberIds(group, directory),
  ]);
  const named = new Map(byName);
  const seen = new Set<string>();
  return rows.map((row): FoundRow => {
    const found = isAddress(row) ? byAddress.filter((person) => isAt(person, row.wanted)) : named.get(row.wanted);
    const [person, ...others] = found ?? [];
    if (!person) return { ...row, what: 'unknown' };
    if (others.length > 0) return { ...row, what: 'ambiguous' };
    if (seen.has(person.id)) return { ...row, what: 'repeated', person };
    seen.add(person.id);
    return { ...row, what: members.has(person.id) ? 'already' : 'open', person };
  });
}

function isAddress({ wanted }: PastedRow): boolean {
  return wanted.includes('@');
}

function isAt({ principalName, mail }: Person, address: string): boolean {
  const sought = address.toLowerCase();
  return principalName.toLowerCase() === sought || mail?.toLowerCase() === sought;
}

/** As far as the caller may know; of larger groups the first. */
async function memberIds(group: Group, directory: Services['directory']): Promise<Set<string>> {
  const ids = new Set<string>();
  let next: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || next !== undefined); page++) {
    const read = await directory.membersOf(group.id, { pageSize: 999, ...(next !== undefined && { next }) });
    for (const { id } of read.items) ids.add(id);
    next = read.next;
  }
  return ids;
}
