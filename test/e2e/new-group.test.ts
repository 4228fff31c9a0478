import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, fixedId } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'new-group-'));
const policyFile = path.join(folder, 'policy.yaml');
let muster: Muster;
let wren: Person;
let mirela: Person;
let ingrid: Person;
/** Administers groups, but names them as everybody does; works in IT. */
let emeka: Person;
const emekaName = 'emeka.obiora@tessaly.example';

beforeAll(async () => {
  const admins = [cast.admin.principalName, cast.owner.principalName, emekaName].join(', ');
  const stage = `{ by: { people: [${admins}] } }`;
  writeFileSync(policyFile, `approvals: [{ name: New groups, kinds: [create], stages: [${stage}] }]\n`);
  muster = await startMuster({ env: { POLICY_FILE: policyFile } });
  wren = muster.person(cast.employee.id);
  mirela = muster.person(cast.owner.id);
  ingrid = muster.person(cast.admin.id);
  emeka = muster.person(fixedId('user', emekaName));
  await Promise.all([mirela, ingrid, emeka].map((one) => one.sees('Welcome')));
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

const made = (name: string) => [...muster.sandbox.tenant.groups()].filter((group) => group.displayName === name);

describe('a new group', () => {
  it('is asked for with a form, named as the organisation wants, approved by an administrator and made once', async () => {
    const form = await wren.ask('new group Lichen Atlas', 'Somebody has to agree');
    const inputs = {
      displayName: 'Lichen Atlas',
      description: 'Where lichens grow.',
      visibility: 'private',
      hasTeam: 'false',
    };
    await wren.press(form, 'Send request', inputs);
    const marked = await wren.again(form);
    const fitting = 'Lichen Atlas Design';
    expect(textOf(marked)).toContain(`it becomes “${fitting}”`);
    await wren.press(marked, /^Send request/u, { ...inputs, displayName: fitting });
    await wren.sees(`Your request for the group ${fitting}`);
    const card = await ingrid.sees(`Wren Adeyemi asks for a new group, ${fitting}`);
    const other = await mirela.sees(`Wren Adeyemi asks for a new group, ${fitting}`);
    expect(made(fitting)).toEqual([]);
    await ingrid.press(card, 'Approve');
    expect(textOf(await ingrid.again(card))).toContain('The group is there');
    await wren.sees('The group is there and you own it');
    expect(made(fitting)).toHaveLength(1);
    const id = made(fitting)[0]?.id ?? '';
    expect(muster.sandbox.tenant.isLinked(id, 'owner', wren.id)).toBe(true);
    expect(muster.sandbox.tenant.isLinked(id, 'member', wren.id)).toBe(true);
    await until('the other approver sees who decided', async () =>
      textOf(await mirela.again(other)).includes('Ingrid Solheim approved this'),
    );
  });

  it('is named as the directory wants it of whoever creates it, once that person has seen the name', async () => {
    await wren.write('new group Fern Atlas Design');
    const form = await wren.sees('Somebody has to agree');
    const inputs = { displayName: 'Fern Atlas Design', description: '', visibility: 'private', hasTeam: 'false' };
    await wren.press(form, 'Send request', inputs);
    const similar = await wren.again(form);
    if (titlesOf(similar).includes('Send request anyway')) await wren.press(similar, 'Send request anyway', inputs);
    const card = await emeka.sees('Wren Adeyemi asks for a new group, Fern Atlas Design');
    await emeka.press(card, 'Approve');
    const asked = await emeka.again(card);
    expect(textOf(asked)).toContain('Nothing is decided yet');
    expect(textOf(asked)).toContain('Fern Atlas Design IT');
    const names = { displayName: 'Fern Atlas IT', mailNickname: 'fern-atlasIT' };
    await emeka.press(asked, 'Approve with this name', names);
    await wren.sees(/Your request for the group Fern Atlas IT: approved/u);
    expect(made('Fern Atlas IT')).toMatchObject([{ mailNickname: 'fern-atlasIT' }]);
    expect(made('Fern Atlas Design')).toEqual([]);
  });

  it('gets its team although Teams hears of it late', async () => {
    const form = await wren.ask('new group Moss Atlas', 'Somebody has to agree');
    const inputs = {
      displayName: 'Moss Atlas Design',
      visibility: 'private',
      hasTeam: 'true',
    };
    await wren.press(form, 'Send request', inputs);
    const marked = await wren.again(form);
    if (titlesOf(marked).includes('Send request anyway')) await wren.press(marked, 'Send request anyway', inputs);
    const card = await ingrid.sees('Wren Adeyemi asks for a new group, Moss Atlas Design');
    await ingrid.press(card, 'Approve');
    await until('the team is there', () => made('Moss Atlas Design')[0]?.hasTeam === true, 20_000);
    await until('its card says so', async () => textOf(await ingrid.again(card)).includes('The group is there, and'));
    await wren.sees('The group is there and you own it; Teams');
    expect(made('Moss Atlas Design')).toHaveLength(1);
  });
});
