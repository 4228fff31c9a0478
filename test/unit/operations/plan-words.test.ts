import { expect, it } from 'vitest';
import { understand } from '../../../src/operations/understand.ts';

const plan = { plan: 'Autumn catalogue', group: 'Design Guild' };

it.each([
  ['plans of Design Guild', 'plan.list', { group: 'Design Guild' }],
  ['plans', 'plan.list', {}],
  ['show plan Autumn catalogue of Design Guild', 'plan.show', plan],
  ['show plan “State of the art of 2026” of Design Guild', 'plan.show', { ...plan, plan: 'State of the art of 2026' }],
  ['tasks of Autumn catalogue', 'plan.show', { plan: 'Autumn catalogue' }],
  ['new plan Autumn catalogue in the group Design Guild', 'plan.create', { title: plan.plan, group: plan.group }],
  ['new plan Autumn', 'plan.create', { title: 'Autumn' }],
  ['rename plan Autumn catalogue of Design Guild to Winter', 'plan.rename', { ...plan, title: 'Winter' }],
  ['delete plan Autumn catalogue of Design Guild', 'plan.delete', plan],
  ['add bucket Ideas to Autumn catalogue of Design Guild', 'plan.add-bucket', { ...plan, title: 'Ideas' }],
  ['add task Draw the cover to Autumn catalogue of Design Guild', 'task.add', { ...plan, title: 'Draw the cover' }],
  [
    'add task Talk to the printer to Autumn catalogue of Design Guild due next Friday assigned to Ada and Grace',
    'task.add',
    { ...plan, title: 'Talk to the printer', due: 'next Friday', people: 'Ada and Grace' },
  ],
  [
    'add task Ink to Autumn catalogue assigned to Ada due 24 December',
    'task.add',
    { plan: 'Autumn catalogue', title: 'Ink', due: '24 December', people: 'Ada' },
  ],
  ['add task Ink', 'task.add', { title: 'Ink' }],
  ['show task Draw the cover in Autumn catalogue of Design Guild', 'task.show', { ...plan, task: 'Draw the cover' }],
  ['done Draw the cover of Autumn catalogue', 'task.finish', { task: 'Draw the cover', plan: 'Autumn catalogue' }],
  [
    'done “Proof of all of it” of Autumn catalogue of Design Guild',
    'task.finish',
    { ...plan, task: 'Proof of all of it' },
  ],
  [
    'assign Draw the cover of Autumn catalogue of Design Guild to Ada and Grace',
    'task.assign',
    { ...plan, task: 'Draw the cover', people: 'Ada and Grace' },
  ],
  [
    'set due date of Draw the cover of Autumn catalogue of Design Guild to Friday',
    'task.due',
    { ...plan, task: 'Draw the cover', due: 'Friday' },
  ],
  [
    'delete task Draw the cover of Autumn catalogue of Design Guild',
    'task.delete',
    { ...plan, task: 'Draw the cover' },
  ],
])('%s', (sentence, name, input) => {
  const understood = understand(sentence);
  if (!('operation' in understood)) throw new Error('not understood');
  expect(understood.operation.name).toBe(name);
  expect(understood.input).toEqual(input);
});
