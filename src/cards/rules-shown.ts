import type { ApprovalRule } from '../domain/approvals.ts';
import type { AttestationRule } from '../domain/attestation.ts';
import type { AdminsProblem, PolicyFault } from '../domain/policy.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, type Reader } from './reader.ts';
import { rowsView, type Row } from './rows.ts';
import { problemLines } from './policy-problem-words.ts';
import { confirmingWords } from './attestation-rule-words.ts';
import { conditionWords, kindWords, ruleSentences, type RuleReader } from './rule-words.ts';
import { guild } from './samples.ts';

export interface RulesShown extends RuleReader {
  /** Absent where what holds of groups in general is shown. */
  group?: { id: string; displayName: string };
  /** Of each kind the rules that can hold, the first that matches before the others. */
  kinds: readonly { kind: RequestKind; rules: readonly ApprovalRule[] }[];
  /** Which groups are confirmed: the rules that can hold, or the one that does. */
  attestation?: readonly AttestationRule[];
  quietHours?: QuietHours;
  /** Shown to administrators only. */
  fault?: PolicyFault;
  /** Why administrators hear nothing by themselves. Shown to administrators only. */
  adminsProblem?: AdminsProblem;
}

const owners: ApprovalRule = {
  name: 'Joining',
  kinds: ['join'],
  stages: [{ by: { kind: 'owners' }, decides: 'any' }],
  carriedOutBy: 'approver',
  isReasonRequired: false,
  remindAfterDays: 2,
  escalation: { afterDays: 4, to: { kind: 'admins' } },
  lapsesAfterDays: 7,
};
const board = { kind: 'people', principalNames: ['grace@contoso.com'] } as const;
const confidential: ApprovalRule = {
  ...owners,
  groups: ['Project *', '* (project)'],
  classifications: ['Confidential'],
  stages: [
    { by: { kind: 'manager' }, decides: 'any' },
    { by: { kind: 'owners' }, decides: 'all' },
  ],
  passesFor: board,
  isReasonRequired: true,
};
const creating: ApprovalRule = { ...owners, stages: [{ by: board, decides: 'any' }], carriedOutBy: 'requester' };
const nobody: ApprovalRule = { ...owners, stages: [], carriedOutBy: 'requester' };
const confirmed: AttestationRule = {
  name: 'Every year',
  everyDays: 365,
  answerDays: 30,
  remindAfterDays: 7,
  escalation: { afterDays: 21, to: { kind: 'admins' } },
  asks: ['needed', 'members', 'visibility'],
  marksGuests: true,
};
const names = {
  owners: ['Ada Lovelace', 'مريم الزهراني'],
  [`people ${board.principalNames.join(' ')}`]: ['Grace Hopper'],
};

/** Who has to agree to what, in words. */
export const rulesShownCard = defineCard<RulesShown>('rows', {
  samples: {
    general: {
      isOwner: false,
      people: names,
      kinds: [
        { kind: 'join', rules: [confidential, { ...owners }] },
        { kind: 'create', rules: [creating] },
        { kind: 'delete', rules: [nobody] },
      ],
      quietHours: { from: '18:00', to: '08:00', weekends: true },
      attestation: [confirmed, { ...confirmed, groups: ['Project *'], everyDays: 90 }],
    },
    group: {
      group: guild,
      isOwner: false,
      people: names,
      kinds: [{ kind: 'join', rules: [confidential] }],
      attestation: [confirmed],
    },
    owner: { group: guild, isOwner: true, people: {}, kinds: [{ kind: 'team', rules: [owners] }] },
    adminsUnknown: {
      isOwner: false,
      people: {},
      kinds: [{ kind: 'create', rules: [nobody] }],
      adminsProblem: 'unreadable',
    },
    wrong: {
      isOwner: false,
      people: {},
      kinds: [{ kind: 'create', rules: [nobody] }],
      fault: {
        since: new Date('2026-11-20T09:00:00Z'),
        problems: [
          { line: 12, key: 'creation.minimumOwners', found: '0', expected: 'a whole number from 1 to 9' },
          { key: 'the file', found: '*none* any more', expected: 'a YAML file' },
        ],
      },
    },
  },
  text: ({ group }) => (group ? `Who has to agree in ${plain(group.displayName, 80)}` : 'Who has to agree'),
  view: (shown, reader) =>
    rowsView({
      title: shown.group ? `Who has to agree in ${escapeText(shown.group.displayName, 120)}` : 'Who has to agree',
      sentence: [
        shown.fault ? faultWords(shown.fault, reader) : quietWords(shown.quietHours),
        shown.adminsProblem ? adminsWords[shown.adminsProblem] : '',
      ]
        .filter((text) => text !== '')
        .join('\n\n'),
      rows: [...shown.kinds.map((one) => rowOf(one, shown)), ...confirmingRow(shown)],
      actions: shown.group
        ? [
            executeAction('Show the group', 'group.show', { group: shown.group.id }),
            executeAction('When it expires', 'policy.of-group', { group: shown.group.id }),
          ]
        : [],
    }),
});

function rowOf({ kind, rules }: RulesShown['kinds'][number], shown: RulesShown): Row {
  const group = shown.group ? escapeText(shown.group.displayName, 80) : 'a group';
  const sentences = rules.map((rule) => {
    const words = ruleSentences(rule, kind, group, shown);
    const condition = shown.group ? '' : conditionWords(rule);
    if (condition !== '') return `For ${condition}: ${lowered(words)}`;
    return rules.length > 1 ? `For all others: ${lowered(words)}` : words;
  });
  return { name: kindWords[kind].title, sentences: sentences.join('\n\n') };
}

function confirmingRow({ group, attestation = [] }: RulesShown): Row[] {
  if (attestation.length === 0) return [];
  const sentences = attestation.map((rule) => {
    const condition = group ? '' : conditionWords(rule);
    return condition === '' ? confirmingWords(rule) : `For ${condition}: ${lowered(confirmingWords(rule))}`;
  });
  return [{ name: 'Confirming', sentences: sentences.join('\n\n') }];
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function quietWords(quiet: QuietHours | undefined): string {
  if (!quiet) return '';
  const weekends = quiet.weekends ? ' and at weekends' : '';
  return `Nobody is reminded from ${quiet.from} to ${quiet.to}${weekends}, by their own clock.`;
}

/** What administrators read while Muster cannot write to all of them. */
const adminsWords: Record<AdminsProblem, string> = {
  unreadable:
    'Muster cannot tell who the people under admins are, so none of them gets reports: the app was not granted User.Read.All. An Entra group under admins needs less.',
  missing:
    'Not everybody under admins can be found, so not all of them get reports: a sign-in name is wrong, its account is disabled, or the group is empty.',
};

/** What administrators read while the file is wrong. */
function faultWords({ since, problems }: PolicyFault, reader: Reader): string {
  return `The policy’s file is wrong since ${longTime(since, reader)}. What it said before still holds.\n\n${problemLines(problems, 5, 'more, which the log names')}`;
}
