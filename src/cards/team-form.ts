import type { Group } from '../domain/groups.ts';
import { newStage, type RequestStage } from '../domain/stages.ts';
import { reasonField, whoIsAsked } from './asking-words.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, grace, guild } from './samples.ts';

export interface TeamForm {
  group: Group;
  /** Who will be asked, and then. */
  stages: readonly RequestStage[];
  isReasonRequired: boolean;
  /** It was sent without the reason that is wanted. */
  isReasonMissing?: boolean;
  /** What stands in the field, where it was asked before. */
  reason?: string;
}

const owners = { kind: 'owners' } as const;

export const teamFormCard = defineCard<TeamForm>('team-form', {
  samples: {
    one: { group: guild, stages: [newStage(owners, [ada])], isReasonRequired: false },
    two: { group: guild, stages: [newStage(owners, [ada, grace])], isReasonRequired: true, isReasonMissing: true },
  },
  asks: () => true,
  text: ({ group }) => `Ask for a team on ${plain(group.displayName)}`,
  view: ({ group, stages, isReasonRequired, isReasonMissing = false, reason }) => ({
    id: group.id,
    name: escapeText(group.displayName),
    explanation: `Its owners put a team on a group. ${whoIsAsked(stages)} You hear here as soon as it is decided.`,
    ...reasonField('What would you use it for?', {
      isRequired: isReasonRequired,
      isMissing: isReasonMissing,
      value: reason,
    }),
  }),
});
