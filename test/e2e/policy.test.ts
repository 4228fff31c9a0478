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
