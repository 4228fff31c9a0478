import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, dialogsOn, wordsOn } from '../../support/builders.ts';
import { scene } from './plans-scene.ts';

const { employee, owner, secondOwner } = cast;
const guild = groups.designGuild;
const odd = `Ω 'task' "&%/#\\ <b>任务</b> مهمة`;

describe('task.add', () => {
  it('adds one at once from a sentence, into the first bucket', async () => {
    const { ask, plan, tasksNamed, bucketsNow, events } = scene();
    const done = await ask('task.add', owner, {
      plan: 'Autumn catalogue',
      group: guild,
      title: odd,
      due: 'Friday',
      people: 'Tomás Iriarte',
    });
    const [task] = tasksNamed(odd);
    expect(task).toMatchObject({ planId: plan.id, bucketId: bucketsNow()[0]?.id, dueDateTime: '2026-03-06T10:00:00Z' });
    expect(Object.keys(task?.assignments ?? {})).toEqual([secondOwner.id]);
    expect(wordsOn(done)).toContain('6 March 2026, in 5 days');
    expect(wordsOn(done)).toContain('Tomás Iriarte');
    expect(events()).toEqual(['task.add done']);
  });

  it('begins with a form, keeps what was typed and marks what is wrong', async () => {
    const { ask, plan, tasksNamed } = scene();
    const form = await ask('task.add', owner, { planId: plan.id });
    expect(form.isQuestion).toBe(true);
    const send = actionsOn(form)[0]!;
    const wrong = await ask(send.verb, owner, {
      ...send.data,
      title: 'x'.repeat(256),
      due: 'some day',
      people: 'Nobody Atall',
      bucket: 'gone',
    });
    for (const words of ['this has 256', 'is no day', 'nobody called “Nobody Atall”', 'not there any more'])
      expect(wordsOn(wrong)).toContain(words);
    expect(wordsOn(await ask(send.verb, owner, send.data))).toContain('A task needs a title');
    const right = { ...send.data, title: 'Ink', bucket: 'none', due: '2026-04-01', picked: owner.id };
    await ask(send.verb, owner, right);
    expect(tasksNamed('Ink')[0]).toMatchObject({ bucketId: null, dueDateTime: '2026-04-01T10:00:00Z' });
  });

  it('asks about people who are not clear, and takes nobody', async () => {
    const { ask, plan, tasksNamed } = scene();
    const form = await ask('task.add', owner, { planId: plan.id, title: 'Ask', people: 'Tom' });
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain('“Tom” could be');
    expect(tasksNamed('Ask')).toEqual([]);
  });

  it('tells to look when no answer came, and sends nothing twice', async () => {
    const { ask, plan, calls, during } = scene();
    during(() => Promise.reject(new Error('reset')));
    await expect(ask('task.add', owner, { planId: plan.id, title: 'Lost' })).rejects.toMatchObject({
      code: 'planner.in-doubt',
      advice: expect.stringContaining('look at the plan') as unknown,
    });
    expect(calls.filter(({ method, path }) => method === 'POST' && path === '/planner/tasks')).toEqual([]);
  });

  it('tells a limit of Planner’s in plain words', async () => {
    const { ask, plan, addTasks } = scene();
    addTasks(3000);
    await expect(ask('task.add', owner, { planId: plan.id, title: 'Too much' })).rejects.toMatchObject({
      code: 'planner.full.MaximumActiveTasksInProject',
    });
  });
});

describe('a task is found', () => {
  it('by its title, its plan and its group', async () => {
    const { ask } = scene();
    const shown = await ask('task.show', owner, { task: 'draw the', plan: 'Autumn catalogue', group: guild });
    for (const words of ['Draw the cover', 'In progress', 'In the workshop', 'Mirela Vašková, Tomás Iriarte'])
      expect(wordsOn(shown)).toContain(words);
    expect(dialogsOn(shown)[0]?.data).toMatchObject({ verb: 'task.edit' });
  });

  it('by choosing where several fit, and not where none does', async () => {
    const { ask, addTasks, plan, tasksNamed } = scene();
    addTasks(3);
    const which = await ask('task.finish', owner, { task: 'Step', planId: plan.id });
    expect(which.isQuestion).toBe(true);
    const second = actionsOn(which)[1]!;
    await ask(second.verb, owner, second.data);
    expect(tasksNamed('Step 2')[0]?.percentComplete).toBe(100);
    await expect(ask('task.show', owner, { task: 'Knit', planId: plan.id })).rejects.toMatchObject({
      code: 'task.not-found',
    });
    await expect(ask('task.show', owner, { taskId: 'none' })).rejects.toMatchObject({ code: 'task.not-found' });
    await expect(ask('task.show', owner, { taskId: 'a/../b' })).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('by no stranger', async () => {
    const { ask, cover, coverNow } = scene();
    const before = coverNow();
    for (const verb of ['task.show', 'task.finish', 'task.edit', 'task.delete']) {
      const asked = ask(verb, employee, { taskId: cover.id, ...(verb === 'task.edit' && { title: 'Mine' }) });
      await expect(asked, verb).rejects.toMatchObject({ code: 'plan.denied' });
    }
    expect(coverNow()).toEqual(before);
  });
});

describe('task.finish, task.start, task.reopen', () => {
  it('move it there and back, and leave alone what stands there already', async () => {
    const { ask, cover, coverNow, events } = scene();
    const done = await ask('task.finish', owner, { taskId: cover.id });
    expect(coverNow()?.percentComplete).toBe(100);
    const reopen = actionsOn(done).find(({ title }) => title === 'Reopen')!;
    const open = await ask(reopen.verb, owner, reopen.data);
    expect(coverNow()?.percentComplete).toBe(0);
    const start = actionsOn(open).find(({ title }) => title === 'Start')!;
    await ask(start.verb, owner, start.data);
    expect(coverNow()?.percentComplete).toBe(50);
    expect(wordsOn(await ask(start.verb, owner, start.data))).toContain('It was so already');
    expect(events()).toEqual(['task.finish done', 'task.reopen done', 'task.start done']);
  });

  it('answers on the plan’s card with the plan', async () => {
    const { ask, plan } = scene();
    const shown = await ask('plan.show', owner, { planId: plan.id });
    const done = actionsOn(shown).find(({ verb }) => verb === 'task.finish')!;
    expect(wordsOn(await ask(done.verb, owner, done.data))).toMatch(/Autumn catalogue[\s\S]*Finished: /);
  });

  it('shows how it stands when somebody was faster, and changes nothing', async () => {
    const { ask, cover, coverNow, during } = scene();
    during(() => ask('task.edit', secondOwner, { taskId: cover.id, title: 'Drawn by Tomás', confirmed: 'yes' }));
    const late = await ask('task.finish', owner, { taskId: cover.id });
    expect(wordsOn(late)).toContain('somebody else was faster');
    expect(wordsOn(late)).toContain('Drawn by Tomás');
    expect(coverNow()).toMatchObject({ title: 'Drawn by Tomás', percentComplete: 50 });
  });
});

describe('task.edit', () => {
  it('sends only what is different, and empties what was emptied', async () => {
    const { ask, cover, coverNow, calls } = scene();
    const form = await ask('task.edit', owner, { taskId: cover.id });
    const save = actionsOn(form)[0]!;
    const same = { title: 'Draw the cover', bucket: cover.bucketId, due: '2026-03-11', progress: 'inProgress' };
    const people = `${owner.id},${secondOwner.id}`;
    const due = /"value":"(2026-\d\d-\d\d)"/.exec(JSON.stringify(form.card))?.[1];
    const unchanged = await ask(save.verb, owner, { ...save.data, ...same, due, picked: people });
    expect(wordsOn(unchanged)).toContain('It was so already');
    expect(calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
    await ask(save.verb, owner, { ...save.data, title: odd, bucket: 'none', progress: 'done', picked: secondOwner.id });
    expect(coverNow()).toMatchObject({ title: odd, bucketId: null, dueDateTime: null, percentComplete: 100 });
    expect(Object.keys(coverNow()?.assignments ?? {})).toEqual([secondOwner.id]);
  });

  it('overwrites nobody: a form that is older than the task shows how it stands', async () => {
    const { ask, cover, coverNow } = scene();
    const save = actionsOn(await ask('task.edit', owner, { taskId: cover.id }))[0]!;
    await ask('task.finish', secondOwner, { taskId: cover.id });
    const late = await ask(save.verb, owner, { ...save.data, title: 'Mine', bucket: 'none' });
    expect(wordsOn(late)).toContain('somebody else was faster');
    expect(coverNow()).toMatchObject({ title: 'Draw the cover', percentComplete: 100 });
  });
});

describe('task.assign and task.due', () => {
  it('say one thing in a sentence and leave the rest', async () => {
    const { ask, coverNow, cover } = scene();
    await ask('task.assign', owner, { task: 'Draw the cover', group: guild, people: 'Wren Adeyemi' });
    expect(Object.keys(coverNow()?.assignments ?? {}).sort()).toEqual([owner.id, secondOwner.id, employee.id].sort());
    await ask('task.due', owner, { taskId: cover.id, due: '24 December' });
    expect(coverNow()).toMatchObject({ dueDateTime: '2026-12-24T10:00:00Z', title: 'Draw the cover' });
    const wrong = await ask('task.due', owner, { taskId: cover.id, due: 'soonish' });
    expect(wordsOn(wrong)).toContain('“soonish” is no day');
    expect((await ask('task.assign', owner, { taskId: cover.id })).isQuestion).toBe(true);
  });
});

describe('task.delete', () => {
  it('asks, deletes, and asks again when it was changed since', async () => {
    const { ask, cover, coverNow, events, during } = scene();
    const yes = actionsOn(await ask('task.delete', owner, { taskId: cover.id }))[0]!;
    await ask('task.finish', secondOwner, { taskId: cover.id });
    const again = await ask(yes.verb, owner, yes.data);
    expect(wordsOn(again)).toContain('Somebody changed it');
    during(() => ask('task.reopen', secondOwner, { taskId: cover.id }));
    expect(wordsOn(await ask('task.delete', owner, actionsOn(again)[0]!.data))).toContain('Somebody changed it');
    expect(coverNow()).toBeDefined();
    await ask('task.delete', owner, { taskId: cover.id, confirmed: 'yes' });
    expect(coverNow()).toBeUndefined();
    expect(events().at(-1)).toBe('task.delete done');
  });
});
