import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spreadOf } from '../../src/domain/attestation.ts';
import type { Message } from '../../src/sandbox/page/api.ts';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'muster-attestation-'));
const policyFile = path.join(folder, 'policy.yaml');
const daySeconds = 24 * 3_600;
let muster: Muster;
let mirela: Person;
let tomas: Person;
let ingrid: Person;
let wren: Person;

const asking = /Is Design Guild still needed\?|Please look at Design Guild/u;
const about = (messages: Message[]): Message[] => messages.filter((message) => asking.test(textOf(message)));

beforeAll(async () => {
  writeFileSync(
    policyFile,
    `admins: [${cast.admin.principalName}]
members: { appEndsMemberships: true }
attestation:
  - name: Guilds
    groups: [Design Guild]
    answerDays: 40
    remindAfterDays: 7
    escalate: { afterDays: 14 }
`,
  );
  muster = await startMuster({ env: { POLICY_FILE: policyFile } });
  [mirela, tomas, ingrid, wren] = [cast.owner, cast.secondOwner, cast.admin, cast.employee].map(({ id }) =>
    muster.person(id),
  ) as [Person, Person, Person, Person];
  await Promise.all([mirela, tomas, ingrid, wren].map((one) => one.sees('Welcome')));
  const { tenant } = muster.sandbox;
  tenant.updateGroup(groups.designGuild, {
    expirationDateTime: '2035-01-01T00:00:00Z',
    createdDateTime: '2020-01-01T00:00:00Z',
  });
  for (const { id } of [cast.employee, cast.guest])
    if (!tenant.isLinked(groups.designGuild, 'member', id)) tenant.link(groups.designGuild, 'member', id);
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

describe('a group is confirmed by its owners', () => {
  it('is asked on its day of the first thirty, once of each owner', async () => {
    await muster.quiet();
    const wait = spreadOf(groups.designGuild);
    if (wait > 0) expect(about(await mirela.fromBot())).toHaveLength(0);
    await muster.advance((wait + 1) * daySeconds);
    await mirela.sees(asking);
    await tomas.sees(asking);
    await muster.advance(3_600);
    await muster.quiet();
    expect(about(await mirela.fromBot())).toHaveLength(1);
    expect(about(await tomas.fromBot())).toHaveLength(1);
  });

  it('takes one of two answers that are given at once, and both read which', async () => {
    const [hers, his] = [await mirela.sees(asking), await tomas.sees(asking)];
    await Promise.all([mirela.press(hers, 'Yes, still needed'), tomas.press(his, 'Yes, still needed')]);
    const answers = await muster.rows('select answers, revision from attestation');
    expect(answers).toMatchObject([{ revision: 1 }]);
    for (const [person, card] of [
      [mirela, hers],
      [tomas, his],
    ] as const)
      await until('the answer is on the card', async () => /Yes, \S+ \S+ said/u.test(textOf(await person.again(card))));
  });

  it('reminds both owners, and then asks an administrator, also after a death in between', async () => {
    await muster.advance(7 * daySeconds);
    await until('both are reminded', async () => about(await tomas.fromBot()).length === 2);
    await muster.bot.kill();
    await muster.advance(7 * daySeconds);
    await muster.bot.start();
    const card = await ingrid.sees(asking);
    expect(textOf(card)).toContain('have not answered everything.');
    const opened = await pressed(ingrid, card, 'Who was asked', 'Asked:');
    expect(textOf(opened)).toMatch(/Asked: .*Mirela/u);
  });

  it('takes two members out with the right of the owner who says so', async () => {
    const card = await mirela.sees(asking);
    const page = await pressed(mirela, card, 'Look through the members', 'Who belongs in Design Guild?');
    const { ids } = (page.cards[0] as { actions: { data?: { ids?: string[] } }[] }).actions[0]?.data ?? {};
    const out: string[] = [cast.guest.id, cast.employee.id];
    // Guests come first.
    expect(ids?.indexOf(cast.guest.id)).toBeLessThan(ids?.indexOf(cast.employee.id) ?? 0);
    const choices = Object.fromEntries(
      (ids ?? []).map((id, at) => [`m${at}`, out.includes(id) ? 'remove' : 'keep'] as const),
    );
    await mirela.press(page, /^Save these/u, choices);
    await until('they are out', () =>
      out.every((id) => !muster.sandbox.tenant.isLinked(groups.designGuild, 'member', id)),
    );
    const calls = (await muster.traffic()).filter(({ carriedOut = [] }) =>
      carriedOut.some(({ request }) => request.startsWith('DELETE') && request.includes('/members/')),
    );
    expect(calls.length).toBeGreaterThan(0);
    for (const { claims } of calls) expect(claims).toMatchObject({ oid: cast.owner.id });
    await until('the page says so', async () => /2 were taken out/u.test(textOf(await mirela.again(page))));
    const rest = await mirela.again(page);
    if (titlesOf(rest).includes('Everybody else stays')) await mirela.press(rest, 'Everybody else stays');
  });

  it('is finished with the last answer, which everybody reads; the next round is a year later', async () => {
    await tomas.press(await tomas.sees(asking), 'Private is right');
    for (const person of [mirela, tomas, ingrid]) {
      const done = await person.sees('Design Guild is confirmed');
      expect(textOf(done)).toContain('2 were taken out');
      expect(textOf(done)).toContain('Asked again about');
    }
    await muster.quiet();
    await muster.advance(364 * daySeconds);
    await muster.quiet(60_000);
    expect(about(await tomas.fromBot())).toHaveLength(0);
    await muster.advance(daySeconds);
    await until('it is asked again', async () => about(await tomas.fromBot()).length === 1, 60_000);
    expect(await muster.rows('select max(round) as last from attestation')).toEqual([{ last: 2 }]);
  }, 120_000);
});

describe('a membership whose time is over', () => {
  const inside = (): boolean => muster.sandbox.tenant.isLinked(groups.designGuild, 'member', cast.employee.id);

  async function limited(): Promise<void> {
    if (!inside()) muster.sandbox.tenant.link(groups.designGuild, 'member', cast.employee.id);
    await mirela.ask(`limit ${cast.employee.displayName} in Design Guild for 2 hours`, 'ends in 2 hours');
    await muster.advance(2.1 * 3_600);
  }

  it('is left to its owners while the app was not granted the role, and told of until one ends it', async () => {
    await limited();
    await mirela.sees(/Design Guild is over/u);
    await muster.quiet();
    expect(inside()).toBe(true);
    await muster.advance(daySeconds);
    const daily = await tomas.sees('The time of 1 member is over');
    await muster.advance(3 * daySeconds);
    await ingrid.sees('Their owners have known for three days');
    const opened = await pressed(tomas, daily, 'Open', 'Design Guild is over');
    await tomas.press(opened, 'End it now');
    await until('it is ended', () => !inside());
    await wren.sees('Your membership in Design Guild has ended');
  });

  it('is ended by the app itself once it was, on record before and after', async () => {
    muster.grantAppRole('GroupMember.ReadWrite.All');
    await muster.bot.kill();
    await muster.bot.start();
    await limited();
    await until('it is ended', () => !inside());
    await mirela.sees(/Muster took .* out\./u);
    const ended = (await muster.traffic()).findLast(
      ({ method, path: where }) => method === 'DELETE' && where.includes('/members/'),
    );
    expect(ended?.claims).not.toHaveProperty('scp');
    const trail = await muster.rows(
      "select outcome from audit_event where operation = 'term.end' and actor_id = 'muster' order by sequence",
    );
    expect(trail.map(({ outcome }) => outcome)).toEqual(['begun', 'refused', 'begun', 'done']);
  });
});

/** Presses what answers with a message of its own. */
async function pressed(person: Person, card: Message, title: string, saying: string): Promise<Message> {
  const before = (await person.fromBot()).map(({ id }) => id);
  await person.press(card, title);
  return person.sees(saying, { except: before });
}
