import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { confirmPersonCard, type ConfirmPerson } from '../../cards/confirm-person.ts';
import { leaveConfirmCard, type LeaveConfirm } from '../../cards/leave-confirm.ts';
import { personChangedCard, type PersonChanged } from '../../cards/person-changed.ts';
import { personFormCard, type PersonForm } from '../../cards/person-form.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { nobodyInside } from '../../domain/member-errors.ts';
import type { Member, Person } from '../../domain/people.ts';
import type { Page } from '../../ports/directory.ts';
import { personForm, personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { mayLeave, partIn } from '../groups/leave-group.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { ownersIfOwn, refuseUnlessByHand } from '../owned-group.ts';
import { fromGroup, personAndGroup } from '../people-words.ts';
import { isMe, oneOf, searchAmong, searchPerson, type PersonSearch } from '../resolve-person.ts';
import { forgetEnd } from '../terms/set-end.ts';
import { begun, groupBeside } from '../side-by-side.ts';

type Removing =
  | { form: PersonForm }
  | { choose: ChoosePerson }
  | { ask: ConfirmPerson }
  | { leave: LeaveConfirm }
  | { done: PersonChanged };

/** Members that are looked through by name; in larger groups the directory is asked instead. */
const mostLookedThrough = 999;
const name = 'member.remove';
const summary = 'Remove someone from a group you own';

/**
 * Ends somebody else's membership, after asking once more. For oneself it is leaving.
 * @throws AppError `group.not-owner`, `member.not-found`, `person.not-found`, `group.cannot-change.*`, and for oneself
 *   what leaving throws
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const removeMember = defineOperation({
  name,
  phrases: ['remove', 'remove member', 'remove person', 'remove user', 'kick', 'kick out', 'throw out', 'take out'],
  sayings: [
    'get {person} out of {group}',
    'throw|kick|take {person} out of {group}',
    'remove {person} from {group}',
    'kick|boot {person} from {group}',
  ],
  isDestructive: true,
  summary,
  example: 'remove ada@contoso.com from Design Guild',
  fromWords: (words) => personAndGroup(words, fromGroup),
  input: personInGroup.extend({ confirmed }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Remove somebody' },

  async run({ confirmed: answer, ...said }, services): Promise<Removing> {
    const wanted = personMeant(said);
    if (said.group === '') return { form: await personForm('remove', said, undefined, services) };
    const { group, beside } = await groupBeside(services.directory, said.group, (id) => inside(id, services));
    refuseUnlessByHand(group);
    if (isMe(wanted, services.caller)) return leaving(group, services);
    const { owners: all, members } = await beside();
    const owners = ownersIfOwn(group, all, services);
    if (wanted === '') return { form: await personForm('remove', said, group, services) };
    const search = await memberCalled(wanted, group, await members(), services);
    if ('candidates' in search) return { choose: question(search, group) };

    const { person } = search;
    if (isMe(person.id, services.caller)) return leaving(group, services);
    const isOwner = owners.some(({ id }) => id === person.id);
    if (answer !== 'yes') return { ask: { what: 'remove', group, person, isOwner } };
    return { done: { ...(await remove(group, person, services)), group, person, isMember: false, isOwner } };
  },
  changes: (removing) =>
    'done' in removing && removing.done.what === 'removed'
      ? { outcome: 'done', groupId: removing.done.group.id, ...aboutPerson(removing.done.person) }
      : undefined,
  card(removing, reader) {
    if ('form' in removing) return personFormCard(removing.form, reader);
    if ('choose' in removing) return choosePersonCard(removing.choose, reader);
    if ('leave' in removing) return leaveConfirmCard(removing.leave, reader);
    return 'ask' in removing ? confirmPersonCard(removing.ask, reader) : personChangedCard(removing.done, reader);
  },
});

/** The button of this card is that of leaving. */
async function leaving(group: Group, services: Services): Promise<Removing> {
  const { isOwner } = await mayLeave(group, () => partIn(group.id, services), services);
  return { leave: { group, isOwner } };
}

/** Owners and members in one round trip. Whether the members may be seen matters to owners only. */
async function inside(groupId: string, { directory }: Services) {
  const members = begun(directory.membersOf(groupId, { pageSize: mostLookedThrough }));
  return { owners: await directory.ownersOf(groupId), members };
}

/** Among the members first: there a name seldom fits several. */
async function memberCalled(
  wanted: string,
  group: Group,
  { items, next }: Page<Member>,
  { directory, caller }: Services,
): Promise<PersonSearch> {
  const found = searchAmong(items, caller, wanted).filter(({ type }) => type === 'person');
  if (found.length > 0) return oneOf(wanted, found);
  const search = await searchPerson(directory, caller, wanted);
  // An id comes from a card: somebody just added may be missing from the list, and Graph knows.
  const isNamed = 'person' in search && (next !== undefined || search.person.id === wanted);
  const isOffered = 'candidates' in search && search.candidates.length > 0 && next !== undefined;
  if (isNamed || isOffered) return search;
  throw nobodyInside(wanted, group, 'member');
}

function question({ wanted, candidates }: Extract<PersonSearch, { candidates: unknown }>, group: Group): ChoosePerson {
  const choices = candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
  return { wanted, choices, operation: { name, summary } };
}

/** Another owner, or the same button on another device, may have been faster: gone is gone. */
async function remove(group: Group, person: Person, services: Services): Promise<Pick<PersonChanged, 'what' | 'undo'>> {
  const { directory } = services;
  try {
    await directory.removeMember(group.id, person.id);
    const until = await forgetEnd(group.id, person.id, services);
    return { what: 'removed', undo: { at: services.clock.now(), ...(until && { until }) } };
  } catch (error) {
    if (error instanceof AppError && error.code === 'member.not-present') return { what: 'goneAlready' };
    throw error;
  }
}
