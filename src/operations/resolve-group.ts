import Fuse from 'fuse.js';
import { z } from 'zod';
import { memberWord, traitsOf } from '../cards/words.ts';
import { AmbiguousGroup, AppError } from '../domain/errors.ts';
import { groupGone, noGroupCalled } from '../domain/group-errors.ts';
import type { Group } from '../domain/groups.ts';
import type { Directory } from '../ports/directory.ts';

const id = z.guid();
const mostCandidates = 5;

/** Whether a group is named as cards name it. */
export function isGroupId(wanted: string): boolean {
  return id.safeParse(wanted).success;
}

/**
 * The one place where what a person calls a group becomes the group: the id that a card carries, else the exact name,
 * else the only one that a search finds.
 * @throws AmbiguousGroup when several fit
 * @throws AppError `group.not-found`, naming what comes nearest
 */
export async function resolveGroup(directory: Directory, wanted: string): Promise<Group> {
  if (isGroupId(wanted)) return groupWithId(directory, wanted);

  const named = await directory.groupsNamed(wanted);
  if (named.length > 0) return theOnly(directory, wanted, named);

  const found = await directory.searchGroups(wanted, { pageSize: mostCandidates });
  if (found.items.length > 0) return theOnly(directory, wanted, found.items);

  throw noGroupCalled(wanted, await nearestNames(directory, wanted));
}

async function groupWithId(directory: Directory, groupId: string): Promise<Group> {
  try {
    return await directory.group(groupId);
  } catch (error) {
    // The words of the directory name what was looked for; nobody typed an id.
    if (error instanceof AppError && error.kind === 'notFound') throw groupGone(error);
    throw error;
  }
}

async function theOnly(directory: Directory, wanted: string, groups: Group[]): Promise<Group> {
  const [only, ...others] = groups;
  if (only && others.length === 0) return only;
  const candidates = await Promise.all(
    groups.slice(0, mostCandidates).map(async (group) => ({
      id: group.id,
      displayName: group.displayName,
      hint: await hintFor(directory, group),
    })),
  );
  throw new AmbiguousGroup(wanted, candidates);
}

/** What tells groups of one name apart. */
async function hintFor(directory: Directory, group: Group): Promise<string> {
  const count = await unlessRefused(directory.memberCount(group.id));
  const parts = [traitsOf(group), group.mail, count === undefined ? undefined : memberWord(count)];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** A search finds words by their beginnings only, so a typing mistake is looked for by the first letters of the longest word. */
async function nearestNames(directory: Directory, wanted: string): Promise<string[]> {
  const longest = wanted.split(/\s+/u).sort((a, b) => b.length - a.length)[0] ?? '';
  const beginning = longest.slice(0, 2);
  if (beginning.length < 2) return [];
  const { items } = await directory.searchGroups(beginning, { pageSize: 50 });
  const nearest = new Fuse(items, { keys: ['displayName'], threshold: 0.5, ignoreLocation: true }).search(wanted, {
    limit: 3,
  });
  return [...new Set(nearest.map(({ item }) => item.displayName))];
}

/** For what only adorns an answer: undefined when the directory does not say. Sign-in is still asked for. */
export async function unlessRefused<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.kind !== 'signIn') return undefined;
    throw error;
  }
}
