import type { z } from 'zod';
import { auditFormCard, type AuditForm } from '../../cards/audit-form.ts';
import { auditListCard, type AuditList, type AuditView } from '../../cards/audit-list.ts';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { readerOf } from '../../cards/reader.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import { addDays, instantOf } from '../../domain/wall-clock.ts';
import { dayMeant } from '../../domain/when.ts';
import type { AuditFilter } from '../../ports/audit.ts';
import { defineOperation } from '../define-operation.ts';
import type { Operation, Services } from '../operation.ts';
import { searchPerson, type PersonSearch } from '../resolve-person.ts';
import { auditInput, auditWords } from './audit-input.ts';
import { auditReach } from './audit-reach.ts';
import { auditRows } from './audit-rows.ts';

const name = 'audit.show';
const summary = 'Show what was changed, by whom and when';
const pageSize = 10;

/** What lets people in, and what takes them out. */
const audited: Record<'added' | 'removed', readonly string[]> = {
  added: [
    'member.add',
    'member.add-many',
    'member.list-run',
    'member.list-run-owners',
    'owner.add',
    'request.approve',
    'request.retry',
  ],
  removed: ['member.remove', 'member.list-run-owners', 'owner.remove'],
};

type Showing = { form: AuditForm } | { choose: ChoosePerson } | { list: AuditList };

/**
 * Shows the audit trail: to administrators all of it, to owners what happened in their groups. The right is checked with
 * the directory each time.
 * @param told every operation, for its words
 * @throws AppError `audit.denied`, `group.not-found`, `person.not-found`
 */
export const showAudit = (told: () => readonly Operation[]): Operation =>
  defineOperation({
    name,
    phrases: [
      'audit',
      'audit of',
      'audit trail',
      'audit trail of',
      'audit log',
      'audit log of',
      'show audit',
      'what happened in',
      'what happened to',
      'what happened with',
      'what happened',
      'who changed',
    ],
    sayings: [
      'who {did:added|removed} {person}',
      'who {did:added|removed} {person} to|from|in|into {group}',
      'what did {person} do|change in|with {group}',
      'what has {person} done|changed in|with {group}',
      'what was {outcome:refused|failed}',
      'what was {outcome:refused|failed} in|for {group}',
    ],
    summary,
    example: 'what happened in Design Guild',
    fromWords: auditWords,
    input: auditInput,
    scopes: ['User.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'],

    dialog: { title: 'Narrow down what was changed' },

    async run(said, services): Promise<Showing> {
      const { reach, group, groupIds } = await auditReach(said.group, services);
      const person = await personMeant(said, services);
      if ('candidates' in person) return { choose: questionAbout(said, person, group) };
      const view: AuditView = { ...(group && { group }), ...person, ...daysOf(said, services), ...restOf(said) };
      const isTurned = view.from !== undefined && view.to !== undefined && view.to < view.from;
      if (said.narrow === 'yes' || isTurned)
        return { form: { view, ...(isTurned && { problem: 'The last day comes before the first.' }) } };
      const { next: before } = said;
      const entries = await services.store.audit.newest(services.caller.tenantId, filterOf(view, groupIds, services), {
        limit: pageSize + 1,
        ...(before !== undefined && { before: Number(before) }),
      });
      const shown = entries.slice(0, pageSize);
      const last = entries.length > pageSize ? shown.at(-1) : undefined;
      return {
        list: {
          view,
          reach,
          rows: await auditRows(shown, told(), services),
          ...(last && { next: String(last.sequence) }),
          isContinued: before !== undefined,
        },
      };
    },
    card(showing, reader) {
      if ('form' in showing) return auditFormCard(showing.form, reader);
      return 'choose' in showing ? choosePersonCard(showing.choose, reader) : auditListCard(showing.list, reader);
    },
  });

type Said = z.output<typeof auditInput>;
type Candidates = Extract<PersonSearch, { candidates: unknown }>;

/** @throws AppError `person.not-found` */
async function personMeant(
  { person, picked }: Said,
  { directory, caller }: Services,
): Promise<{ person?: Person } | Candidates> {
  const wanted = picked === '' ? person : picked;
  if (wanted === '') return {};
  const search = await searchPerson(directory, caller, wanted);
  if ('person' in search) return { person: search.person };
  if (search.candidates.length === 0) throw nobodyCalled([wanted]);
  return search;
}

function questionAbout(said: Said, { wanted, candidates }: Candidates, group: AuditView['group']): ChoosePerson {
  const days = { ...(said.from && { from: said.from }), ...(said.to && { to: said.to }) };
  const rest = { ...(group && { group: group.id }), ...restOf(said), ...days };
  const choices = candidates.map((one) => ({ person: one, data: { ...rest, person: one.id } }));
  return { wanted, choices, operation: { name, summary } };
}

function restOf({ did, outcome, request }: Said): Pick<AuditView, 'did' | 'outcome' | 'request'> {
  return {
    ...(did && { did }),
    ...(outcome && outcome !== 'any' && { outcome }),
    ...(request !== undefined && { request }),
  };
}

/** Days as they are called today become days of the calendar. */
function daysOf({ from, to }: Said, services: Services): Pick<AuditView, 'from' | 'to'> {
  const dayOf = (said = '') => dayMeant(said, readerOf(services));
  const [first, last] = [dayOf(from), dayOf(to)];
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) };
}

function filterOf(
  { person, did, outcome, request, from, to }: AuditView,
  groupIds: string[] | undefined,
  { caller }: Services,
): AuditFilter {
  const midnight = (day: string) => instantOf(`${day}T00:00`, caller.timeZone);
  return {
    ...(groupIds && { groupIds }),
    ...(person && (did ? { subjectId: person.id } : { personId: person.id })),
    ...(did && { operations: audited[did] }),
    ...(outcome && { outcome }),
    ...(request !== undefined && { requestId: request }),
    ...(from !== undefined && { from: midnight(from) }),
    ...(to !== undefined && { until: midnight(addDays(to, 1)) }),
  };
}
