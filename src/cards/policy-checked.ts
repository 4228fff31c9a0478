import type { PolicyFault } from '../domain/policy.ts';
import type { Tried, TrialTally } from '../domain/trial-tally.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { problemLines } from './policy-problem-words.ts';
import { trialSentence, trialWords } from './policy-trial-words.ts';
import { longDate, type Reader } from './reader.ts';
import { rowsView, type Row } from './rows.ts';
import { kindWords } from './rule-words.ts';
import { oddGroup, requestSample } from './samples.ts';

/** What is wrong with a policy's file, or what it would have changed. */
export type PolicyChecked = { name: string } & (
  | { problems: PolicyFault['problems'] }
  /** The requests of so many days, each as the file would have had it. */
  | { tally: TrialTally; days: number }
);

const mostProblems = 12;
/** Of the requests that would have gone otherwise. */
export const mostChangedShown = 10;

const more: Tried = {
  request: { ...requestSample('done'), group: { id: oddGroup.id, displayName: oddGroup.displayName } },
  trial: {
    outcome: 'more',
    before: [{ by: { kind: 'owners' }, decides: 'any' }],
    after: [
      { by: { kind: 'manager' }, decides: 'any' },
      { by: { kind: 'owners' }, decides: 'all' },
    ],
    rule: 'Projects',
    isTooLate: true,
    isWithoutReason: true,
  },
};

function tallySample(requests: number, changed: number): TrialTally {
  return {
    requests,
    kinds: new Map([['join', { same: requests - changed, free: 0, asked: 0, more: changed, fewer: 0, others: 0 }]]),
    tooLate: changed,
    withoutReason: 0,
    changed,
    newest: Array.from({ length: Math.min(changed, mostChangedShown) }, () => more),
  };
}

/** What came of checking a policy's file. */
export const policyCheckedCard = defineCard<PolicyChecked>('rows', {
  samples: {
    changes: { name: 'policy.yaml', days: 90, tally: tallySample(3, 1) },
    same: { name: 'policy.yaml', days: 90, tally: tallySample(3, 0) },
    many: { name: 'policy.yaml', days: 90, tally: tallySample(40, 14) },
    untried: { name: 'policy.yaml', days: 90, tally: tallySample(0, 0) },
    wrong: {
      name: '*our* policy.yaml',
      problems: [
        { line: 12, key: 'creation.minimumOwners', found: '0', expected: 'a whole number from 1 to 9' },
        { key: 'the file', found: '*none* any more', expected: 'a YAML file' },
      ],
    },
  },
  text: (checked) => titleOf(checked, plain),
  view: (checked, reader) => {
    const title = titleOf(checked, escapeText);
    if ('problems' in checked) {
      const lines = problemLines(checked.problems, mostProblems, 'more');
      return rowsView({
        title,
        sentence: `Nothing was changed. Mend these, and check it again.\n\n${lines}`,
        rows: [],
      });
    }
    const { tally, days } = checked;
    return rowsView({
      title,
      sentence: [
        trialSentence(tally, days),
        'Nothing was changed: it holds once it takes the place of the file that Muster reads.',
        changedWords(tally),
      ]
        .filter((words) => words !== '')
        .join('\n\n'),
      rows: tally.newest.map((one) => rowOf(one, reader)),
    });
  },
});

function changedWords({ changed, newest }: TrialTally): string {
  if (changed === 0) return '';
  return newest.length < changed
    ? `The newest ${newest.length} of the ${changed} that would have gone otherwise:`
    : 'What would have gone otherwise, the newest first:';
}

function titleOf(checked: PolicyChecked, ready: (text: string, length: number) => string): string {
  return `${ready(checked.name, 80)} is ${'problems' in checked ? 'wrong' : 'right'}`;
}

function rowOf({ request, trial }: Tried, reader: Reader): Row {
  const { group, kind, requester, createdAt } = request;
  return {
    name: group.displayName,
    meta: [kindWords[kind].title, escapeText(requester.displayName, 60), longDate(createdAt, reader)],
    text: trialWords(trial),
  };
}
