import type { Group } from '../domain/groups.ts';
import type { Plan } from '../domain/plans.ts';
import { defineCard, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue } from './plan-samples.ts';
import { longDate } from './reader.ts';
import { pageActions, rowsView } from './rows.ts';
import { arabicGroup, guild, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

export interface PlansList {
  /** Absent: the plans of all groups in which the caller is. */
  group?: Group;
  /** This page. */
  plans: readonly { plan: Plan; group: Pick<Group, 'id' | 'displayName'> }[];
  next?: string;
  isContinued?: boolean;
}

/** The plans of a group, or of all groups of whoever asks. */
export const plansListCard = defineCard<PlansList>('rows', {
  samples: {
    group: { group: guild, plans: [{ plan: catalogue, group: guild }], next: '8' },
    none: { group: arabicGroup, plans: [] },
    mine: {
      plans: [
        { plan: catalogue, group: guild },
        { plan: { ...catalogue, title: oddGroup.displayName }, group: oddGroup },
      ],
      isContinued: true,
    },
    noneMine: { plans: [] },
  },
  text: ({ group }) => (group ? `Plans of ${plain(group.displayName, 120)}` : 'Plans of your groups'),
  view: ({ group, plans, ...page }, reader) =>
    rowsView({
      title: group ? `Plans of ${escapeText(group.displayName, 120)}` : 'Plans of your groups',
      sentence: plans.length > 0 ? '' : emptySentence(group),
      rows: plans.map(({ plan, group: of }) => ({
        name: plan.title,
        avatar: avatarOf({ displayName: plan.title }),
        meta: [
          group ? '' : escapeText(of.displayName, 120),
          plan.createdAt ? `Made on ${longDate(plan.createdAt, reader)}` : '',
        ],
        actions: [
          { ...openAction('Open', 'plan.show', { planId: plan.id }), tooltip: `Open ${plain(plan.title, 80)}` },
        ],
      })),
      actions: [
        primary(openDialog('New plan…', 'plan.create', group ? { group: group.id } : {})),
        ...pageActions('plan.list', group ? { group: group.id } : {}, page),
        ...(group ? [openAction('Show the group', 'group.show', { group: group.id })] : []),
      ],
    }),
});

function emptySentence(group: Group | undefined): string {
  return group
    ? 'It has no plan yet. A plan holds the tasks of the group in buckets: who does what, and until when.'
    : 'None of the groups in which you are a member has a plan yet.';
}
