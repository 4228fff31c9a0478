import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/page/api.ts';
import { appCatalogId, cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { buttonsOf, textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';

import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

describe('before a group expires', () => {
  let muster: Muster;
  let mirela: Person;
  let tomas: Person;
  const saying = /Design Guild\W+expires in/u;
  const folder = mkdtempSync(path.join(tmpdir(), 'notices-'));

  beforeAll(async () => {
    const policyFile = path.join(folder, 'policy.yaml');
    // Groups without owners send messages of their own.
    writeFileSync(policyFile, 'ownerless: { minimumOwners: 0 }\n');
    muster = await startMuster({ env: { POLICY_FILE: policyFile } });
    [mirela, tomas] = [cast.owner, cast.secondOwner].map(({ id }) => muster.person(id)) as [Person, Person];
    await Promise.all([mirela, tomas].map((person) => person.sees('Welcome to Muster')));
    await until('the bot knows the channel', async () => {
      const known = await muster.rows("select 1 from conversation where kind = 'channel'");
      return known.length > 0;
    });
    quietenOthers(muster);
    await muster.quiet();
  });
  afterAll(async () => {
    await muster.stop();
    rmSync(folder, { recursive: true });
  });

  const about = (messages: Message[]): Message[] => messages.filter((message) => saying.test(textOf(message)));

  async function endIn(days: number): Promise<void> {
    const { now } = await muster.session();
    const end = new Date(Date.parse(now) + days * 24 * 3_600_000).toISOString().slice(0, 19);
    muster.sandbox.tenant.updateGroup(groups.designGuild, { expirationDateTime: `${end}Z` });
  }

  it('tells each owner and the channel once, however often time jumps', async () => {
    await endIn(20);
    for (let jump = 0; jump < 3; jump += 1) {
      await muster.advance(120);
      await mirela.sees(saying);
      await muster.quiet();
    }
    const channel = muster.sandbox
      .conversations()
      .find(({ team }) => team?.general && team.groupId === groups.designGuild);
    expect(about(await mirela.fromBot())).toHaveLength(1);
    expect(about(await tomas.fromBot())).toHaveLength(1);
    expect(about(await mirela.fromBot(channel!.id))).toHaveLength(1);
  });

  it('lets an owner say that it is not needed, which the others then read', async () => {
    const card = await mirela.sees(saying);
    await mirela.press(card, 'Not needed');
    await until('the other owner reads it', async () =>
      /Mirela.* that it is not needed/u.test(textOf(await tomas.sees(saying))),
    );
  });

  it('shows the new date on every card once somebody renewed elsewhere', async () => {
    const card = await tomas.sees(saying);
    await endIn(180);
    await muster.advance(120);
    await until('the card says so', async () => textOf(await tomas.again(card)).includes('is renewed'));
    const titles = titlesOf(await tomas.again(card));
    expect(titles).toContain('Show the group');
    expect(titles).not.toContain('Renew');
  });

  it('sends a message whose fate is unknown once only, because it speaks for itself when it is looked at', async () => {
    await muster.quiet();
    await endIn(14);
    await muster.setFaults({ connectorFailAfterStore: 1 });
    await muster.advance(120);
    await until('a notice is in doubt', async () => {
      const doubt = await muster.rows("select 1 from notice where state = 'sending'");
      return doubt.length === 1;
    });
    await muster.quiet();
    const owners = (await muster.group(groups.designGuild)).owners.map(({ id }) => muster.person(id));
    const channel = muster.sandbox
      .conversations()
      .find(({ team }) => team?.general && team.groupId === groups.designGuild);
    for (const owner of owners) await owner.messages();
    await mirela.messages(channel!.id);
    await until(
      'it has spoken',
      async () => (await muster.rows("select 1 from notice where state = 'sending'")).length === 0,
    );
    await muster.advance(900);
    await muster.quiet();
    for (const owner of owners) expect(about(await owner.fromBot())).toHaveLength(1);
    expect(about(await mirela.fromBot(channel!.id))).toHaveLength(1);
  });

  it('takes a second message away when both are looked at after the ten minutes', async () => {
    // On to the next threshold of the same end: nothing else is changed that could take the fault.
    await muster.setFaults({ connectorFailAfterStore: 1 });
    await muster.advance(13.2 * 24 * 3600);
    // Every notice is on its way for a moment; this one stays so.
    await muster.quiet();
    const doubt = await until('a notice is in doubt', async () => {
      const [row] = await muster.rows("select id, recipient_kind, recipient_id from notice where state = 'sending'");
      return row;
    });
    const sent = () =>
      muster.sandbox
        .conversations()
        .flatMap(({ id: conversation, team, memberIds, messages }) =>
          messages
            .filter(({ deleted, cards }) => !deleted && JSON.stringify(cards).includes(String(doubt['id'])))
            .map(() => ({ conversation, reader: team ? mirela.id : memberIds[0]! })),
        );
    expect(sent()).toHaveLength(1);
    await muster.advance(660);
    await muster.quiet();
    expect(sent()).toHaveLength(2);
    const [{ conversation, reader }] = sent() as [{ conversation: string; reader: string }];
    await muster.person(reader).messages(conversation);
    await until('one is left', () => sent().length === 1);
  });

  it('is renewed by an owner from the card, and everybody reads the new date', async () => {
    const card = (await mirela.fromBot()).findLast(
      (message) => textOf(message).includes('Design Guild') && titlesOf(message).includes('Renew'),
    )!;
    await mirela.press(card, 'Renew');
    await muster.advance(10);
    await until('her card says so', async () => textOf(await mirela.again(card)).includes('is renewed'));
    const his = async () => (await tomas.fromBot()).map(textOf).findLast((text) => text.includes('Design Guild'))!;
    await until('his card says so', async () => (await his()).includes('is renewed'));
  });
});

describe('several groups, threads, deletions and those who come next', () => {
  let muster: Muster;
  let mirela: Person;
  let tomas: Person;
  let wren: Person;
  let ingrid: Person;
  /** How many messages the channel, and Mirela, had at the start. */
  let before = 0;
  let said = 0;

  beforeAll(async () => {
    const policy = path.resolve(import.meta.dirname, '../../config/sandbox-policy.yaml');
    const install = { PROACTIVE_INSTALL: 'true', TEAMS_APP_CATALOG_ID: appCatalogId };
    muster = await startMuster({ env: { POLICY_FILE: policy, ...install } });
    const people = [cast.owner, cast.secondOwner, cast.employee, cast.admin].map(({ id }) => muster.person(id));
    [mirela, tomas, wren, ingrid] = people as [Person, Person, Person, Person];
    await Promise.all(people.map((person) => person.sees('Welcome to Muster')));
    await until('the bot knows the channel', async () => {
      const known = await muster.rows("select 1 from conversation where kind = 'channel'");
      return known.length > 0;
    });
    quietenOthers(muster);
    // What was said at the start is settled before anything is looked at.
    await endIn(300, groups.designGuild);
    await muster.advance(120);
    await muster.quiet();
    before = channel().messages.length;
    said = (await mirela.fromBot()).length;
  });
  afterAll(() => muster.stop());

  async function endIn(days: number, ...ids: string[]): Promise<void> {
    const { now } = await muster.session();
    const end = new Date(Date.parse(now) + days * 24 * 3_600_000).toISOString().slice(0, 19);
    for (const id of ids) muster.sandbox.tenant.updateGroup(id, { expirationDateTime: `${end}Z` });
  }
  const channel = () =>
    muster.sandbox.conversations().find(({ team }) => team?.general && team.groupId === groups.designGuild)!;
  const digests = async () =>
    (await mirela.fromBot()).slice(said).filter((message) => JSON.stringify(message.cards).includes('"notice.digest"'));
  const rowButton = (message: Message, title: string, group: string) =>
    buttonsOf(message).find((one) => one.title === title && one.action.data['group'] === group)!;

  it('tells an owner of two groups in one message, also when the bot dies while it is on its way', async () => {
    await endIn(20, groups.designGuild, groups.researchCircle);
    await muster.setFaults({ connectorFailAfterStore: 1 });
    await muster.advance(120);
    await until('an answer is lost', () =>
      muster.sandbox.traffic().some(({ status, to }) => status === 502 && to === 'Connector'),
    );
    await muster.quiet();
    expect(await muster.rows("select 1 from notice where state = 'sending'")).toHaveLength(1);
    await muster.bot.kill();
    await muster.bot.start();
    const owners = [groups.designGuild, groups.researchCircle].flatMap((id) => [
      ...muster.sandbox.tenant.linked(id, 'owner'),
    ]);
    for (const id of new Set(owners)) await muster.person(id).messages();
    await mirela.messages(channel().id);
    await muster.quiet();
    await muster.advance(900);
    await muster.quiet();
    expect((await digests()).map(textOf)).toEqual([expect.stringContaining('2 of your groups expire')]);
    expect(await muster.rows("select 1 from notice where state = 'sending'")).toEqual([]);
    const single = (await tomas.fromBot()).filter((message) => textOf(message).includes('Design Guild expires in'));
    expect(single).toHaveLength(1);
  });

  it('shows more in a row, and the new date in it once it is renewed there', async () => {
    const [digest] = await digests();
    const more = buttonsOf(digest!).filter(({ title }) => title === 'More');
    expect(more).toHaveLength(2);
    await mirela.act(digest!, more[0]!.action);
    const opened = await until('the row is open', async () => {
      const now = await mirela.again(digest!);
      return titlesOf(now).includes('Remind me later') && now;
    });
    await mirela.press(opened, 'Remind me later');
    await until('it says so', async () => textOf(await mirela.again(digest!)).includes('You hear again in 3 days'));
    await mirela.act(digest!, rowButton(await mirela.again(digest!), 'Renew', groups.researchCircle).action);
    await muster.advance(10);
    await until('the row shows it', async () => /Now expires on/u.test(textOf(await mirela.again(digest!))));
    expect(textOf(await mirela.again(digest!))).toContain('Design Guild');
  });

  it('posts once in the channel, answers below it, and begins anew where the post was taken away', async () => {
    const about = () =>
      channel()
        .messages.slice(before)
        .filter(({ from, deleted, cards }) => from === 'bot' && !deleted && cards.length > 0);
    const [post] = about();
    expect(about()).toHaveLength(1);
    await muster.advance(5.1 * 24 * 3_600);
    await muster.quiet();
    expect(about().map(({ rootId }) => rootId)).toEqual([post!.id, post!.id]);
    expect(JSON.stringify(about()[0]!.cards)).toContain('expires in 15 days');
    post!.deleted = true;
    await muster.advance(13.9 * 24 * 3_600);
    await muster.quiet();
    const newest = about().at(-1)!;
    expect(newest.rootId).toBe(newest.id);
    expect(JSON.stringify(newest.cards)).toContain('"group.renew"');
  });

  it('tells the owners of a deleted group at once, who bring it back, and the others read that', async () => {
    muster.sandbox.tenant.deleteGroup(groups.designGuild);
    await muster.advance(60);
    await tomas.sees(/Design Guild\W+is deleted[^]*Can be brought back until/u);
    const hers = await mirela.sees(/Design Guild\W+is deleted[^]*Can be brought back until/u);
    await mirela.press(hers, 'Restore');
    await mirela.sees(/Design Guild\W+is back/u);
    await muster.advance(10);
    const his = await until('his card says so', async () =>
      (await tomas.fromBot()).findLast((message) => /Design Guild\W+is back/u.test(textOf(message))),
    );
    expect(titlesOf(his)).not.toContain('Restore');
  });

  it('does not tell whoever deletes a group through Muster, but the others', async () => {
    const question = await mirela.ask('delete group Design Guild', 'Delete Design Guild?');
    await mirela.press(question, 'Delete');
    await muster.advance(60);
    await tomas.sees(/Mirela Vašková\W+deleted it/u);
    await muster.quiet();
    // Her messages of before say that it is deleted too, and those that have to wait for their turn may come only now.
    const told = await muster.rows(
      `select recipient_id from notice join expiration using (tenant_id, group_id, expires_at)
        where is_deletion = 1 and expiration.state = 'open' and group_id = '${groups.designGuild}' and notice.state <> 'dropped'`,
    );
    const ids = told.map((row) => row['recipient_id']);
    expect(ids).toContain(tomas.id);
    expect(ids).not.toContain(mirela.id);
    await muster.advance(31 * 24 * 3_600);
    await until('his card says that it is over', async () =>
      (await tomas.fromBot()).some((message) => textOf(message).includes('is gone for ever')),
    );
  });

  it('hands a group over, and tells the new owner', async () => {
    await endIn(20, groups.researchCircle);
    const question = await mirela.ask('hand over Research Circle to Wren Adeyemi', 'Hand over Research Circle');
    await mirela.press(question, /^Hand over/u);
    await wren.sees('has handed over');
    const { tenant } = muster.sandbox;
    expect(tenant.isLinked(groups.researchCircle, 'owner', wren.id)).toBe(true);
    expect(tenant.isLinked(groups.researchCircle, 'owner', mirela.id)).toBe(false);
    await muster.advance(120);
    await wren.sees(/Research Circle\W+expires in/u);
  });

  it('tells who comes next where no owner can be reached, up to the administrators, who can see it in a list', async () => {
    const owners = [...muster.sandbox.tenant.linked(groups.bookClub, 'owner')];
    for (const id of owners) muster.sandbox.tenant.unlink(groups.bookClub, 'owner', id);
    muster.sandbox.tenant.link(groups.bookClub, 'owner', wren.id);
    for (const id of [...muster.sandbox.tenant.linked(groups.bookClub, 'member')])
      muster.sandbox.tenant.unlink(groups.bookClub, 'member', id);
    await endIn(14, groups.bookClub);
    await muster.setGrants(wren.id, { installed: false });
    const { managerId } = muster.sandbox.tenant.user(wren.id)!;
    if (managerId !== null) await muster.setGrants(managerId, { installed: false });
    await muster.advance(120);
    const told = await ingrid.sees(/Book Club\W+expires in[^]*No owner of this group could be told/u);
    expect(titlesOf(told)).toContain('Renew');
    const list = await ingrid.ask('unreachable owners', 'Owners who could not be told');
    expect(textOf(list)).toMatch(/Book Club[^]*Wren Adeyemi[^]*Told instead:\W+Ingrid Solheim/u);
  });
});

it(
  'installs itself for an owner who does not have it, where that is granted, and tells them then',
  { timeout: 60_000 },
  async () => {
    const env = { PROACTIVE_INSTALL: 'true', TEAMS_APP_CATALOG_ID: appCatalogId };
    const appRoles = ['Group.Read.All', 'User.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'];
    const muster = await startMuster({ env, appRoles });
    try {
      const tomas = muster.person(cast.secondOwner.id);
      await tomas.sees('Welcome to Muster');
      quietenOthers(muster);
      await muster.setGrants(tomas.id, { installed: false });
      await muster.quiet();
      const { now } = await muster.session();
      const end = new Date(Date.parse(now) + 20 * 24 * 3_600_000).toISOString().slice(0, 19);
      muster.sandbox.tenant.updateGroup(groups.designGuild, { expirationDateTime: `${end}Z` });
      await muster.advance(120);
      await muster.quiet();
      await muster.advance(60);
      await tomas.sees(/Design Guild\W+expires in/u);
    } finally {
      await muster.stop();
    }
  },
);

/** Only the guild expires: what else would be due for its owners is not what these tests are about. */
function quietenOthers({ sandbox }: Muster): void {
  for (const { id, expirationDateTime: end } of [...sandbox.tenant.groups()])
    if (end !== null && id !== groups.designGuild) sandbox.tenant.updateGroup(id, { expirationDateTime: null });
}
