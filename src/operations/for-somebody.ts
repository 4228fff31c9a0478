import type { Person } from '../domain/people.ts';
import type { Services } from './operation.ts';
import { isMe, searchPerson } from './resolve-person.ts';

/** The thing that was named, and for whom it is meant: the caller themself when absent. */
export interface ForSomebody {
  rest: string;
  person?: Person;
}

/**
 * “Tide Pool for Mirela”: for whom, where the words after the last “for” are the sign-in name, the whole name or the first
 * name of exactly one person, or the caller.
 * @returns undefined where they belong to the name of the thing, such as in “Friends for Life”
 */
export async function forSomebody(words: string, services: Services): Promise<ForSomebody | undefined> {
  const { directory, caller } = services;
  const found = /^(.+)\s+(?:for|on behalf of)\s+(\S+(?:\s+\S+){0,3})$/iu.exec(words);
  const [, rest, wanted] = found ?? [];
  if (rest === undefined || wanted === undefined) return undefined;
  if (isMe(wanted, caller)) return { rest };
  const search = await searchPerson(directory, caller, wanted);
  const people = 'person' in search ? [search.person] : search.candidates;
  const [only, ...others] = people.filter((person) => isCalled(person, wanted));
  if (!only || others.length > 0) return undefined;
  return only.id === caller.userId ? { rest } : { rest, person: only };
}

function isCalled({ displayName, principalName }: Person, wanted: string): boolean {
  const name = plainly(displayName);
  const words = plainly(wanted);
  return name === words || name.startsWith(`${words} `) || plainly(principalName) === words;
}

function plainly(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');
}
