import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { awayCard, type AwayShown } from '../../cards/away-card.ts';
import { awayFormCard, type AwayForm } from '../../cards/away-form.ts';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { readerOf } from '../../cards/reader.ts';
import { fieldChange } from '../../domain/audit.ts';
import { delegationChanged } from '../../domain/away-errors.ts';
import type { Delegation } from '../../domain/delegations.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import { endOfPeriod } from '../../domain/when.ts';
import { aboutPerson } from '../audit-subject.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, maybePersonName } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { searchPerson } from '../resolve-person.ts';
import { endWithin, jobsForDelegation } from './away-jobs.ts';
import { awayWords } from './away-words.ts';

type Setting = { form: AwayForm } | { choose: ChoosePerson } | (AwayShown & { isNew: boolean });

const name = 'away.set';
const summary = 'Let a colleague decide for you while you are away';
const dayMs = 86_400_000;

const untilWords = z
  .string({ error: 'Say until when, such as “until 5 December”.' })
  .trim()
  .max(100, 'Say it shorter, such as “until 5 December” or “for two weeks”.')
  .default('');

/**
 * Hands the caller's approvals to a colleague until a day: what waits now and what comes until then goes to both. Of each
 * person one runs; another one takes its place.
 * @throws AppError `person.not-found`, `delegation.changed`
 */
export const setAway = defineOperation({
  name,
  phrases: [
    'i am away',
    "i'm away",
    'i will be away',
    'away',
    'set away',
    'hand my approvals to',
    'hand over my approvals to',
    'hand over my approvals',
    'hand my approvals',
    'delegate my approvals to',
    'delegate my approvals',
    'delegate approvals to',
    'out of office',
    'i am on holiday',
    'i am on vacation',
  ],
  sayings: [
    'let {person} decide|approve for me',
    'let {person} decide|approve for me until|till {until}',
    '{person} decides|approves for me',
    '{person} decides|approves for me until|till {until}',
    '{person} will decide|approve for me',
    '{person} will decide|approve for me until|till {until}',
    'hand|give|delegate|pass over? my approvals|requests to {person}',
  ],
  summary,
  example: 'I am away until 5 December, Grace decides for me',
  fromWords: awayWords,
  input: z.object({ person: maybePersonName, picked: maybePersonName, until: untilWords, sent: confirmed }),
  scopes: ['User.ReadBasic.All'],
  dialog: { title: 'While you are away' },

  async run({ person, picked, until, sent }, services): Promise<Setting> {
    const wanted = picked === '' ? person : picked;
    const end = until === '' ? undefined : endMeant(until, services);
    const asks = { until, ...(end && 'problem' in end && { problems: { until: end.problem } }) };
    if (wanted === '')
      return { form: { ...asks, ...(sent && { problems: { ...asks.problems, person: 'Say who decides for you.' } }) } };
    const found = await searchPerson(services.directory, services.caller, wanted);
    if ('candidates' in found) return { choose: question(found, until) };
    const problem = whyNot(found.person, services);
    if (problem !== undefined) return { form: { ...asks, problems: { ...asks.problems, person: problem } } };
    if (!end || 'problem' in end) {
      const missing = sent && !end ? { problems: { until: 'Say until when.' } } : {};
      return { form: { ...asks, ...missing, picked: found.person } };
    }
    const { delegation, isNew } = await handOver(found.person, end.at, services);
    const own = await services.store.delegations.running(services.caller.tenantId, found.person.id);
    return { delegation, isNew, isDelegate: false, ...(own && { delegateAwayUntil: own.until }) };
  },
  changes: (setting) => ('delegation' in setting && setting.isNew ? changeOf(setting.delegation) : undefined),
  card(setting, reader) {
    if ('form' in setting) return awayFormCard(setting.form, reader);
    if ('choose' in setting) return choosePersonCard(setting.choose, reader);
    return awayCard(setting, reader);
  },
});

/** Two devices may set one at the same moment: then it is looked at anew. */
const mostLooks = 3;

/** Writes it down with everything that follows, all or nothing. The same once more changes nothing. */
async function handOver(
  delegate: Person,
  until: Date,
  { store, caller, clock, recordEnd }: Services,
): Promise<{ delegation: Delegation; isNew: boolean }> {
  const { tenantId, userId } = caller;
  for (let look = 1; look <= mostLooks; look += 1) {
    const known = await store.delegations.running(tenantId, userId);
    if (known?.delegate.id === delegate.id && known.until.getTime() === until.getTime())
      return { delegation: known, isNew: false };
    const since = clock.now();
    const delegation: Delegation = {
      id: randomUUID(),
      tenantId,
      person: { id: userId, displayName: caller.displayName },
      delegate: { id: delegate.id, displayName: delegate.displayName },
      since,
      until,
    };
    const isBegun = await store.atomically(async (inside) => {
      if (known && !(await endWithin(inside, known, since, 'replaced'))) return false;
      if (!(await inside.delegations.begin(delegation))) return false;
      await inside.jobs.enqueue(jobsForDelegation(delegation));
      await recordEnd?.(inside.audit, changeOf(delegation));
      return true;
    });
    if (isBegun) return { delegation, isNew: true };
  }
  throw delegationChanged();
}

function changeOf({ delegate, until }: Delegation): Change {
  const details = [
    fieldChange('delegate', 'person', { to: delegate.id }),
    fieldChange('until', 'time', { to: until.toISOString() }),
  ];
  return { outcome: 'done', ...aboutPerson(delegate), details };
}

/** @returns the end, or what is wrong with it in plain words */
function endMeant(until: string, services: Services): { at: Date } | { problem: string } {
  const here = readerOf(services);
  const { mostDays } = services.policy.delegation;
  const isMoment = z.iso.datetime().safeParse(until).success;
  const at = isMoment ? new Date(until) : (endOfPeriod(until, here) ?? endOfPeriod(`until ${until}`, here));
  if (!at) return { problem: `Until when is “${until}”? Say a day, such as “5 December”.` };
  if (at <= here.now) return { problem: 'This time is over already. Say a day that is still to come.' };
  if (at.getTime() - here.now.getTime() > (mostDays + 1) * dayMs)
    return { problem: `Your organisation lets approvals be handed over for ${mostDays} days at most.` };
  return { at };
}

function whyNot(person: Person, { caller }: Services): string | undefined {
  if (person.id === caller.userId) return 'This is you. Choose a colleague.';
  return person.isGuest ? `${person.displayName} is a guest. Choose somebody of your organisation.` : undefined;
}

function question(
  { wanted, candidates }: { wanted: string; candidates: readonly Person[] },
  until: string,
): ChoosePerson {
  if (candidates.length === 0) throw nobodyCalled([wanted]);
  const choices = candidates.map((person) => ({ person, data: { person: person.id, until } }));
  return { wanted, choices, operation: { name, summary } };
}
