import type { Person } from '../domain/people.ts';
import type { Reader } from './batch.ts';
import { advanced } from './batch.ts';
import { doings } from './doings.ts';
import { isGuid, odataString, searchClause } from './escape.ts';
import { parsed } from './group-shape.ts';
import { unlessGone } from './members.ts';
import { directoryObjects, parsePerson, personFields, usersOf } from './people.ts';
import { personNotFound } from './refusals.ts';

/** Longer than any name or address; more would only make a URL that is refused. */
const mostCharacters = 256;
const mostNamed = 10;

/** @see https://learn.microsoft.com/graph/api/user-get */
export async function readPerson(reader: Reader, userId: string): Promise<Person> {
  if (!isGuid(userId)) throw personNotFound();
  return parsePerson(await reader.read({ path: `/users/${userId}?$select=${personFields}` }, doings.readPerson));
}

/** Whoever has nobody above is answered with 404. @see https://learn.microsoft.com/graph/api/user-list-manager */
export async function readManager(reader: Reader, userId: string): Promise<Person | undefined> {
  if (!isGuid(userId)) throw personNotFound();
  const path = `/users/${userId}/manager?$select=${personFields}`;
  const manager = await unlessGone(reader.read({ path }, doings.readPerson));
  return manager === undefined ? undefined : parsePerson(manager);
}

/** `eq` ignores case in the directory. A guest's mail is the address at home. @see https://learn.microsoft.com/graph/api/user-list */
export async function readPeopleNamed(reader: Reader, name: string): Promise<Person[]> {
  const wanted = name.trim().slice(0, mostCharacters);
  if (wanted === '') return [];
  const properties = wanted.includes('@') ? ['userPrincipalName', 'mail'] : ['displayName'];
  const filter = properties.map((property) => `${property}%20eq%20${odataString(wanted)}`).join('%20or%20');
  const path = `/users?$filter=${filter}&$top=${mostNamed}&$select=${personFields}`;
  return usersOf(parsed(directoryObjects, await reader.read({ path }, doings.searchPeople)).value);
}

/** One word may also be how an address begins. @see https://learn.microsoft.com/graph/search-query-parameter */
export async function searchPeople(reader: Reader, words: string, { limit }: { limit: number }): Promise<Person[]> {
  const clause = searchClause(words.trim().slice(0, mostCharacters), ['mail', 'userPrincipalName']);
  if (clause === undefined) return [];
  const path = `/users?$search=${clause}&$count=true&$orderby=displayName&$top=${limit}&$select=${personFields}`;
  // Without the second header, v1.0 cuts $search at an encoded ampersand.
  const headers = { ...advanced, Prefer: 'legacySearch=false' };
  return usersOf(parsed(directoryObjects, await reader.read({ path, headers }, doings.searchPeople)).value);
}
