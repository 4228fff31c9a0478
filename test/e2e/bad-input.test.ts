import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { personRows } from '../../src/sandbox/tenant/people.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;
let tomas: Person;
let ingrid: Person;

beforeAll(async () => {
  const policy = path.resolve(import.meta.dirname, '../../config/sandbox-policy.yaml');
  muster = await startMuster({ env: { POLICY_FILE: policy }, messageFactor: 10 });
  [wren, mirela, tomas, ingrid] = [cast.employee, cast.owner, cast.secondOwner, cast.admin].map(({ id }) =>
    muster.person(id),
  ) as [Person, Person, Person, Person];
  await Promise.all([wren, mirela, tomas, ingrid].map((person) => person.sees('Welcome to Muster')));
});
afterAll(() => muster.stop());

const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
const isMember = (group: string, { id }: { id: string }): boolean =>
  muster.sandbox.tenant.isLinked(group, 'member', id);

async function asksToJoin(person: Person, group: string): Promise<void> {
  const form = await person.ask(`join ${group}`, 'An owner has to let you in');
  await person.press(form, 'Send request', { reason: 'Please' });
}

describe('the form for a new group', () => {
  const fine = { displayName: 'Salt Marsh', description: '', visibility: 'private', hasTeam: 'false' };

  it.each([
    ['a name that is too long', { displayName: 'x'.repeat(257) }, 'Names have up to 256 characters'],
    ['a word that is blocked', { displayName: 'Payroll' }, 'a word that your organisation does not allow'],
    ['a guest as an owner', { owners: cast.guest.id }, 'Guests cannot own a group'],
    ['an owner whom nobody knows', { owners: crypto.randomUUID() }, 'not in the directory any more'],
    ['an address that is taken', { mailNickname: 'design-guild' }, 'mail address'],
    ['a classification of its own', { classification: 'Cosmic' }, 'not one of the classifications'],
  ])('comes back with %s marked, and sends nothing', async (_, wrong, words) => {
    const form = await wren.ask('new group', 'Somebody has to agree');
    await wren.press(form, 'Send request', { ...fine, ...wrong });
    const marked = await until('it came back', async () => {
      const now = await wren.again(form);
      return textOf(now).includes('Not sent yet') && now;
    });
    expect(textOf(marked)).toContain(words);
    expect(await muster.rows(`select 1 from request where kind = 'create'`)).toEqual([]);
  });
});

describe('people', () => {
  it('who are not there, or could be two, are asked about', async () => {
    await mirela.ask('add Nobody Atall to Research Circle', /“Nobody Atall”|Nobody Atall/u);
    const choice = await mirela.ask(
      'add Jonas to Research Circle',
      /Jonas Müller.*Jonas Muller|Jonas Muller.*Jonas Müller/su,
    );
    expect(titlesOf(choice).length).toBeGreaterThan(1);
    expect(isMember(groups.researchCircle, employee('jonas.muller'))).toBe(false);
    expect(isMember(groups.researchCircle, employee('jonas.mueller'))).toBe(false);
  });

  it('are twenty at once, and nobody of twenty-one is added', async () => {
    const locals = personRows.flatMap(([local]) => (local.includes('.') ? [local] : [])).slice(10, 31);
    const areIn = (some: readonly string[]) => some.filter((local) => isMember(groups.researchCircle, employee(local)));
    const add = (some: readonly string[]): string =>
      `add ${some.map((local) => `${local}@tessaly.example`).join(', ')} to Research Circle`;
    const before = areIn(locals);
    expect(locals).toHaveLength(21);
    await mirela.ask(add(locals), 'Up to 20 people can be named at once.');
    expect(areIn(locals)).toEqual(before);
    await mirela.write(add(locals.slice(0, 20)));
    await until('the twenty are in', () => areIn(locals.slice(0, 20)).length === 20);
  });
});

describe('what happened between the card and the press', () => {
  it('an owner who is none any more decides nothing, and another still can', async () => {
    await asksToJoin(wren, 'Design Guild');
    const [card, other] = await Promise.all(
      [tomas, mirela].map((one) => one.sees('Wren Adeyemi asks to join Design Guild')),
    );
    muster.sandbox.tenant.unlink(groups.designGuild, 'owner', tomas.id);
    const outcome = await tomas.press(card!, 'Approve');
    expect(JSON.stringify(outcome)).toContain('you are not one of them any more');
    expect(isMember(groups.designGuild, wren)).toBe(false);
    await mirela.press(other!, 'Approve');
    await until('Wren is in', () => isMember(groups.designGuild, wren));
  });

  it('a group that has another name now is the same group', async () => {
    const hao = employee('hao.lin');
    muster.sandbox.tenant.unlink(groups.researchCircle, 'member', hao.id);
    await asksToJoin(hao, 'Research Circle');
    const card = await mirela.sees('asks to join Research Circle');
    muster.sandbox.tenant.updateGroup(groups.researchCircle, { displayName: 'Research Round' });
    await mirela.press(card, 'Approve');
    await until('Hao is in', () => isMember(groups.researchCircle, hao));
    muster.sandbox.tenant.updateGroup(groups.researchCircle, { displayName: 'Research Circle' });
  });

  it('a Graph that is busy all the time loses no request for a group: the approver presses again', async () => {
    const form = await wren.ask('new group Salt Marsh', 'Somebody has to agree');
    const inputs = { displayName: 'Salt Marsh Design', description: '', visibility: 'private', hasTeam: 'false' };
    await wren.press(form, 'Send request', inputs);
    const back = await wren.again(form);
    if (titlesOf(back).includes('Send request anyway')) await wren.press(back, 'Send request anyway', inputs);
    const card = await ingrid.sees('asks for a new group, Salt Marsh Design');
    await muster.setFaults({ graphThrottle: 1_000 });
    const outcome = await ingrid.press(card, 'Approve');
    expect(JSON.stringify(outcome)).toMatch(/try again|takes longer/iu);
    await muster.setFaults({ graphThrottle: 0 });
    await ingrid.press(card, 'Approve');
    await wren.sees('The group is there and you own it');
    const made = [...muster.sandbox.tenant.groups()].filter((group) => group.displayName === 'Salt Marsh Design');
    expect(made).toHaveLength(1);
  }, 45_000);
});
