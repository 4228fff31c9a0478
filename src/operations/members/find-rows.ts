import type { PastedRow } from '../../domain/people-table.ts';
import type { Person } from '../../domain/people.ts';
import type { GraphPorts } from '../../ports/graph.ts';

/**
 * Whom each row means: nobody, somebody, or several of one name. Addresses are asked for fifteen at a time, names one by
 * one, all in the same breath.
 * @returns a list for each row, in their order
 */
export async function findRows(
  rows: readonly PastedRow[],
  { directory, memberships }: Pick<GraphPorts, 'directory' | 'memberships'>,
): Promise<Person[][]> {
  const addresses = rows.filter(isAddress).map(({ wanted }) => wanted);
  const names = [...new Set(rows.filter((row) => !isAddress(row)).map(({ wanted }) => wanted))];
  const [found, named] = await Promise.all([
    memberships.peopleAt(addresses),
    Promise.all(names.map(async (name) => [name, await directory.peopleNamed(name)] as const)),
  ]);
  const byAddress = new Map<string, Map<string, Person>>();
  for (const person of found)
    for (const address of new Set([person.principalName, person.mail ?? ''].map((one) => one.toLowerCase())))
      byAddress.set(address, (byAddress.get(address) ?? new Map<string, Person>()).set(person.id, person));
  const byName = new Map(named);
  return rows.map((row) => {
    if (!isAddress(row)) return byName.get(row.wanted) ?? [];
    return [...(byAddress.get(row.wanted.toLowerCase())?.values() ?? [])];
  });
}

function isAddress({ wanted }: PastedRow): boolean {
  return wanted.includes('@');
}
