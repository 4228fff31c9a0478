import type { Group } from '../domain/groups.ts';
import type { Directory } from '../ports/directory.ts';
import { isGroupId, resolveGroup } from './resolve-group.ts';

/**
 * Something that is being read beside something else, so that both travel in one batch. How it ended is told to whoever
 * asks; when nobody does, its refusal is nobody's matter.
 */
export function begun<T>(reading: Promise<T>): () => Promise<T> {
  reading.catch(() => undefined);
  return () => reading;
}

/**
 * The group that is meant, and what is to be read of it: beside it where a card gave its id, else, once it is asked for,
 * after it, because a name says no id.
 * @param read starts reading; called once at most
 * @throws AppError as `resolveGroup` does
 */
export async function groupBeside<T>(
  directory: Directory,
  wanted: string,
  read: (groupId: string) => Promise<T>,
): Promise<{ group: Group; beside: () => Promise<T> }> {
  const early = isGroupId(wanted) ? begun(read(wanted)) : undefined;
  const group = await resolveGroup(directory, wanted);
  let late: Promise<T> | undefined;
  return { group, beside: early ?? (() => (late ??= read(group.id))) };
}
