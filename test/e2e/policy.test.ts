import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'muster-policy-'));
const policyFile = path.join(folder, 'policy.yaml');
let muster: Muster;
let wren: Person;
let mirela: Person;
let ingrid: Person;

/** As editors do: the new file takes the place of the old one. */
function write(text: string): void {
  writeFileSync(`${policyFile}.new`, text);
  renameSync(`${policyFile}.new`, policyFile);
}

const log = (): string => muster.bot.log();

beforeAll(async () => {
  write('# Nothing is said.\n');
  muster = await startMuster({ env: { POLICY_FILE: policyFile } });
  [wren, mirela, ingrid] = [cast.employee, cast.owner, cast.admin].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  await Promise.all([wren, mirela, ingrid].map((one) => one.sees('Welcome')));
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

describe('a policy that is changed while the bot runs', () => {
  it('holds from the next command on', async () => {
    expect(textOf(await wren.ask('policy', 'Who has to agree'))).toContain('To create a group, nobody has to agree.');
    write(`approvals:
  - name: New groups
    kinds: [create]
    stages: [{ by: { people: [${cast.owner.principalName}] } }]
`);
    await until('the bot has taken it', () => log().includes('policy.changed'));
    expect(textOf(await wren.ask('who can approve', 'Mirela'))).toContain('has to agree');
    await wren.ask('new group Lichen Atlas', 'Somebody has to agree');
  });

  it('keeps what held while it is wrong, and tells administrators alone', async () => {
    write('creation: { minimumOwners: none }\n');
    await until('the bot has seen it', () => log().includes('policy.wrong'));
    expect(textOf(await ingrid.ask('policy', 'is wrong since'))).toContain('creation.minimumOwners');
    const others = textOf(await wren.ask('policy', 'Who has to agree'));
    expect(others).toContain('Mirela');
    expect(others).not.toContain('wrong');
  });

  it('tells owners on other days, without waiting for tomorrow’s scan', async () => {
    const { now } = await muster.session();
    const end = new Date(Date.parse(now) + 40 * 24 * 3_600_000).toISOString().slice(0, 19);
    muster.sandbox.tenant.updateGroup(groups.designGuild, { expirationDateTime: `${end}Z` });
    write('expiry: { noticeDays: [45] }\n');
    await mirela.sees(/Design Guild\W+expires/iu);
  });
});

describe('policy check', () => {
  const sent = (text: string) => ({ name: 'mine.yaml', base64: Buffer.from(text).toString('base64') });
  const slow = 'approvals: [{ name: Slow, kinds: [create], stages: [{ by: manager }, { by: owners }] }]\n';

  it('tells an administrator what is wrong in a file that is sent, and what a right one would have changed', async () => {
    await ingrid.write('policy check', { file: sent('creation: { minimumOwners: none }\n') });
    const wrong = await ingrid.sees('mine.yaml is wrong');
    expect(textOf(wrong)).toContain('line 1, creation.minimumOwners');
    await ingrid.write('policy check', { file: sent('creation: { minimumOwners: 2 }\n') });
    await ingrid.sees(/mine\.yaml is right[^]*Nobody asked for anything in the last 90 days/u);

    const form = await wren.ask('join Design Guild', 'Ask to join');
    await wren.press(form, 'Send request', { reason: 'I draw.' });
    await mirela.sees('Wren Adeyemi asks to join Design Guild');
    const question = await ingrid.ask('check the policy', 'Paste what stands in the file');
    await ingrid.press(question, 'Check it', { text: slow.replace('create', 'join') });
    const right = textOf(await ingrid.sees('The policy is right'));
    expect(right).toContain('Of 1 request of the last 90 days 1 would have needed more stages.');
    expect(right).toContain('an owner → the manager, then an owner, by “Slow”');
    expect(textOf(await wren.ask('policy for Design Guild', 'Who has to agree'))).not.toContain('your manager');
  });

  it('is refused to everybody else', async () => {
    await wren.write('policy check', { file: sent(slow) });
    await wren.sees('What a policy would change is shown to the administrators');
  });
});
