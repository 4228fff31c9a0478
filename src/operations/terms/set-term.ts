import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { termCard } from '../../cards/term-card.ts';
import { termFormCard, type TermForm } from '../../cards/term-form.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import { nobodyCalled, nobodyInside } from '../../domain/member-errors.ts';
import { periodIn } from '../../domain/when.ts';
import { personInGroup, personMeant } from '../ask-person.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { groupsToChoose } from '../groups-to-choose.ts';
import type { Services } from '../operation.ts';
import { groupWithOwners, refuseUnlessByHand } from '../owned-group.ts';
import { personAndGroup } from '../people-words.ts';
import { searchPerson } from '../resolve-person.ts';
import { endMeant, periodWords } from './period.ts';
import { setEnds, type EndSet } from './set-end.ts';

type Setting = { form: TermForm } | { choose: ChoosePerson } | EndSet;

const name = 'term.set';
const summary = 'Give somebody’s membership an end';
/** Between a person and the group: “Mona in Design Guild”. */
const inGroup = /(?:^|\s)(?:in|of|from)\s+/iu;

/**
 * Gives the membership of somebody who is in a group an end, or another one, for an owner of the group.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`, `member.not-found`, `person.not-found`
 */
export const setTerm = defineOperation({
  name,
  phrases: ['membership ends', 'set end of membership', 'limit membership', 'limit membership of', 'limit'],
  sayings: ['limit|end the? membership of {person} in|of {group}', 'let {person} stay in {group}'],
  summary,
  example: 'limit Grace Hopper in Design Guild until 15 March',
  fromWords(words) {
    const { rest, period } = periodIn(words);
    return { ...personAndGroup(rest, inGroup), ...(period !== undefined && { until: period }) };
  },
  input: personInGroup.extend({ until: periodWords }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],
  dialog: { title: 'A membership for a time' },

  async run({ until, ...said }, services): Promise<Setting> {
    const wanted = personMeant(said);
    if (said.group === '') return { form: { groups: await groupsToChoose('owner', services), until } };
    const search = wanted === '' ? undefined : searchPerson(services.directory, services.caller, wanted);
    const { group, isMember } = await groupWithOwners(said.group, services, search && (() => search));
    refuseUnlessByHand(group);
    if (!search)
      return { form: { group, until, ...(said.sent === 'yes' && { problems: { person: 'Say for whom.' } }) } };
    const found = await search;
    if ('candidates' in found) return { choose: question(found, group, until) };
    if (isMember === false) throw nobodyInside(found.person.displayName, group, 'member');
    if (found.person.id === services.caller.userId) throw own();
    const end = endOrProblem(until, services);
    if ('problem' in end)
      return {
        form: { group, picked: found.person, until, ...(until !== '' && { problems: { until: end.problem } }) },
      };
    const [set] = await setEnds(group, [found.person], end.at, services);
    if (!set) throw nobodyCalled([wanted]);
    return set;
  },
  changes: (setting) =>
    'term' in setting
      ? {
          outcome: 'done',
          groupId: setting.term.group.id,
          ...aboutPerson(setting.term.person),
          details: setting.details,
        }
      : undefined,
  card(setting, reader) {
    if ('form' in setting) return termFormCard(setting.form, reader);
    if ('choose' in setting) return choosePersonCard(setting.choose, reader);
    return termCard({ term: setting.term, isMember: false }, reader);
  },
});

function endOrProblem(until: string, services: Services): { at: Date } | { problem: string } {
  try {
    return { at: endMeant(until, services) };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'input') return { problem: error.advice };
    throw error;
  }
}

function question(
  {
    wanted,
    candidates,
  }: Pick<ChoosePerson, 'wanted'> & { candidates: readonly ChoosePerson['choices'][number]['person'][] },
  group: Group,
  until: string,
): ChoosePerson {
  if (candidates.length === 0) throw nobodyCalled([wanted]);
  const choices = candidates.map((person) => ({ person, data: { group: group.id, person: person.id, until } }));
  return { wanted, choices, operation: { name, summary } };
}

function own(): AppError {
  return new AppError('denied', {
    code: 'term.own',
    advice: 'Another owner has to set the end of your own membership. You can leave the group at any time.',
  });
}
