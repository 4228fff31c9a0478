import type { Group } from '../domain/groups.ts';
import type { Plan, PlanTask } from '../domain/plans.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue, cover, paper } from './plan-samples.ts';
import { dueWords, isOverdue, progressWords, taskCount } from './plan-words.ts';
import type { Reader } from './reader.ts';
import { pageActions } from './rows.ts';
import { ada, grace, guild, longNamed } from './samples.ts';

/** A bucket as far as this page shows it. */
export interface PlanSection {
  /** Empty for tasks in no bucket. */
  name: string;
  /** Of the whole bucket. */
  openCount: number;
  doneCount: number;
  tasks: readonly { task: PlanTask; people: readonly string[] }[];
}

export interface PlanShown {
  plan: Plan;
  group: Pick<Group, 'id' | 'displayName'>;
  shows: 'open' | 'all';
  openCount: number;
  doneCount: number;
  sections: readonly PlanSection[];
  /** A task that was finished from here just now. */
  finished?: string;
  next?: string;
  isContinued?: boolean;
}

const coverLine = { task: cover, people: [ada.displayName, grace.displayName] };
const first = { plan: catalogue, group: guild, shows: 'open', openCount: 12, doneCount: 3, next: '8' } as const;

/** A plan with its buckets and the tasks in them, a page at a time. */
export const planShownCard = defineCard<PlanShown>('plan-shown', {
  samples: {
    open: {
      ...first,
      sections: [
        { name: 'Ideas', openCount: 0, doneCount: 0, tasks: [] },
        { name: 'In the workshop', openCount: 3, doneCount: 1, tasks: [coverLine, coverLine] },
      ],
      finished: paper.title,
    },
    all: {
      ...first,
      shows: 'all',
      sections: [{ name: '', openCount: 0, doneCount: 1, tasks: [{ task: paper, people: [] }] }],
      isContinued: true,
    },
    empty: { plan: catalogue, group: guild, shows: 'open', openCount: 0, doneCount: 0, sections: [] },
    longNames: {
      ...first,
      plan: { ...catalogue, title: longNamed.displayName.slice(0, 255) },
      group: longNamed,
      sections: [
        {
          name: longNamed.displayName,
          openCount: 8,
          doneCount: 0,
          tasks: Array.from({ length: 8 }, () => ({
            task: { ...cover, title: longNamed.displayName },
            people: [longNamed.displayName, longNamed.displayName],
          })),
        },
      ],
    },
  },
  text: ({ plan, openCount }) => `${plain(plan.title, 120)}: ${taskCount(openCount)} to do`,
  view: (data, reader) => ({
    title: escapeText(data.plan.title, 120),
    meta: [`Plan of ${escapeText(data.group.displayName, 120)}`, countWords(data)].join(' · '),
    notice: data.finished === undefined ? '' : `Finished: ${escapeText(data.finished, 120)}`,
    hasNotice: data.finished !== undefined,
    sentence: sentenceOf(data),
    hasSentence: sentenceOf(data) !== '',
    sections: data.sections.map((section) => sectionView(section, reader)),
    actions: actionsOf(data),
  }),
});

function countWords({ openCount, doneCount }: { openCount: number; doneCount: number }): string {
  if (openCount + doneCount === 0) return 'Empty';
  return [...(openCount > 0 ? [`${openCount} to do`] : []), ...(doneCount > 0 ? [`${doneCount} finished`] : [])].join(
    ', ',
  );
}

function sentenceOf({ sections, openCount, doneCount, shows }: PlanShown): string {
  if (sections.length === 0) return 'There is nothing in this plan yet. Begin with a bucket or a task.';
  return shows === 'open' && openCount === 0 && doneCount > 0 ? 'Everything in it is finished.' : '';
}

function sectionView(section: PlanSection, reader: Reader): Record<string, unknown> {
  return {
    name: section.name === '' ? 'In no bucket' : escapeText(section.name, 120),
    count: countWords(section),
    tasks: section.tasks.map((line) => taskView(line, reader)),
  };
}

function taskView({ task, people }: PlanSection['tasks'][number], reader: Reader): Record<string, unknown> {
  const isLate = task.dueAt !== undefined && task.progress !== 'done' && isOverdue(task.dueAt, reader);
  const names = people.slice(0, 3).map((name) => escapeText(name, 60));
  const others = people.length > names.length ? [`${people.length - names.length} more`] : [];
  const parts = [
    progressWords[task.progress],
    task.dueAt ? `${isLate ? 'Overdue' : 'Due'} ${dueWords(task.dueAt, reader)}` : '',
    [...names, ...others].join(', '),
  ];
  const title = plain(task.title, 80);
  return {
    name: escapeText(task.title, 160),
    meta: parts.filter((part) => part !== '').join(' · '),
    color: isLate ? 'Attention' : 'Default',
    actions: [
      ...(task.progress === 'done'
        ? []
        : [{ ...executeAction('Done', 'task.finish', { taskId: task.id, view: 'plan' }), tooltip: `Done: ${title}` }]),
      { ...openAction('Open', 'task.show', { taskId: task.id }), tooltip: `Open ${title}` },
    ],
  };
}

function actionsOf({ plan, shows, doneCount, next, isContinued }: PlanShown): Record<string, unknown>[] {
  const about = { planId: plan.id };
  const other = shows === 'open' ? 'all' : 'open';
  return [
    primary(openDialog('Add task…', 'task.add', about)),
    ...pageActions('plan.show', { ...about, shows }, { next, ...(isContinued && { isContinued }) }),
    ...(doneCount === 0
      ? []
      : [executeAction(shows === 'open' ? 'Show finished' : 'Hide finished', 'plan.show', { ...about, shows: other })]),
    openDialog('Add bucket…', 'plan.add-bucket', about),
    // Some clients show no more than five buttons.
    ...(isContinued ? [] : [openDialog('Change…', 'plan.rename', about)]),
  ];
}
