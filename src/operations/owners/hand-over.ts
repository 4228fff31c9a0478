import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { handOverCard, type HandOver } from '../../cards/hand-over.ts';
import { personFormCard, type PersonForm } from '../../cards/person-form.ts';
import { AppError } from '../../domain/errors.ts';
import { nobodyCalled, ownersFull } from '../../domain/member-errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Person } from '../../domain/people.ts';
import { personForm, personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, reason } from '../inputs.ts';
import { announceHandOver } from '../notices/hand-over-jobs.ts';
import type { Services } from '../operation.ts';
import { groupAndOwners, ownersIfOwn } from '../owned-group.ts';
import { personAndGroup } from '../people-words.ts';
import { askFirst, type AskedFirst } from '../requests/ask-first.ts';
import { askedFirstCard, askedFirstChange, isAskedFirst } from '../requests/show-asked.ts';
import { isMe, searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';
import { forgetEnd } from '../terms/set-end.ts';

type Handing = { form: PersonForm } | { choose: ChoosePerson } | { told: HandOver } | AskedFirst;

const name = 'owner.hand-over';
const summary = 'Hand over a group you own to somebody else';
const mostOwners = 100;
/** Between the group and whom it goes to, said first or last. */
const toPerson = /\s+(?:over\s+)?to\s+/iu;

/**
 * Makes somebody an owner in the caller's place: first they become one, then the caller stops being one, and a member too
 * where they want that (of a group with a team Microsoft 365 takes the membership by itself). When the second part fails
 * the group has an owner more, and the card that says so tries again.
 * @throws AppError `group.not-owner`, `person.not-found`, `owner.full`, `owner.hand-over-self`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete-owners
 */
export const handOver = defineOperation({
  name,
  phrases: ['hand over', 'hand over group', 'handover', 'hand over ownership of', 'transfer ownership of'],
  sayings: [
    'hand {group} over to {person}',
    'hand over {group} to {person}',
    'give {group} to {person}',
    '{person} should take over {group}',
    'let {person} take over {group}',
    'transfer {group} to {person}',
    'pass {group} on to {person}',
  ],
  approval: 'owner',
  isDestructive: true,
  summary,
  example: 'hand over Design Guild to ada@contoso.com',
  fromWords: groupAndPerson,
  input: personInGroup.extend({ reason, confirmed, stays: z.enum(['yes', 'no']).optional() }),
  scopes: ['Group.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'Hand over a group' },

  async run(said, services): Promise<Handing> {
    const { directory, caller } = services;
    const wanted = personMeant(said);
    if (said.group === '') return { form: await personForm('handOver', said, undefined, services) };
    const searching = wanted === '' ? undefined : begun(searchPerson(directory, caller, wanted));
    const { group, owners } = await groupAndOwners(said.group, services, searching);
    ownersIfOwn(group, owners, services);
    if (!searching) return { form: await personForm('handOver', said, group, services) };
    const search = await searching();
    if ('candidates' in search) {
      if (search.candidates.length === 0) throw nobodyCalled([wanted]);
      const choices = search.candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
      return { choose: { wanted, choices, operation: { name, summary } } };
    }
    const { person } = search;
    if (isMe(person.id, caller)) throw toYourself();
    const isOwner = owners.some(({ id }) => id === person.id);
    if (!isOwner) {
      if (owners.length >= mostOwners) throw ownersFull(group);
      const isSent = said.confirmed === 'yes';
      const send = { verb: name, data: { group: group.id, person: person.id } };
      const asked = await askFirst(
        { kind: 'owner', group, subject: person, reason: said.reason, isSent, send },
        services,
      );
      if (asked) return asked;
    }
    if (said.confirmed !== 'yes') return { told: { what: 'ask', group, person } };
    return { told: await handOverTo(person, group, { owners, isOwner, stays: said.stays !== 'no' }, services) };
  },
  changes(result) {
    if (isAskedFirst(result)) return askedFirstChange(result);
    if (!('told' in result) || result.told.what === 'ask') return undefined;
    const { group, person, what, code } = result.told;
    const outcome = what === 'handedOver' ? 'done' : 'failed';
    return { outcome, groupId: group.id, ...aboutPerson(person), ...(code !== undefined && { code }) };
  },
  card(result, reader) {
    if (isAskedFirst(result)) return askedFirstCard(result, reader);
    if ('form' in result) return personFormCard(result.form, reader);
    return 'told' in result ? handOverCard(result.told, reader) : choosePersonCard(result.choose, reader);
  },
});

/** “Design Guild to Ada”. Where only one of them is said it is the group, but for an address. */
function groupAndPerson(words: string): Record<string, unknown> {
  const parts = words.split(toPerson);
  if (parts.length < 2) return personAndGroup(words, /(?!)/u);
  const person = parts.at(-1) ?? '';
  return { ...personAndGroup(parts.slice(0, -1).join(' to '), /(?!)/u), person };
}

async function handOverTo(
  person: Person,
  group: Group,
  { owners, isOwner, stays }: { owners: readonly Person[]; isOwner: boolean; stays: boolean },
  services: Services,
): Promise<HandOver> {
  const { directory, caller } = services;
  const about = { group, person, stays };
  if (!isOwner) await unless('owner.already-present', directory.addOwner(group.id, person.id));
  try {
    if (!stays && !group.hasTeam) await leave(group, services);
    await unless('owner.not-present', directory.removeOwner(group.id, caller.userId));
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    return { what: 'halfway', ...about, code: error.code };
  }
  const others = owners.map(({ id }) => id).filter((id) => id !== caller.userId && id !== person.id);
  await announceHandOver({ group, person, others }, services);
  return { what: 'handedOver', ...about };
}

/** While still an owner: afterwards it could take somebody else's right. */
async function leave(group: Group, services: Services): Promise<void> {
  const { directory, caller } = services;
  await unless('member.not-present', directory.removeMember(group.id, caller.userId));
  await forgetEnd(group.id, caller.userId, services);
}

/** Somebody else, or the same button before, may have been faster. */
async function unless(code: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError && error.code === code)) throw error;
  }
}

function toYourself(): AppError {
  return new AppError('input', {
    code: 'owner.hand-over-self',
    advice: 'You own it already. Choose somebody else to hand it over to.',
    field: 'picked',
  });
}
