import { z } from 'zod';
import { sendersListCard, type SendersList } from '../../cards/senders-list.ts';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { SenderList } from '../../ports/conversations.ts';
import { asOwner } from '../as-owner.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, maybePersonName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { personAndGroup } from '../people-words.ts';
import { searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';
import { mailGroup, mailGroupWith } from './mail-group.ts';

/** Shows who may write to a group, and who may not. @see https://learn.microsoft.com/graph/api/group-list-acceptedsenders */
export const listSenders = defineOperation({
  name: 'sender.list',
  phrases: [
    'who may write to',
    'who can write to',
    'senders of',
    'accepted senders of',
    'rejected senders of',
    'show senders of',
  ],
  summary: 'Show who may write to a group, and who may not',
  example: 'who may write to Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.Read.All'],

  async run({ group: name }, services): Promise<SendersList> {
    const { group, found } = await mailGroupWith(name, services, (groupId) => bothLists(groupId, services));
    return { group, ...found };
  },
  card: sendersListCard,
});

async function bothLists(groupId: string, { conversations }: Services): Promise<Pick<SendersList, SenderList>> {
  const [accepted, rejected] = await Promise.all([
    conversations.senders(groupId, 'accepted'),
    conversations.senders(groupId, 'rejected'),
  ]);
  return { accepted, rejected };
}

type Changing = { choose: ChoosePerson } | { list: SendersList };
const writeTo =
  /(?:^|\s)(?:(?:to\s+)?(?:write|send|post|writing|sending|posting|mail|mails)\s+)?(?:from\s+writing\s+)?(?:to|in|into|of|for)\s+/iu;
const listed = z.enum(['accepted', 'rejected'], { error: 'This button is broken. Ask who may write to the group.' });
const scopes = ['Group.ReadWrite.All', 'User.ReadBasic.All'];
const person = z.object({
  person: maybePersonName.refine((name) => name !== '', 'Whom? Say a name or an address after the command.'),
  group: groupName,
});

/** Lets only those who are on the list write, and this person be among them. @see https://learn.microsoft.com/graph/api/group-post-acceptedsenders */
export const acceptSender = defineOperation({
  name: 'sender.accept',
  phrases: ['accept sender', 'accept mail from', 'accept mails from', 'allow sender', 'allow mail from'],
  summary: 'Let somebody write to a group where only some may',
  example: 'accept sender ada@contoso.com for Design Guild',
  fromWords: (words) => personAndGroup(words, writeTo),
  input: person,
  scopes,
  run: (said, services) => add('accepted', said, services),
  changes: changeOf,
  card: draw,
});

/** Lets this person's mail reach the group no more. @see https://learn.microsoft.com/graph/api/group-post-rejectedsenders */
export const rejectSender = defineOperation({
  name: 'sender.reject',
  phrases: ['reject sender', 'block sender', 'reject mail from', 'block mail from', 'block mails from'],
  summary: 'Keep somebody’s mail away from a group',
  example: 'block sender ada@contoso.com for Design Guild',
  fromWords: (words) => personAndGroup(words, writeTo),
  input: person,
  scopes,
  run: (said, services) => add('rejected', said, services),
  changes: changeOf,
  card: draw,
});

/** Takes somebody off a list. @see https://learn.microsoft.com/graph/api/group-delete-acceptedsenders */
export const removeSender = defineOperation({
  name: 'sender.remove',
  phrases: [],
  summary: 'Take somebody off the list of senders',
  example: '',
  input: person.extend({ list: listed }),
  scopes: ['Group.ReadWrite.All'],

  async run({ person: wanted, group: name, list }, services): Promise<Changing> {
    const { group, found } = await mailGroupWith(name, services, (groupId) => bothLists(groupId, services));
    const who = found[list].find(({ id }) => id === wanted);
    await asOwner(group, services, () => services.conversations.removeSender(group.id, list, wanted));
    const left = { [list]: found[list].filter((one) => one !== who) };
    return { list: { group, ...found, ...left, ...(who && { changed: { who, how: 'off', list } }) } };
  },
  changes: changeOf,
  card: draw,
});

async function add(
  list: SenderList,
  { person: wanted, group: name }: { person: string; group: string },
  services: Services,
): Promise<Changing> {
  const searching = begun(searchPerson(services.directory, services.caller, wanted));
  const group = await mailGroup(name, services);
  const search = await searching();
  if ('candidates' in search) {
    if (search.candidates.length === 0) throw nobodyCalled([wanted]);
    const choices = search.candidates.map((one) => ({ person: one, data: { group: group.id, person: one.id } }));
    const operation = list === 'accepted' ? acceptSender : rejectSender;
    return { choose: { wanted, choices, operation: { name: operation.name, summary: operation.summary } } };
  }
  const added = await asOwner(group, services, () =>
    services.conversations.addSender(group.id, list, search.person.id),
  );
  const who: PersonRef = search.person;
  return { list: { group, ...(added ?? (await bothLists(group.id, services))), changed: { who, how: 'on', list } } };
}

function changeOf(changing: Changing) {
  if (!('list' in changing)) return undefined;
  const { group, changed } = changing.list;
  return { outcome: 'done' as const, groupId: group.id, ...(changed && aboutPerson(changed.who)) };
}

function draw(changing: Changing, reader: Parameters<typeof sendersListCard>[1]) {
  return 'choose' in changing ? choosePersonCard(changing.choose, reader) : sendersListCard(changing.list, reader);
}
