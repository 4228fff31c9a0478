import type { Group } from '../domain/groups.ts';
import type { Plan } from '../domain/plans.ts';
import { defineCard, executeAction, openDialog, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { catalogue } from './plan-samples.ts';
import { guild } from './samples.ts';

export type PlanChanged =
  | { what: 'created'; plan: Plan; group: Pick<Group, 'id' | 'displayName'> }
  | { what: 'renamed'; plan: Plan; was: string }
  | { what: 'deleted'; plan: Plan }
  | { what: 'bucketAdded'; plan: Plan; name: string }
  | { what: 'taskDeleted'; plan: Plan; name: string };

/** What became of a plan or of something in it, and what one would do next. */
export const planChangedCard = defineCard<PlanChanged>('done', {
  samples: {
    created: { what: 'created', plan: catalogue, group: guild },
    renamed: { what: 'renamed', plan: catalogue, was: 'Spring catalogue' },
    same: { what: 'renamed', plan: catalogue, was: catalogue.title },
    deleted: { what: 'deleted', plan: catalogue },
    bucketAdded: { what: 'bucketAdded', plan: catalogue, name: 'Ideas' },
    taskDeleted: { what: 'taskDeleted', plan: catalogue, name: 'Draw the cover' },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => ({
    title: titleOf(data, escapeText),
    sentence: sentenceOf(data),
    detail: '',
    hasDetail: false,
    actions: actionsOf(data),
  }),
});

function titleOf(data: PlanChanged, show: (text: string, maxLength: number) => string): string {
  const name = show(data.plan.title, 120);
  switch (data.what) {
    case 'created':
      return `${name} is there`;
    case 'renamed':
      return data.was === data.plan.title ? `${name} stays as it is` : `The plan is called ${name} now`;
    case 'deleted':
      return `${name} is deleted`;
    case 'bucketAdded':
    case 'taskDeleted':
      return `${show(data.name, 120)} is ${data.what === 'bucketAdded' ? 'added' : 'deleted'}`;
  }
}

function sentenceOf(data: PlanChanged): string {
  const name = escapeText(data.plan.title, 120);
  switch (data.what) {
    case 'created':
      return `It is a plan of ${escapeText(data.group.displayName, 120)}: all of its members see and change it.`;
    case 'renamed':
      return data.was === data.plan.title ? 'It was called so already.' : `It was called ${escapeText(data.was, 120)}.`;
    case 'deleted':
      return 'Its buckets and tasks are gone with it. Nobody can bring them back.';
    case 'bucketAdded':
      return `It is the last bucket of ${name}.`;
    case 'taskDeleted':
      return `It is gone from ${name}. Nobody can bring it back.`;
  }
}

function actionsOf(data: PlanChanged): Record<string, unknown>[] {
  const about = { planId: data.plan.id };
  const show = executeAction('Show the plan', 'plan.show', about);
  const bucket = openDialog('Add bucket…', 'plan.add-bucket', about);
  switch (data.what) {
    case 'created':
      return [primary(openDialog('Add task…', 'task.add', about)), bucket, show];
    case 'renamed': {
      const undo = executeAction('Undo', 'plan.rename', { ...about, title: data.was, confirmed: 'yes' });
      return data.was === data.plan.title ? [show] : [show, undo];
    }
    case 'deleted':
      return [executeAction('Plans of the group', 'plan.list', { group: data.plan.groupId })];
    case 'bucketAdded':
      return [openDialog('Add task…', 'task.add', about), bucket, show];
    case 'taskDeleted':
      return [show];
  }
}
