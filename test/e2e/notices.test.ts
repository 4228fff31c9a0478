import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../bench/simulation.ts';
import type { Message } from '../../src/sandbox/page/api.ts';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
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
    const doubt = await until('a notice is in doubt', async () => {
      const [row] = await muster.rows("select id, recipient_kind, recipient_id from notice where state = 'sending'");
      return row;
    });
    await muster.quiet();
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

it('loses and doubles nothing over ten days and a kill', { timeout: 90_000 }, async () => {
  const result = await simulate({ days: 10, groups: 20, kills: 1, seed: 7, peopleLook: true });
  const { due, sent, lost, undue } = result;
  expect({ sent, lost, undue }).toEqual({ sent: due, lost: 0, undue: 0 });
  expect(due).toBeGreaterThan(50);
  // A message that the process did not live to note is never sent a second time before it had time to speak.
  expect(result.doubled).toBe(0);
});
