import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { PersonLook } from '../ports/scan.ts';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { readManager } from './find-people.ts';
import { instant, parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import { unlessDenied, unlessGone } from './members.ts';
import { parsePerson } from './people.ts';
import { exchangeId, readThreads, talking } from './read-talk.ts';

const fields = 'id,displayName,userPrincipalName,userType,mail,accountEnabled';
/** Questions about as many people travel together, each with one for the manager. */
const perRound = 20;
/** Who has written before that is nobody who is active. */
const mostThreads = 10;
const mostPosts = 50;
const mostMembers = 999;

const enabledShape = z.object({ accountEnabled: z.boolean().nullish() });
const memberList = z.object({ value: z.array(z.looseObject({ '@odata.type': z.string().optional() })) });
const postList = z.object({
  value: z.array(
    z.object({
      receivedDateTime: instant,
      from: z.object({ emailAddress: z.object({ address: z.string().nullish() }) }).nullish(),
    }),
  ),
});

/**
 * People as they stand, with their managers where these are wanted; who is gone is missing.
 * @returns undefined where the app may not read people
 * @see https://learn.microsoft.com/graph/api/user-get
 */
export async function readPeople(
  newReader: () => Reader,
  ids: readonly string[],
  { managers }: { managers: boolean },
): Promise<Map<string, PersonLook> | undefined> {
  const found = new Map<string, PersonLook>();
  for (let start = 0; start < ids.length; start += perRound) {
    const reader = newReader();
    const round = ids.slice(start, start + perRound);
    const looks = await unlessDenied(Promise.all(round.map((id) => lookAt(reader, id, managers))), 'denied' as const);
    if (looks === 'denied') return undefined;
    for (const look of looks) if (look) found.set(look.id, look);
  }
  return found;
}

async function lookAt(reader: Reader, id: string, wantsManager: boolean): Promise<PersonLook | undefined> {
  if (!isGuid(id)) return undefined;
  const [person, manager] = await Promise.all([
    unlessGone(reader.read({ path: `/users/${id}?$select=${fields}` }, doings.readPerson)),
    wantsManager ? readManager(reader, id) : undefined,
  ]);
  return person === undefined ? undefined : { ...lookFrom(person), ...(manager && { managerId: manager.id }) };
}

function lookFrom(body: unknown): PersonLook {
  const { id, displayName, isGuest } = parsePerson(body);
  const { accountEnabled } = parsed(enabledShape, body);
  return { id, displayName, isGuest, ...(typeof accountEnabled === 'boolean' && { isEnabled: accountEnabled }) };
}

/**
 * Members of a group who may look after it, those who wrote lately first. Of a very large group the first page is enough.
 * @see https://learn.microsoft.com/graph/api/group-list-members
 */
export async function readActiveMembers(reader: Reader, groupId: string): Promise<PersonLook[]> {
  const path = `${groupPath(groupId)}/members?$top=${mostMembers}&$select=${fields}`;
  const [body, writers] = await Promise.all([
    reader.read({ path }, doings.readMembers),
    unlessUnreadable(readWriters(reader, groupId)),
  ]);
  const people = parsed(memberList, body).value.filter(
    (one) => (one['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user',
  );
  const placed = people.map((raw) => ({ look: lookFrom(raw), place: placeOf(raw, writers) }));
  return placed
    .filter(({ look }) => !look.isGuest && look.isEnabled !== false)
    .sort((one, other) => one.place - other.place)
    .map(({ look }) => look);
}

/** How lately somebody wrote: 0 for who wrote last, and after all of them who did not. */
function placeOf(raw: unknown, writers: readonly string[]): number {
  const { mail, principalName } = parsePerson(raw);
  const places = [mail, principalName].map((address) => writers.indexOf((address ?? '').toLowerCase()));
  return Math.min(...places.map((place) => (place < 0 ? writers.length : place)));
}

/** Addresses of those who wrote lately, the last first. @see https://learn.microsoft.com/graph/api/group-list-threads */
async function readWriters(reader: Reader, groupId: string): Promise<string[]> {
  const { items } = await readThreads(reader, groupId, { pageSize: mostThreads });
  const posts = await Promise.all(
    items.slice(0, mostThreads).map(async ({ id }) => {
      const path = `${groupPath(groupId)}/threads/${exchangeId(id)}/posts?$select=receivedDateTime,from&$top=${mostPosts}`;
      return parsed(postList, await reader.read({ path }, talking)).value;
    }),
  );
  const latestFirst = posts.flat().sort((one, other) => +other.receivedDateTime - +one.receivedDateTime);
  return [...new Set(latestFirst.flatMap(({ from }) => from?.emailAddress.address?.toLowerCase() ?? []))];
}

/** Without a mailbox, or where it cannot be read, nobody is before the others: that is no reason to ask nobody. */
async function unlessUnreadable(writers: Promise<string[]>): Promise<string[]> {
  try {
    return await writers;
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
