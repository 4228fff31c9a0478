import { z } from 'zod';
import type { ChoosePerson } from '../../cards/choose-person.ts';
import { nothingCalled } from '../../domain/member-errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { NamedSubject } from '../../domain/memberships.ts';
import { maybePersonName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';

/** Whose memberships are asked about: in words, or by the button of a card, which knows what the id is of. */
export const subjectInput = z.object({
  who: maybePersonName,
  kind: z.enum(['person', 'group', 'object'], { error: 'This button is broken. Ask again.' }).optional(),
});

/** What was found: the one who is meant, or a question. The group is there where the subject is one. */
export type FoundSubject =
  { subject: NamedSubject; group?: Group } | { choose: Pick<ChoosePerson, 'wanted' | 'choices'> };

const asGroup = /^(?:the\s+)?(?:group|team)\s+(?=\S)/iu;
const self = /^(?:|i|me|myself|mine)$/iu;

/**
 * A person by name, else a group by name, else whoever a name resembles. Nobody named is whoever asks.
 * @param data what the buttons of a question send along
 * @throws AppError `person.not-found`, `group.not-found`
 */
export async function findSubject(
  { who, kind }: z.output<typeof subjectInput>,
  services: Services,
  data: Record<string, string> = {},
): Promise<FoundSubject> {
  const { directory, caller } = services;
  if (kind === 'object') return { subject: await objectCalled(who, services) };
  if (kind === 'group' || asGroup.test(who)) return ofGroup(await resolveGroup(directory, who.replace(asGroup, '')));
  if (self.test(who)) return { subject: { kind: 'person', id: caller.userId, displayName: caller.displayName } };
  const groupsNamed = begun(kind === 'person' ? Promise.resolve([]) : directory.groupsNamed(who));
  const isGroup = async (): Promise<boolean> => (await groupsNamed()).length === 1;
  const search = await searchPerson(directory, caller, who, isGroup);
  if ('person' in search) return { subject: { kind: 'person', ...search.person } };
  const [group, ...others] = await groupsNamed();
  if (group && others.length === 0) return ofGroup(group);
  if (search.candidates.length > 0) {
    const choices = search.candidates.map((person) => ({ person, data: { ...data, who: person.id, kind: 'person' } }));
    return { choose: { wanted: who, choices } };
  }
  // Several of one name are asked about; a part of a name leads there too.
  const similar = await unlessRefused(directory.searchGroups(who, { pageSize: 1 }));
  if (!group && !similar?.items.length) throw nothingCalled(who);
  return ofGroup(await resolveGroup(directory, who));
}

function ofGroup(group: Group): { subject: NamedSubject; group: Group } {
  return { subject: { kind: 'group', id: group.id, displayName: group.displayName }, group };
}

/** Only cards name things by id; what such a thing is called is not always the caller's to read. */
async function objectCalled(objectId: string, { memberships }: Services): Promise<NamedSubject> {
  const [thing] = (await unlessRefused(memberships.things([objectId]))) ?? [];
  return { kind: 'object', id: objectId, displayName: thing?.displayName ?? 'This device or app' };
}
