import type { Group } from '../domain/groups.ts';
import type { LifecyclePolicy, PolicyTerms } from '../domain/lifecycle-policy.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { dayWord, halfYear, reachWords } from './policy-words.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { guild } from './samples.ts';

type AboutGroup = Pick<Group, 'id' | 'displayName' | 'expiresAt'>;

/** How a group came to stand to the policy. */
export interface PolicyMoved {
  what: 'covered' | 'alreadyCovered' | 'uncovered' | 'notCovered';
  group: AboutGroup;
  policy: LifecyclePolicy;
}

export type PolicyTold =
  | { what: 'saved'; isNew: boolean; terms: PolicyTerms }
  | { what: 'unchanged' | 'deleted' }
  | PolicyMoved
  /** Which policy a group is under; without one where it is under none. */
  | { what: 'ofGroup'; group: AboutGroup; policy?: LifecyclePolicy };

/** What became of the policy, or of a group's place under it. */
export const policyToldCard = defineCard<PolicyTold>('done', {
  samples: {
    made: { what: 'saved', isNew: true, terms: halfYear },
    changed: { what: 'saved', isNew: false, terms: { ...halfYear, reach: 'none' } },
    unchanged: { what: 'unchanged' },
    deleted: { what: 'deleted' },
    covered: { what: 'covered', group: guild, policy: halfYear },
    alreadyCovered: { what: 'alreadyCovered', group: guild, policy: halfYear },
    uncovered: { what: 'uncovered', group: guild, policy: halfYear },
    notCovered: { what: 'notCovered', group: guild, policy: halfYear },
    under: { what: 'ofGroup', group: guild, policy: halfYear },
    underSelected: { what: 'ofGroup', group: guild, policy: { ...halfYear, reach: 'selected' } },
    underNone: { what: 'ofGroup', group: guild },
  },
  text: (data) => titleOf(data, plain),
  view: (data, reader) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data, reader),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf(data: PolicyTold, show: (text: string, maxLength: number) => string): string {
  const name = 'group' in data ? show(data.group.displayName, 120) : '';
  switch (data.what) {
    case 'saved':
      return data.isNew ? 'Groups have an expiration policy now' : 'The expiration policy is changed';
    case 'unchanged':
      return 'The expiration policy stays as it is';
    case 'deleted':
      return 'The expiration policy is deleted';
    case 'covered':
      return `${name} is under the expiration policy`;
    case 'alreadyCovered':
      return `${name} is under the expiration policy already`;
    case 'uncovered':
      return `${name} does not expire any more`;
    case 'notCovered':
      return `${name} was not under the expiration policy`;
    case 'ofGroup':
      return data.policy ? `${name} is under the expiration policy` : `${name} is under no expiration policy`;
  }
}

function sentenceOf(data: PolicyTold, reader: Reader): string {
  switch (data.what) {
    case 'saved':
      return `${reachWords(data.terms.reach)}, ${dayWord(data.terms.lifetimeDays)}. It can take a day until every group shows its new date.`;
    case 'unchanged':
      return 'It was so already.';
    case 'deleted':
      return 'No group expires any more. “Set expiration policy” makes a new one.';
    case 'covered':
      return `It lives for ${dayWord(data.policy.lifetimeDays)} from when it was made or renewed last, and can be renewed at any time.`;
    case 'alreadyCovered':
      return 'There is nothing to do.';
    case 'uncovered':
      return 'It stays until somebody deletes it.';
    case 'notCovered':
      return 'It does not expire, so there is nothing to take off.';
    case 'ofGroup':
      return ofGroup(data.group, data.policy, reader);
  }
}

function ofGroup({ expiresAt }: AboutGroup, policy: LifecyclePolicy | undefined, reader: Reader): string {
  if (!policy) return 'It does not expire.';
  const end = expiresAt ? ` It expires on ${longDate(expiresAt, reader)}, ${relativeTime(expiresAt, reader)}.` : '';
  const why = policy.reach === 'all' ? 'As all Microsoft 365 groups, it' : 'It was put under it and';
  return `${why} lives for ${dayWord(policy.lifetimeDays)} unless it is renewed.${end}`;
}

function actionsOf(data: PolicyTold): Record<string, unknown>[] {
  const show = openAction('Expiration policy', 'policy.show', {});
  if (!('group' in data)) return [show];
  const group = { group: data.group.id };
  switch (data.what) {
    case 'covered':
    case 'alreadyCovered':
      return [executeAction('Take it off', 'policy.uncover', group), show];
    case 'uncovered':
    case 'notCovered':
      return [executeAction('Put it under the policy', 'policy.cover', group), show];
    case 'ofGroup':
      return [
        openAction('Show the group', 'group.show', group),
        ...(data.policy ? [executeAction('Renew', 'group.renew', group)] : []),
        show,
      ];
  }
}
