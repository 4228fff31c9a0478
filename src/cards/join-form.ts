import type { Group } from '../domain/groups.ts';
import { newStage, type RequestStage } from '../domain/stages.ts';
import { reasonField, whoIsAsked } from './asking-words.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, alan, grace, guild } from './samples.ts';

export interface JoinForm {
  group: Group;
  /** Who will be asked, and then. */
  stages: readonly RequestStage[];
  isReasonRequired: boolean;
  /** For how long, as it was said; empty for good. */
  until?: string;
  /** What stands in the field, where it was asked before. */
  reason?: string;
  /** It was sent without the reason that is wanted. */
  isReasonMissing?: boolean;
}

const owners = { kind: 'owners' } as const;

export const joinFormCard = defineCard<JoinForm>('join-form', {
  samples: {
    one: { group: guild, stages: [newStage(owners, [ada])], isReasonRequired: false },
    forATime: { group: guild, stages: [newStage(owners, [ada])], isReasonRequired: false, until: 'for two weeks' },
    again: {
      group: guild,
      stages: [newStage(owners, [ada])],
      isReasonRequired: false,
      until: 'until 15 March 2026',
      reason: 'I draw the icons.',
    },
    two: { group: guild, stages: [newStage(owners, [ada, grace])], isReasonRequired: false },
    steps: {
      group: guild,
      stages: [newStage({ kind: 'manager' }, [alan]), newStage(owners, [ada, grace])],
      isReasonRequired: true,
      isReasonMissing: true,
    },
  },
  asks: () => true,
  text: ({ group }) => `Ask to join ${plain(group.displayName)}`,
  view: ({ group, stages, isReasonRequired, isReasonMissing = false, until = '', reason }) => ({
    until: plain(until, 100),
    hasUntil: until !== '',
    id: group.id,
    name: escapeText(group.displayName),
    explanation: `${opening(stages)} ${whoIsAsked(stages)}${forHowLong(until)} You hear here as soon as it is decided.`,
    ...reasonField('Why would you like to join?', {
      isRequired: isReasonRequired,
      isMissing: isReasonMissing,
      value: reason,
    }),
  }),
});

function forHowLong(until: string): string {
  return until === '' ? '' : ` You would be a member ${escapeText(until, 100)}.`;
}

function opening([only, ...others]: readonly RequestStage[]): string {
  return only?.by.kind === 'owners' && others.length === 0 ? 'An owner has to let you in.' : 'Others have to agree.';
}
