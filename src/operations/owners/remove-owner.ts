import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { confirmPersonCard, type ConfirmPerson } from '../../cards/confirm-person.ts';
import { personChangedCard, type PersonChanged } from '../../cards/person-changed.ts';
import { personFormCard, type PersonForm } from '../../cards/person-form.ts';
import { AppError } from '../../domain/errors.ts';
import { lastOwnerStays, nobodyInside } from '../../domain/member-errors.ts';
import { personForm, personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import { groupWithOwners } from '../owned-group.ts';
import { asOwnerFromGroup, personAndGroup } from '../people-words.ts';
import { isMe, oneOf, searchAmong } from '../resolve-person.ts';

type Dropping = { form: PersonForm } | { choose: ChoosePerson } | { ask: ConfirmPerson } | { done: PersonChanged };

const name = 'owner.remove';
const summary = 'Drop an owner of a group you own, or step down yourself';

/**
 * Ends somebody's ownership, after asking once more and saying that in a team the membership ends too. The last stays.
 * @throws AppError `group.not-owner`, `owner.not-found`, `owner.last`, `owner.not-present`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete-owners
 */
export const removeOwner = defineOperation({
  name,
  phrases: ['drop owner', 'remove owner', 'drop', 'demote'],
  sayings: [
    'remove|drop|take {person} as an|a? the? owner of|from|in {group}',
    '{person} should not|no longer? be an|a? owner of {group}',
    '{person} should not own {group}',
  ],
  isDestructive: true,
  summary,
  example: 'drop owner ada@contoso.com from Design Guild',
  fromWords: (words) => personAndGroup(words, asOwnerFromGroup),
  input: personInGroup.extend({ confirmed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Drop an owner' },

  async run({ confirmed: answer, ...said }, services): Promise<Dropping> {
    const { directory, caller } = services;
    const wanted = personMeant(said);
    if (said.group === '') return { form: await personForm('dropOwner', said, undefined, services) };
    const { group, owners } = await groupWithOwners(said.group, services);
    if (wanted === '') return { form: await personForm('dropOwner', said, group, services) };
    const search = oneOf(wanted, searchAmong(owners, caller, wanted));
    if ('candidates' in search) {
      if (search.candidates.length === 0) throw nobodyInside(wanted, group, 'owner');
      const choices = search.candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
      return { choose: { wanted, choices, operation: { name, summary } } };
    }
    const { person } = search;
    const isSelf = isMe(person.id, caller);
    if (owners.length === 1) throw lastOwnerStays(person, group, isSelf);
    if (answer !== 'yes') return { ask: { what: isSelf ? 'stepDown' : 'dropOwner', group, person, isOwner: true } };
    try {
      await directory.removeOwner(group.id, person.id);
    } catch (error) {
      // The others may have gone since: Graph keeps the last one, and our words say who it is.
      if (error instanceof AppError && error.code === 'owner.last') throw lastOwnerStays(person, group, isSelf);
      throw error;
    }
    if (isSelf) return { done: { what: 'steppedDown', group, person, isOwner: false } };
    const undo = { at: services.clock.now() };
    return { done: { what: 'droppedOwner', group, person, isOwner: false, undo } };
  },
  changes: (dropping) =>
    'done' in dropping
      ? { outcome: 'done', groupId: dropping.done.group.id, ...aboutPerson(dropping.done.person) }
      : undefined,
  card(dropping, reader) {
    if ('form' in dropping) return personFormCard(dropping.form, reader);
    if ('choose' in dropping) return choosePersonCard(dropping.choose, reader);
    return 'ask' in dropping ? confirmPersonCard(dropping.ask, reader) : personChangedCard(dropping.done, reader);
  },
});
