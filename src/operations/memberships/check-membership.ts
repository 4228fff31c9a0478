import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { membershipCheckedCard, type GroupAnswer, type MembershipChecked } from '../../cards/membership-checked.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { NamedSubject } from '../../domain/memberships.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { peopleAndGroup } from '../people-words.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { findSubject, subjectInput } from './find-subject.ts';

const name = 'member.check';
const summary = 'Say whether somebody is in a group, and through which';
const mostGroups = 20;

/** Between who and the group: “Ada in Design Guild”, “Ada is a member of Design Guild”. */
const inGroup =
  /\s(?:(?:is|am|are)\s+)?(?:already\s+)?(?:(?:a\s+)?(?:member|part)\s+of|belongs?\s+to|inside|in)\s+(?:the\s+(?=groups?\s))?/iu;

/**
 * Says whether a person, a group or a device is in one or more groups: directly, through which others, or not.
 * @throws AppError `person.not-found`, `group.not-found`
 * @see https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
 */
export const checkMembership = defineOperation({
  name,
  phrases: ['is', 'am', 'are', 'check whether', 'check if', 'does'],
  summary,
  example: 'is Ada Lovelace in Design Guild',
  fromWords: (words) => {
    const { people, group } = peopleAndGroup(words, inGroup);
    return { ...(people !== undefined && { who: people }), ...(group !== undefined && { groups: group }) };
  },
  input: subjectInput.extend({
    groups: z
      .string({ error: 'In which group? Say it such as “is Ada in Design Guild”.' })
      .trim()
      .min(1, 'In which group? Say it such as “is Ada in Design Guild”.')
      .max(2000, 'These are too many groups for one question. Ask about up to 20.'),
  }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ groups: wanted, ...said }, services): Promise<{ choose: ChoosePerson } | { checked: MembershipChecked }> {
    const found = await findSubject(said, services, { groups: wanted });
    if ('choose' in found) return { choose: { ...found.choose, operation: { name, summary } } };
    const { subject } = found;
    const groups = await groupsCalled(wanted, services);
    const isMe = subject.id === services.caller.userId;
    return { checked: { subject, isMe, answers: await answersFor(subject, groups, services) } };
  },
  card: (result, reader) =>
    'choose' in result ? choosePersonCard(result.choose, reader) : membershipCheckedCard(result.checked, reader),
});

/** One group, also where its name holds a comma; else a list of them. */
async function groupsCalled(wanted: string, { directory }: Services): Promise<Group[]> {
  if (!/[,;]/u.test(wanted)) return [await resolveGroup(directory, wanted)];
  const [only, ...others] = await directory.groupsNamed(wanted);
  if (only && others.length === 0) return [only];
  const names = wanted.split(/[,;]\s*(?:and\s+)?|\s+and\s+/iu).filter((part) => part.trim() !== '');
  if (names.length > mostGroups)
    throw new AppError('input', {
      code: 'input.invalid',
      advice: 'These are too many groups for one question. Ask about up to 20.',
      field: 'groups',
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
