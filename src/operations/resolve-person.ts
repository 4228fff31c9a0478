import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { Caller, Person } from '../domain/people.ts';
import type { Directory } from '../ports/directory.ts';
import { begun } from './side-by-side.ts';

const id = z.guid();
const mostCandidates = 5;
const self = new Set(['me', 'myself', 'i']);

/** Whether the caller is meant. */
export function isMe(wanted: string, { userId }: Pick<Caller, 'userId'>): boolean {
  return self.has(wanted.toLowerCase()) || wanted.toLowerCase() === userId.toLowerCase();
}

/** What was found for a name: the person, or those among whom somebody has to choose; nobody when there are none. */
export type PersonSearch = { wanted: string } & ({ person: Person } | { candidates: readonly Person[] });

/**
 * What a person calls somebody: the id that a card carries, an address, a name. Somebody whose name only begins so is
 * offered, never taken: what follows may give access. Names and what resembles them are asked for side by side.
 * @param isElse whether the words name something else for sure, so that no further likeness is looked for
 */
export async function searchPerson(
  directory: Pick<Directory, 'person' | 'peopleNamed' | 'searchPeople'>,
  caller: Pick<Caller, 'userId'>,
  wanted: string,
  isElse: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<PersonSearch> {
  if (isMe(wanted, caller)) return personWithId(directory, caller.userId);
  if (id.safeParse(wanted).success) return personWithId(directory, wanted);

  const similar = wanted.includes('@') ? undefined : begun(directory.searchPeople(wanted, { limit: mostCandidates }));
  const named = await directory.peopleNamed(wanted);
  if (named.length > 0 || !similar) return oneOf(wanted, named);
  const found = await similar();
  if (found.length === 0 && (await isElse())) return { wanted, candidates: [] };
  if (found.length === 0) return { wanted, candidates: await inOtherLetters(directory, caller, wanted) };
  const whole = found.filter(({ displayName }) => hasWholeWords(displayName, wanted));
  return found.length === 1 && whole[0] ? { wanted, person: whole[0] } : { wanted, candidates: found };
}

/** “Tane Rangi” is kept as “Tāne Rangi”, which the directory does not see: one word without marks leads there. */
async function inOtherLetters(
  directory: Pick<Directory, 'searchPeople'>,
  caller: Pick<Caller, 'userId'>,
  wanted: string,
): Promise<Person[]> {
  const words = [...new Set(wordsOf(wanted))].sort((a, b) => b.length - a.length).slice(0, 2);
  if (words.length < 2) return [];
  const found = await Promise.all(words.map((word) => directory.searchPeople(word, { limit: 50 })));
  const people = [...new Map(found.flat().map((person) => [person.id, person])).values()];
  return searchAmong(people, caller, wanted).slice(0, mostCandidates);
}

async function personWithId(directory: Pick<Directory, 'person'>, wanted: string): Promise<PersonSearch> {
  try {
    return { wanted, person: await directory.person(wanted) };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return { wanted, candidates: [] };
    throw error;
  }
}

/** The same among people who are known already, such as a group's owners: here a beginning is enough. */
export function searchAmong<T extends Person>(
  people: readonly T[],
  caller: Pick<Caller, 'userId'>,
  wanted: string,
): T[] {
  const sought = isMe(wanted, caller) ? caller.userId : wanted;
  const exact = people.filter((one) =>
    [one.id, one.principalName, one.mail, one.displayName].some(
      (value) => value !== undefined && folded(value) === folded(sought),
    ),
  );
  if (exact.length > 0) return exact;
  return people.filter(({ displayName }) =>
    wordsOf(sought).every((word) => wordsOf(displayName).some((other) => other.startsWith(word))),
  );
}

/** @param found everybody who fits */
export function oneOf(wanted: string, found: readonly Person[]): PersonSearch {
  const [only, ...others] = found;
  return only && others.length === 0
    ? { wanted, person: only }
    : { wanted, candidates: found.slice(0, mostCandidates) };
}

function hasWholeWords(displayName: string, wanted: string): boolean {
  const words = new Set(wordsOf(displayName));
  return wordsOf(wanted).every((word) => words.has(word));
}

function wordsOf(text: string): string[] {
  return folded(text).split(/[\s,]+/u);
}

/** “Vaskova” is meant to be “Vašková”. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
