import type { PersonRef } from '../../domain/people.ts';
import { plannerLimits } from '../../domain/plans.ts';
import type { Services } from '../operation.ts';
import { searchPerson, type PersonSearch } from '../resolve-person.ts';

/** Those who are to do a task, as far as they are clear, and what is not. */
export interface TaskPeople {
  people: PersonRef[];
  /** Stands beside the field. */
  problem?: string;
}

/** Finds people by names, addresses or the ids of a picker. Who is not clear is asked about, never taken. */
export async function taskPeople(wanted: readonly string[], services: Services): Promise<TaskPeople> {
  const { directory, caller } = services;
  const searches = await Promise.all([...new Set(wanted)].map((one) => searchPerson(directory, caller, one)));
  const found = searches.flatMap((search) => ('person' in search ? search.person : []));
  const people = [...new Map(found.map(({ id, displayName }) => [id, { id, displayName }])).values()];
  const open = searches.find((search) => 'candidates' in search);
  const problem = open ? problemOf(open) : tooMany(people.length);
  return { people, ...(problem !== undefined && { problem }) };
}

function problemOf(search: PersonSearch): string | undefined {
  if (!('candidates' in search)) return undefined;
  const names = search.candidates.slice(0, 3).map(({ displayName }) => displayName);
  if (names.length === 0) return `There is nobody called “${search.wanted}”. Type a name into the field and choose.`;
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
  return `“${search.wanted}” could be ${list}. Type the name into the field and choose.`;
}

function tooMany(count: number): string | undefined {
  return count > plannerLimits.assignees ? tooManyPeople : undefined;
}

export const tooManyPeople = `Up to ${plannerLimits.assignees} people can be on one task.`;
