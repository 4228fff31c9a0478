import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { personChangedCard, type PersonChanged } from '../../cards/person-changed.ts';
import { personFormCard, type PersonForm } from '../../cards/person-form.ts';
import { alreadyOwner, nobodyCalled, ownersFull } from '../../domain/member-errors.ts';
import { personForm, personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, reason } from '../inputs.ts';
import { groupAndOwners, ownersIfOwn } from '../owned-group.ts';
import { ownerOfGroup, personAndGroup } from '../people-words.ts';
import { askFirst, type AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import { isMe, searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';

type Adding = { form: PersonForm } | { choose: ChoosePerson } | { done: PersonChanged } | AskedFirst;

const name = 'owner.add';
const summary = 'Make someone an owner of a group you own';
const mostOwners = 100;

/**
 * Makes a person an owner of a group. Teams may take up to two hours to show it.
 * @throws AppError `group.not-owner`, `person.not-found`, `owner.already-present`, `owner.full`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-post-owners
 */
export const addOwner = defineOperation({
  name,
  phrases: ['make owner', 'add owner', 'new owner', 'promote'],
  sayings: [
    'make {person} a|an? the? new? owner of|in|for|to {group}',
    '{person} should own {group}',
    '{person} should|must be|become a|an? the? owner of|in|for {group}',
    'let {person} own {group}',
    'add|set|put {person} as an|a? owner of|in|for|to {group}',
    'i? want {person} to be|become an|a? owner of|in {group}',
    'i? want {person} to own {group}',
    'give {person} ownership of {group}',
    'make {person} own {group}',
    'make {person} an|a? the? owner',
  ],
  approval: 'owner',
  summary,
  example: 'make owner ada@contoso.com of Design Guild',
  fromWords: (words) => personAndGroup(words, ownerOfGroup),
  input: personInGroup.extend({ reason, confirmed }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Make an owner' },

  async run(said, services): Promise<Adding> {
    const { directory, caller } = services;
    const wanted = personMeant(said);
    if (said.group === '') return { form: await personForm('addOwner', said, undefined, services) };
    const searching = wanted === '' ? undefined : begun(searchPerson(directory, caller, wanted));
    const { group, owners, isMember } = await groupAndOwners(said.group, services, searching);
    if (!searching) return { form: await personForm('addOwner', said, group, services) };
    const search = await searching();
    if ('candidates' in search) {
      if (search.candidates.length === 0) throw nobodyCalled([wanted]);
      const choices = search.candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
      return { choose: { wanted, choices, operation: { name, summary } } };
    }
    const { person } = search;
    if (owners.some(({ id }) => id === person.id)) throw alreadyOwner(person, group);
    if (owners.length >= mostOwners) throw ownersFull(group);
    const { reason: why, confirmed: answer } = said;
    const isSelf = isMe(person.id, caller);
    const send = { verb: name, data: { group: group.id, person: person.id } };
    const about = { kind: 'owner', group, reason: why, isSent: answer === 'yes', send } as const;
    const asked = await askFirst({ ...about, ...(!isSelf && { subject: person }) }, services);
    if (asked) return asked;
    ownersIfOwn(group, owners, services);

    await directory.addOwner(group.id, person.id);
    const undo = isSelf ? {} : { undo: { at: services.clock.now() } };
    const standing = { isOwner: true, ...(isMember !== undefined && { isMember }) };
    return { done: { what: 'madeOwner', group, person, ...standing, ...undo } };
  },
  changes(result) {
    if (isAskedFirst(result)) return askedFirstChange(result);
    return 'done' in result
      ? { outcome: 'done', groupId: result.done.group.id, ...aboutPerson(result.done.person) }
      : undefined;
  },
  card(result, reader) {
    if (isAskedFirst(result)) return askedFirstCard(result, reader);
    if ('form' in result) return personFormCard(result.form, reader);
    return 'done' in result ? personChangedCard(result.done, reader) : choosePersonCard(result.choose, reader);
  },
});
