import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { membershipCheckedCard, type GroupAnswer, type MembershipChecked } from '../../cards/membership-checked.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { NamedSubject } from '../../domain/memberships.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { begun } from '../side-by-side.ts';
import { findSubject, subjectInput } from './find-subject.ts';

const name = 'member.check';
const summary = 'Say whether somebody is in a group, and through which';
const mostGroups = 20;
const whom = 'Whom? Say “is Ada Lovelace in Design Guild”.';
const where = 'In which group? Say “is Ada Lovelace in Design Guild”.';
const tooMany = 'These are too many groups for one question. Ask about up to 20.';

/**
 * Says whether a person, a group or a device is in one or more groups: directly, through which others, or not.
 * @throws AppError `person.not-found`, `group.not-found`
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 */
export const checkMembership = defineOperation({
  name,
  phrases: ['is somebody in', 'check member'],
  sayings: [
    'is|was|are {person} in|inside {group}',
    'am {person:i} in|inside {group}',
    'is|am {person} already? a|an? member|part of|in {group}',
    'does|do {person} belong to {group}',
    'check|see|tell me? if|whether {person} is in|a|part|member? of? {group}',
    'if|whether {person} is in {group}',
  ],
  summary,
  example: 'is Ada Lovelace in Design Guild',
  input: z.object({
    person: z.string({ error: whom }).trim().min(1, whom).max(256, 'This name is too long to be one.'),
    kind: subjectInput.shape.kind,
    /** One, or several with commas between them. */
    group: z.string({ error: where }).trim().min(1, where).max(2000, tooMany),
  }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run(
    { group: wanted, person: who, kind },
    services,
  ): Promise<{ choose: ChoosePerson } | { checked: MembershipChecked }> {
    const finding = begun(findSubject({ who, kind }, services));
    const groups = await groupsCalled(wanted, services);
    const found = await finding();
    if ('choose' in found) return { choose: questionAbout(found.choose, groups) };
    const { subject } = found;
    const isMe = subject.id === services.caller.userId;
    return { checked: { subject, isMe, answers: await answersFor(subject, groups, services) } };
  },
  card: (result, reader) =>
    'choose' in result ? choosePersonCard(result.choose, reader) : membershipCheckedCard(result.checked, reader),
});

/** The answer is the same question, with ids for names. */
function questionAbout({ wanted, choices }: Pick<ChoosePerson, 'wanted' | 'choices'>, groups: Group[]): ChoosePerson {
  const group = groups.map(({ id }) => id).join(', ');
  return {
    wanted,
    choices: choices.map(({ person }) => ({ person, data: { person: person.id, kind: 'person', group } })),
    operation: { name, summary },
  };
}

/** One group, also where its name holds a comma; else a list of them. */
async function groupsCalled(wanted: string, { directory }: Services): Promise<Group[]> {
  if (!/[,;]/u.test(wanted)) return [await resolveGroup(directory, wanted)];
  const [only, ...others] = await directory.groupsNamed(wanted);
  if (only && others.length === 0) return [only];
  const names = wanted.split(/[,;]\s*(?:and\s+)?|\s+and\s+/iu).filter((part) => part.trim() !== '');
  if (names.length > mostGroups)
    throw new AppError('input', {
      code: 'input.invalid',
      advice: tooMany,
      field: 'group',
    });
  const groups = await Promise.all(names.map((one) => resolveGroup(directory, one.trim())));
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}

async function answersFor(subject: NamedSubject, groups: Group[], services: Services): Promise<GroupAnswer[]> {
  const { directory, memberships } = services;
  const [held, direct, owners] = await Promise.all([
    memberships.whichHold(
      subject,
      groups.map(({ id }) => id),
    ),
    Promise.all(groups.map((group) => unlessRefused(directory.hasMember(group.id, subject.id)))),
    Promise.all(groups.map((group) => unlessRefused(directory.ownersOf(group.id)))),
  ]);
  return Promise.all(
    groups.map(async (group, index): Promise<GroupAnswer> => {
      const isOwner = owners[index]?.some(({ id }) => id === subject.id) ?? false;
      if (direct[index] === true) return { group, is: 'direct', isOwner };
      if (held.includes(group.id.toLowerCase()))
        return { group, is: 'through', through: await throughWhich(subject, group, services), isOwner };
      const isHidden = group.visibility === 'hiddenMembership' && subject.id !== services.caller.userId;
      return { group, is: isHidden ? 'unknown' : 'no', isOwner };
    }),
  );
}

/** The groups inside the group that hold the subject. Empty where the caller may not see them. */
async function throughWhich(subject: NamedSubject, group: Group, { memberships }: Services): Promise<Group[]> {
  const inside = (await unlessRefused(memberships.groupsInside(group.id))) ?? [];
  if (inside.length === 0) return [];
  const held = await memberships.whichHold(
    subject,
    inside.map(({ id }) => id),
  );
  return inside.filter(({ id }) => held.includes(id.toLowerCase()));
}
