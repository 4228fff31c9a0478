import { z } from 'zod';
import { addFormCard, type AddForm } from '../../cards/add-form.ts';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { peopleAddedCard, type PeopleAdded, type PersonAdded } from '../../cards/people-added.ts';
import type { Group } from '../../domain/groups.ts';
import { periodIn } from '../../domain/when.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import type { GroupRequest } from '../../domain/requests.ts';
import { aboutRequest } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { groupsToChoose } from '../groups-to-choose.ts';
import { confirmed, maybeGroupName, peopleList, reason } from '../inputs.ts';
import type { Reader } from '../../cards/reader.ts';
import type { Change, Outcome, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { peopleAndGroup, toGroup } from '../people-words.ts';
import { approvalFor, type Approval } from '../requests/approval-for.ts';
import { shownToRequester } from '../requests/show-request-card.ts';
import { searchPerson, type PersonSearch } from '../resolve-person.ts';
import { begun, groupBeside } from '../side-by-side.ts';
import { endIfMeant, periodWords } from '../terms/period.ts';
import { addNow } from './add-now.ts';
import { askToAdd, wishesFor } from './ask-to-add.ts';

/** A form, a question, one request, or what became of each. */
export type Adding =
  | { form: AddForm }
  | { choose: ChoosePerson }
  | { request: GroupRequest; isNew: boolean }
  | { added: PeopleAdded; changes: Change[] };

/** What somebody said or filled in. */
interface AddingInput {
  group: string;
  people: readonly string[];
  picked: readonly string[];
  until: string;
  reason: string;
  confirmed?: 'yes' | undefined;
}

const id = z.guid();
const name = 'member.add';
const summary = 'Add people to a group, or ask its owners to';

/**
 * Adds people: at once where the caller owns the group, with the caller's own right; else each is a request to its owners.
 * Who cannot be added keeps nobody else out; what became of each stands on one card.
 * @throws AppError `person.not-found` when nobody was found, `group.no-owners`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const addMembers = defineOperation({
  name,
  phrases: [
    'add',
    'add people',
    'add people to',
    'add person',
    'add member',
    'add members',
    'add members to',
    'add somebody to',
    'add someone to',
    'ask to add',
    'ask to add people to',
    'invite',
    'let in',
    'put',
  ],
  sayings: [
    'let {people} in|into to? {group}',
    '{people} should be in|part|member of? {group}',
    'i? need|want {people} in|into {group}',
    'get|bring {people} into {group}',
    'sign {people} up for|to {group}',
    'ask|request to join {group} for|on behalf of {people}',
    'ask|request whether|if|that {people} can|may|could join {group}',
    'add|invite the? following people to|into {group} {people}',
    'i? want {people} to be in {group}',
    '{people} wants|needs to join {group}',
  ],
  approval: 'add-member',
  summary,
  example: 'add ada@contoso.com and Grace Hopper to Design Guild',
  fromWords(words) {
    const { rest, period } = periodIn(words);
    return { ...peopleAndGroup(rest, toGroup), ...(period !== undefined && { until: period }) };
  },
  input: z.object({
    group: maybeGroupName,
    people: peopleList,
    picked: peopleList,
    until: periodWords,
    reason,
    confirmed,
  }),
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: {
    title: 'Add people to a group',
    command: {
      description: 'Add people to a group you own, or ask its owners to let them in',
      fromAuthor: (userId) => ({ people: userId }),
    },
  },

  run: addOrAsk,
  changes: addingChange,
  card: addingCard,
});

/** Adds people or asks for it, as `member.add` does. */
export async function addOrAsk(
  { group: groupWanted, people, picked, until, reason: why, confirmed: answer }: AddingInput,
  services: Services,
): Promise<Adding> {
  const { directory, caller } = services;
  const endsAt = endIfMeant(until, services);
  const wanted = [...new Set([...people, ...picked])];
  if (groupWanted === '') return { form: { ...(await formFor(wanted, services)), until } };
  const searching = begun(Promise.all(wanted.map((one) => searchPerson(directory, caller, one))));
  const { group, beside } = await groupBeside(directory, groupWanted, (groupId) => directory.standingIn(groupId));
  refuseUnlessByHand(group);
  const { isOwner } = await beside();
  if (wanted.length === 0) return { form: { group, isOwner, subjects: [], until, isNobodyNamed: answer === 'yes' } };

  const searches = await searching();
  const choose = questionAbout(searches, group, { why, until });
  if (choose) return { choose };
  const { found, unknown } = sorted(searches);
  if (found.length === 0) throw nobodyCalled(unknown);
  const approval = await approvalFor({ kind: 'add-member', group, isOwner }, services);
  return approval
    ? askFor({ group, found, unknown, until, endsAt, reason: why, approval, isConfirmed: answer === 'yes' }, services)
    : addNow(group, found, unknown, services, endsAt);
}

/** What the trail says about it. */
export function addingChange(adding: Adding): Change | readonly Change[] | undefined {
  if ('changes' in adding) return adding.changes;
  if (!('request' in adding) || !adding.isNew) return undefined;
  return { outcome: 'requested', ...aboutRequest(adding.request) };
}

/** The card of it. */
export function addingCard(adding: Adding, reader: Reader): Outcome {
  if ('form' in adding) return addFormCard(adding.form, reader);
  if ('choose' in adding) return choosePersonCard(adding.choose, reader);
  if ('added' in adding) return peopleAddedCard(adding.added, reader);
  const { request, isNew } = adding;
  return shownToRequester(isNew ? { request } : { request, notice: 'You have asked for this already.' }, reader);
}

/** Before the group is known: whoever was picked is shown by name, words stay as they were typed. */
async function formFor(wanted: readonly string[], services: Services): Promise<AddForm> {
  const { directory, caller } = services;
  const ids = wanted.filter((one) => id.safeParse(one).success);
  const typed = wanted.filter((one) => !ids.includes(one)).join('; ');
  const searches = await Promise.all(ids.map((one) => searchPerson(directory, caller, one)));
  const begun = { picked: sorted(searches).found, typed };
  return {
    groups: await groupsToChoose('any', services),
    isOwner: false,
    subjects: [],
    begun,
    isNobodyNamed: false,
  };
}

/** The first name that fits several people, or one that it only resembles; the others wait on its buttons. */
function questionAbout(
  searches: readonly PersonSearch[],
  group: Group,
  { why, until }: { why: string; until: string },
): ChoosePerson | undefined {
  const open = searches.find((search) => 'candidates' in search && search.candidates.length > 0);
  if (!open || !('candidates' in open)) return undefined;
  const dataWith = (answer?: Person): Record<string, string> => {
    const people = searches.flatMap((search) => {
      if (search !== open) return 'person' in search ? search.person.id : search.wanted;
      return answer ? answer.id : [];
    });
    return {
      group: group.id,
      people: people.join(';'),
      ...(why !== '' && { reason: why }),
      ...(until !== '' && { until }),
    };
  };
  return {
    wanted: open.wanted,
    choices: open.candidates.map((person) => ({ person, data: dataWith(person) })),
    ...(searches.length > 1 && { without: dataWith() }),
    operation: { name, summary },
  };
}

function sorted(searches: readonly PersonSearch[]): { found: Person[]; unknown: string[] } {
  const found = searches.flatMap((search) => ('person' in search ? search.person : []));
  return {
    found: [...new Map(found.map((person) => [person.id, person])).values()],
    unknown: searches.flatMap((search) => ('person' in search ? [] : search.wanted)),
  };
}

interface Asking {
  group: Group;
  found: readonly Person[];
  unknown: readonly string[];
  until: string;
  endsAt: Date | undefined;
  reason: string;
  approval: Approval;
  isConfirmed: boolean;
}

async function askFor(asking: Asking, services: Services): Promise<Adding> {
  const { group, unknown, until, endsAt, reason: why, approval, isConfirmed } = asking;
  const wishes = await wishesFor(group, asking.found, approval, services);
  const subjects = wishes.flatMap(({ person, settled }) => (settled ? [] : person));
  const { stages, isReasonRequired } = approval;
  const isReasonMissing = isConfirmed && isReasonRequired && why === '';
  if (subjects.length > 0 && (!isConfirmed || isReasonMissing)) {
    const reason = { isReasonRequired, isReasonMissing };
    const form = { group, isOwner: false, subjects, stages, unknown, until, isNobodyNamed: false, ...reason };
    return { form: { ...form, reason: why } };
  }
  const asked = await askToAdd({ group, approval, reason: why, wishes, ...(endsAt && { endsAt }) }, services);
  const [only, ...others] = asked;
  if (only?.request && others.length === 0 && unknown.length === 0) return { request: only.request, isNew: only.isNew };
  const results: PersonAdded[] = [
    ...asked.map(({ person, what }) => ({ name: person.displayName, what })),
    ...unknown.map((one) => ({ name: one, what: 'unknown' as const })),
  ];
  const isNew = asked.filter((one) => one.isNew);
  return {
    added: { group, results, again: [] },
    changes: isNew.flatMap(({ request }) =>
      request ? { outcome: 'requested' as const, ...aboutRequest(request) } : [],
    ),
  };
}
