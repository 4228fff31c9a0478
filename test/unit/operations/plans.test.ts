import { describe, expect, it } from 'vitest';
import { createdPlans, scene } from './plans-scene.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { actionsOn, dialogsOn, titlesOn, wordsOn } from '../../support/builders.ts';

const { employee, owner, secondOwner, admin } = cast;
const guild = groups.designGuild;
const odd = `Ω 'plan' "&%/#\\ <b>计划</b> خطة`;

describe('plan.list', () => {
  it('shows the plans of a group with the way into each', async () => {
    const { ask } = scene();
    const list = await ask('plan.list', owner, { group: guild });
    expect(wordsOn(list)).toContain('Autumn catalogue');
    const open = actionsOn(list).find(({ title }) => title === 'Open')!;
    expect(wordsOn(await ask(open.verb, owner, open.data))).toContain('In the workshop');
  });

  it('shows those of all the groups in which one is, read in one batch', async () => {
    const { ask, calls } = scene();
    const words = wordsOn(await ask('plan.list', owner));
    expect(words).toContain('Autumn catalogue');
    expect(words).toContain('Diary study');
    expect(calls.filter(({ path }) => path.includes('/planner/'))).toEqual([]);
    expect(calls.filter(({ path }) => path === '/$batch').length).toBeLessThanOrEqual(3);
  });

  it('says what to do where there is none, and turns pages', async () => {
    const { ask } = scene();
    expect(wordsOn(await ask('plan.list', employee, { group: groups.bookClub }))).toMatch(
      /no plan yet|for its members/,
    );
    await createdPlans(ask, owner, 9);
    const first = await ask('plan.list', owner, { group: guild });
    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    const second = await ask(more.verb, owner, more.data);
    expect(titlesOn(second)).toContain('From the start');
    expect(titlesOn(first).filter((title) => title === 'Open')).toHaveLength(8);
    expect(titlesOn(second).filter((title) => title === 'Open')).toHaveLength(2);
  });

  it('offers the way in to who is no member, and none where a rule decides', async () => {
    const { ask } = scene();
    const card = await ask('plan.list', employee, { group: guild });
    expect(wordsOn(card)).toContain('to its members only, and you are not one');
    expect(actionsOn(card)[0]).toMatchObject({ verb: 'group.join', data: { group: guild } });
  });

  it('explains a group that can have none', async () => {
    const { ask, securityGroup } = scene();
    await expect(ask('plan.list', admin, { group: securityGroup })).rejects.toMatchObject({ code: 'plan.wrong-kind' });
    await expect(ask('plan.create', admin, { group: securityGroup, title: 'A' })).rejects.toMatchObject({
      code: 'plan.wrong-kind',
    });
  });
});

describe('plan.show', () => {
  it('shows buckets in their order, tasks with their day and people, finished ones when asked', async () => {
    const { ask } = scene();
    const shown = await ask('plan.show', owner, { group: guild, plan: 'autumn CATALOGUE' });
    const words = wordsOn(shown);
    expect(words.indexOf('Ideas')).toBeLessThan(words.indexOf('In the workshop'));
    expect(words).toMatch(/In progress · Due 11 March 2026, in 10 days · Mirela Vašková, Tomás Iriarte/);
    expect(words).not.toContain('Choose the paper');
    const all = actionsOn(shown).find(({ title }) => title === 'Show finished')!;
    expect(wordsOn(await ask(all.verb, owner, all.data))).toContain('Choose the paper');
  });

  it('finds it by its name alone among one’s own groups, or by the group alone', async () => {
    const { ask } = scene();
    expect(wordsOn(await ask('plan.show', owner, { plan: 'Diary study' }))).toContain('Plan of Research Circle');
    expect(wordsOn(await ask('plan.show', owner, { plan: 'Research Circle' }))).toContain('Diary study');
  });

  it('asks which of several, and names what there is', async () => {
    const { ask } = scene();
    await ask('plan.create', owner, { group: guild, title: 'Autumn fair', confirmed: 'yes' });
    const which = await ask('plan.show', owner, { plan: 'Autumn' });
    expect(which.isQuestion).toBe(true);
    const one = actionsOn(which)[1]!;
    expect(wordsOn(await ask(one.verb, owner, one.data))).toContain('Autumn fair');
    const error = await ask('plan.show', owner, { group: guild, plan: 'Winter' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'plan.not-found',
      advice: expect.stringContaining('“Autumn catalogue” and') as unknown,
    });
    await expect(ask('plan.show', owner, { plan: 'Nowhere' })).rejects.toMatchObject({ code: 'plan.not-found' });
    await expect(ask('plan.show', admin)).rejects.toMatchObject({ code: 'plan.missing' });
  });

  it('pages through many tasks', async () => {
    const { ask, plan, addTasks } = scene();
    addTasks(12);
    let card = await ask('plan.show', owner, { planId: plan.id });
    const seen = new Set<string>();
    for (;;) {
      expect(titlesOn(card).filter((title) => title === 'Done').length).toBeLessThanOrEqual(8);
      for (const [, number = ''] of wordsOn(card).matchAll(/Step (\d+)/g)) seen.add(number);
      const more = actionsOn(card).find(({ title }) => title === 'More');
      if (!more) break;
      card = await ask(more.verb, owner, more.data);
    }
    expect(seen.size).toBe(12);
  });

  it('refuses who is no member, owner or not, in words that lead on', async () => {
    const { ask, plan } = scene();
    await expect(ask('plan.show', employee, { group: guild, plan: 'Autumn' })).rejects.toMatchObject({
      code: 'plan.denied',
      advice: expect.stringContaining('join Design Guild') as unknown,
    });
    await expect(ask('plan.show', employee, { planId: plan.id })).rejects.toMatchObject({ code: 'plan.denied' });
    await expect(ask('plan.show', owner, { planId: '../me' })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(ask('plan.show', owner, { planId: 'x'.repeat(28) })).rejects.toMatchObject({ code: 'plan.not-found' });
  });
});

describe('plan.create', () => {
  it('makes it under any name, once', async () => {
    const { ask, plansNamed, events } = scene();
    const done = await ask('plan.create', owner, { group: guild, title: odd });
    expect(plansNamed(odd)).toHaveLength(1);
    expect(wordsOn(done)).toContain(odd);
    expect(dialogsOn(done)[0]?.data).toMatchObject({ verb: 'task.add' });
    expect(events()).toEqual(['plan.create done']);
    const again = await ask('plan.create', owner, { group: guild, title: odd, confirmed: 'yes' });
    expect(wordsOn(again)).toContain('a plan of this name already');
    expect(plansNamed(odd)).toHaveLength(1);
  });

  it.each([
    ['', 'needs a name'],
    ['x'.repeat(256), 'this has 256'],
  ])('tells beside the field what is wrong with the name (%#)', async (title, words) => {
    const { ask, events } = scene();
    const form = await ask('plan.create', owner, { group: guild, title, confirmed: 'yes' });
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain(words);
    expect(events()).toEqual([]);
  });

  it('asks for the group when none was named', async () => {
    const form = await scene().ask('plan.create', owner, { title: 'Homeless' });
    expect(JSON.stringify(form.card)).toContain('Research Circle');
  });

  it('makes an owner who is no member a member in the same click', async () => {
    const { ask, tenant, plansNamed, events } = scene();
    tenant.unlink(guild, 'member', owner.id);
    const offer = await ask('plan.create', owner, { group: guild, title: 'Fair' });
    expect(wordsOn(offer)).toContain('You own this group but are not a member');
    expect(plansNamed('Fair')).toEqual([]);
    const join = actionsOn(offer)[0]!;
    expect(join.title).toBe('Join and create the plan');
    await ask(join.verb, owner, join.data);
    expect(tenant.isLinked(guild, 'member', owner.id)).toBe(true);
    expect(plansNamed('Fair')).toHaveLength(1);
    expect(events()).toEqual(['plan.join-and-create done']);
  });

  it('makes nobody a member by a forged button', async () => {
    const { ask, tenant, plansNamed } = scene();
    const card = await ask('plan.join-and-create', employee, { group: guild, title: 'Mine' });
    expect(wordsOn(card)).toContain('you are not one');
    expect(tenant.isLinked(guild, 'member', employee.id)).toBe(false);
    expect(plansNamed('Mine')).toEqual([]);
  });
});

describe('plan.rename', () => {
  it('renames, and takes it back', async () => {
    const { ask, plan, planNow, events } = scene();
    const done = await ask('plan.rename', owner, { planId: plan.id, title: odd });
    expect(planNow()?.title).toBe(odd);
    const undo = actionsOn(done).find(({ title }) => title === 'Undo')!;
    await ask(undo.verb, owner, undo.data);
    expect(planNow()?.title).toBe('Autumn catalogue');
    expect(events()).toEqual(['plan.rename done', 'plan.rename done']);
    expect(wordsOn(await ask('plan.rename', owner, { planId: plan.id, title: 'Autumn catalogue' }))).toContain(
      'stays as it is',
    );
  });

  it('shows how it stands when somebody was faster, before the form and during the write', async () => {
    const { ask, plan, planNow, during } = scene();
    const form = await ask('plan.rename', owner, { planId: plan.id });
    const save = actionsOn(form)[0]!;
    await ask('plan.rename', secondOwner, { planId: plan.id, title: 'Tomás was here' });
    const late = await ask(save.verb, owner, { ...save.data, title: 'Mine' });
    expect(wordsOn(late)).toContain('Somebody renamed it');
    expect(JSON.stringify(late.card)).toContain('Tomás was here');
    during(() => ask('plan.rename', secondOwner, { planId: plan.id, title: 'Again' }));
    expect(wordsOn(await ask('plan.rename', owner, { planId: plan.id, title: 'Mine' }))).toContain(
      'Somebody renamed it',
    );
    expect(planNow()?.title).toBe('Again');
  });

  it.each([
    ['', 'needs a name'],
    ['x'.repeat(256), 'this has 256'],
  ])('tells beside the field what is wrong (%#)', async (title, words) => {
    const { ask, plan } = scene();
    expect(wordsOn(await ask('plan.rename', owner, { planId: plan.id, title, confirmed: 'yes' }))).toContain(words);
  });
});

describe('plan.delete', () => {
  it('says what goes with it, then deletes', async () => {
    const { ask, plan, planNow, events } = scene();
    const question = await ask('plan.delete', owner, { planId: plan.id });
    expect(question.isQuestion).toBe(true);
    expect(wordsOn(question)).toContain('With it go 3 buckets and 4 tasks, 3 of them not finished');
    expect(planNow()).toBeDefined();
    const yes = actionsOn(question)[0]!;
    await ask(yes.verb, owner, yes.data);
    expect(planNow()).toBeUndefined();
    expect(events()).toEqual(['plan.delete done']);
    await expect(ask(yes.verb, owner, yes.data)).rejects.toMatchObject({ code: 'plan.not-found' });
  });

  it('asks again when it was changed since', async () => {
    const { ask, plan, planNow, during } = scene();
    const yes = actionsOn(await ask('plan.delete', owner, { planId: plan.id }))[0]!;
    await ask('plan.rename', secondOwner, { planId: plan.id, title: 'Still needed' });
    const again = await ask(yes.verb, owner, yes.data);
    expect(wordsOn(again)).toContain('Somebody changed it in the meantime');
    during(() => ask('plan.rename', secondOwner, { planId: plan.id, title: 'Really' }));
    const third = await ask('plan.delete', owner, actionsOn(again)[0]!.data);
    expect(wordsOn(third)).toContain('Delete Really?');
    expect(planNow()?.title).toBe('Really');
  });
});

describe('plan.add-bucket', () => {
  it('puts it at the end, once under one name', async () => {
    const { ask, plan, bucketsNow } = scene();
    await ask('plan.add-bucket', owner, { planId: plan.id, title: odd });
    expect(bucketsNow().filter(({ name }) => name === odd)).toHaveLength(1);
    const again = await ask('plan.add-bucket', owner, { planId: plan.id, title: odd.toUpperCase() });
    expect(wordsOn(again)).toContain('a bucket of this name already');
    expect(wordsOn(await ask('plan.add-bucket', owner, { planId: plan.id, title: '', confirmed: 'yes' }))).toContain(
      'A bucket needs a name',
    );
    expect(bucketsNow()).toHaveLength(4);
  });
});

describe('Planner’s limits', () => {
  it('are told in plain words', async () => {
    const { ask, plan, tenant, fillBuckets } = scene();
    fillBuckets(200);
    await expect(ask('plan.add-bucket', owner, { planId: plan.id, title: 'One more' })).rejects.toMatchObject({
      code: 'planner.full.MaximumBucketsInProject',
      advice: expect.stringContaining('as many buckets as a plan can have') as unknown,
    });
    for (let number = 0; number < 200; number++)
      tenant.work.plans.put({ ...plan, id: `filler-${number}`, title: `Filler ${number}` });
    await expect(ask('plan.create', owner, { group: guild, title: 'Too much' })).rejects.toMatchObject({
      code: 'planner.full.MaximumPlannerPlans',
    });
  });
});
