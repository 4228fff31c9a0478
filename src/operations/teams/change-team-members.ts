import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { teamMemberChangedCard, type TeamMemberChanged } from '../../cards/team-member-changed.ts';
import { teamMemberConfirmCard, type TeamMemberConfirm } from '../../cards/team-member-confirm.ts';
import { teamMemberFormCard, type TeamMemberForm } from '../../cards/team-member-form.ts';
import type { Reader } from '../../cards/reader.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, maybePersonName } from '../inputs.ts';
import type { Change, Outcome, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { fromGroup, personAndGroup, toGroup } from '../people-words.ts';
import { isMe, searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';
import { groupWithTeam } from './team-of.ts';

type Changing =
  { form: TeamMemberForm } | { choose: ChoosePerson } | { ask: TeamMemberConfirm } | { done: TeamMemberChanged };

const input = z.object({
  group: groupName,
  person: maybePersonName,
  /** As the picker of the form gives it. */
  picked: maybePersonName,
  sent: confirmed,
});
type Said = z.output<typeof input>;
const scopes = [
  'TeamMember.Read.All',
  'TeamMember.ReadWriteNonOwnerRole.All',
  'GroupMember.Read.All',
  'User.ReadBasic.All',
];

/**
 * Lets somebody into a team through Teams itself, which shows it at once; added to the group it can take hours.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`, `team.none`
 * @see https://learn.microsoft.com/graph/api/team-post-members
 */
export const addTeamMember = defineOperation({
  name: 'team.add-member',
  phrases: ['add team member', 'add to team', 'add to the team', 'put in team', 'let into team'],
  summary: 'Add somebody to a team, so that Teams shows it at once',
  example: 'add team member ada@contoso.com to Design Guild',
  fromWords: (words) => personAndGroup(words, toGroup),
  input,
  scopes,
  dialog: { title: 'Add to a team' },

  run: (said, services) =>
    withPerson('add', said, services, async (group, person) => {
      if (await services.teams.member(group.id, person.id)) return { done: { what: 'presentAlready', group, person } };
      await asOwner(group, services, () => services.teams.addMember(group.id, person.id));
      return { done: { what: 'added', group, person } };
    }),
  changes: changeOf,
  card: draw,
});

/**
 * Takes somebody out of a team, oneself too, after a question. Owners are dropped as owners.
 * @throws AppError `group.not-owner`, `owner.in-team`, `group.cannot-change.*`, `team.none`
 * @see https://learn.microsoft.com/graph/api/team-delete-members
 */
export const removeTeamMember = defineOperation({
  name: 'team.remove-member',
  phrases: ['remove team member', 'remove from team', 'remove from the team', 'take out of team'],
  isDestructive: true,
  summary: 'Take somebody out of a team, so that Teams shows it at once',
  example: 'remove team member ada@contoso.com from Design Guild',
  fromWords: (words) => personAndGroup(words, fromGroup),
  input: input.extend({ confirmed }),
  scopes,

  run: ({ confirmed: answer, ...said }, services) =>
    withPerson('remove', said, services, async (group, person) => {
      const isSelf = isMe(person.id, services.caller);
      if (answer !== 'yes') {
        const isIn = await services.teams.member(group.id, person.id);
        return isIn ? { ask: { group, person, isSelf } } : { done: { what: 'goneAlready', group, person } };
      }
      return { done: { what: await remove(group, person, services), group, person } };
    }),
  changes: changeOf,
  card: draw,
});

async function withPerson(
  what: TeamMemberForm['what'],
  { group: name, person: typed, picked, sent }: Said,
  services: Services,
  change: (group: Group, person: Person) => Promise<Changing>,
): Promise<Changing> {
  const wanted = picked === '' ? typed : picked;
  const searching = wanted === '' ? undefined : begun(searchPerson(services.directory, services.caller, wanted));
  const group = await groupWithTeam(name, services);
  refuseUnlessByHand(group);
  if (!searching) return { form: { group, what, ...(sent && { problem: 'Nobody is chosen yet.' }) } };
  const search = await searching();
  if ('person' in search) return change(group, search.person);
  if (search.candidates.length === 0) throw nobodyCalled([wanted]);
  const choices = search.candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
  const { name: verb, summary } = what === 'add' ? addTeamMember : removeTeamMember;
  return { choose: { wanted, choices, operation: { name: verb, summary } } };
}

/** Another owner, or the same button on another device, may have been faster: gone is gone. */
async function remove(group: Group, { id }: Person, services: Services): Promise<TeamMemberChanged['what']> {
  try {
    await asOwner(group, services, () => services.teams.removeMember(group.id, id));
    return 'removed';
  } catch (error) {
    if (error instanceof AppError && error.code === 'member.not-present') return 'goneAlready';
    throw error;
  }
}

function changeOf(changing: Changing): Change | undefined {
  if (!('done' in changing) || changing.done.what.endsWith('Already')) return undefined;
  return { outcome: 'done', groupId: changing.done.group.id };
}

function draw(changing: Changing, reader: Reader): Outcome {
  if ('form' in changing) return teamMemberFormCard(changing.form, reader);
  if ('choose' in changing) return choosePersonCard(changing.choose, reader);
  return 'ask' in changing ? teamMemberConfirmCard(changing.ask, reader) : teamMemberChangedCard(changing.done, reader);
}
