import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionOutcome, Message } from '../../src/sandbox/page/api.ts';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { buttonsOf, textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;
let tomas: Person;

beforeAll(async () => {
  muster = await startMuster({ messageFactor: 10, timing: { messageMs: 20_000, otherInvokeMs: 20_000 } });
  [wren, mirela, tomas] = [cast.employee, cast.owner, cast.secondOwner].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  await Promise.all([wren, mirela, tomas].map((person) => person.sees('Welcome to Muster')));
  muster.keepGroups();
});
afterAll(() => muster.stop());
beforeEach(async () => {
  const { faults } = await muster.session();
  await muster.call('/api/faults', { ...faults, ...noFaults });
});

const noFaults = {
  graphThrottle: 0,
  graphUnavailable: 0,
  graphDelayMs: 0,
  connectorThrottle: 0,
  connectorFailAfterStore: 0,
  entraUnavailable: false,
  replicationLagMs: 0,
  deliveries: 1,
};
const trackingNumber = /give your administrator this number: [\da-f-]{36}/;
const groupId = (key: string): string => fixedId('group', key);
const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
const isMember = (group: string, person: Person): boolean => muster.sandbox.tenant.isLinked(group, 'member', person.id);
const lastCall = async (): Promise<number> => (await muster.traffic()).at(-1)?.sequence ?? 0;
const idsOf = (messages: Message[]): string[] => messages.map(({ id }) => id);

async function ask(person: Person, group: string): Promise<void> {
  const form = await person.ask(`join ${group}`, 'An owner has to let you in');
  await person.press(form, 'Send request', { reason: 'Please' });
}

describe('twice', () => {
  it('does once what is delivered three times', async () => {
    await muster.setFaults({ deliveries: 3 });
    const [before, call] = [idsOf(await wren.messages()), await lastCall()];
    const joined = await wren.ask('join Book Club', 'You have joined Book Club');
    await muster.quiet();
    expect((await wren.fromBot()).filter(({ id }) => !before.includes(id))).toHaveLength(1);
    expect(await muster.additions(groups.bookClub, call)).toHaveLength(1);

    await wren.press(joined, 'Favourite');
    await muster.quiet();
    const marks = (await muster.traffic(call)).filter(({ path }) => path.includes('addFavorite'));
    expect(marks).toHaveLength(1);
  });

  it('lets one of two owners win who press in the same moment, and tells both who it was', async () => {
    const rosalind = employee('rosalind.tighe');
    await ask(rosalind, 'Design Guild');
    const saying = 'Rosalind Tighe asks to join Design Guild';
    const [first, second] = await Promise.all([mirela.sees(saying), tomas.sees(saying)]);
    const call = await lastCall();
    // A slow Graph keeps both presses under way at once.
    await muster.setFaults({ deliveries: 3, graphDelayMs: 400 });
    await Promise.all([mirela.press(first, 'Approve'), tomas.press(second, 'Approve')]);
    await rosalind.sees('Your request to join Design Guild: approved');
    await muster.quiet();
    const additions = await muster.additions(groups.designGuild, call);
    expect(additions).toHaveLength(1);
    const winner = additions[0]?.claims?.['oid'] === mirela.id ? 'Mirela Vašková' : 'Tomás Iriarte';
    for (const [owner, card] of [
      [mirela, first],
      [tomas, second],
    ] as const) {
      await until('the card names the winner', async () => textOf(await owner.again(card)).includes(winner));
      expect(titlesOf(await owner.again(card))).not.toContain('Approve');
    }
    const told = (await rosalind.fromBot()).filter((message) =>
      textOf(message).startsWith('Your request to join Design Guild: approved'),
    );
    expect(told).toHaveLength(1);
  });
});

describe('services that fail', () => {
  it('waits as long as Graph asks, and answers all the same', async () => {
    await muster.setFaults({ graphThrottle: 2 });
    await wren.ask('find groups design', 'Groups that fit design');
    await muster.setFaults({ graphUnavailable: 1 });
    await wren.ask('my groups', 'Your groups');
  });

  it('says so when Graph stays busy or away, and works again afterwards', async () => {
    await muster.setFaults({ graphThrottle: 1_000 });
    const busy = await wren.ask('find groups design', /busy just now\. Please try again in a minute/);
    expect(textOf(busy)).not.toMatch(trackingNumber);
    await muster.setFaults({ graphThrottle: 0, graphUnavailable: 1_000 });
    const outcome = await wren.search('design');
    expect(outcome).toMatchObject({ kind: 'message', text: expect.stringMatching(/try again/) as string });
    await muster.setFaults({ graphUnavailable: 0 });
    await wren.ask('find groups design', 'Groups that fit design');
  }, 45_000);

  it('ends a wait for a Graph that hangs, in chat and on a card', async () => {
    const mine = await wren.ask('my groups', 'Your groups');
    await muster.setFaults({ graphDelayMs: 12_000 });
    const [inChat, onCard] = await Promise.all([
      wren.ask('find groups packaging', /did not answer as it should|Something went wrong/),
      wren.press(mine, 'Show'),
    ]);
    expect(textOf(inChat)).toMatch(/Please try again/);
    expect(onCard).toMatchObject({ text: expect.stringMatching(/try again|takes longer/) as string });
    await muster.setFaults({ graphDelayMs: 0 });
    await wren.ask('find groups packaging', 'Groups that fit packaging');
  }, 45_000);

  it('says that Entra does not answer, and goes on when it does', async () => {
    const ivan = employee('ivan.petrov');
    await ivan.chat();
    await ivan.sees('Welcome to Muster');
    await muster.setFaults({ entraUnavailable: true });
    await ivan.ask('my groups', /sign-in cannot be reached.*try again/);
    await muster.setFaults({ entraUnavailable: false });
    await ivan.ask('my groups', 'Your groups');

    // Signed in already, but not for this.
    await muster.setFaults({ entraUnavailable: true });
    const refused = await ivan.ask('favourite Chess', /try again/i);
    expect(textOf(refused)).toMatch(trackingNumber);
    await muster.setFaults({ entraUnavailable: false });
    await ivan.ask('favourite Chess', 'Chess is a favourite');
  });

  it('is patient with a connector that throttles, and sends nothing twice when an answer is lost', async () => {
    await muster.setFaults({ connectorThrottle: 2 });
    await wren.ask('help', 'What Muster can do');
    const before = idsOf(await wren.messages());
    await muster.setFaults({ connectorFailAfterStore: 1 });
    await wren.ask('find groups choir', 'Groups that fit choir');
    await muster.quiet();
    const after = (await wren.fromBot()).filter(({ id }) => !before.includes(id));
    expect(after).toHaveLength(1);
  });

  it('says what became of a group that was deleted while its request waited', async () => {
    const zofia = employee('zofia.zolc');
    await ask(zofia, 'Designers in Marketing');
    const owner = employee('lucien.brossard');
    const card = await owner.sees('asks to join Designers in Marketing');
    muster.sandbox.tenant.deleteGroup(groupId('designers-marketing'));
    await owner.press(card, 'Approve');
    await until('the card says why', async () =>
      /the group does not exist any more\. It has to be restored first\./.test(textOf(await owner.again(card))),
    );
    await zofia.sees(/Not carried out|could not be added/);
    muster.sandbox.tenant.restoreGroup(groupId('designers-marketing'));
    await owner.press(await owner.again(card), 'Try again');
    await zofia.sees('Your request to join Designers in Marketing: approved');
    expect(isMember(groupId('designers-marketing'), zofia)).toBe(true);
  });
});

describe('what people send', () => {
  it('joins and shows names with quotes, Markdown, HTML, emoji and from right to left exactly as they are', async () => {
    for (const [key, name] of [
      ['obrien-soehne', 'O\'Brien & "Söhne" <b>*Guild*</b>'],
      ['coffee-garden', '☕ Coffee & 🌻 Garden'],
      ['ux-he', 'צוות חוויית משתמש (UX)'],
      ['design-hi', 'डिज़ाइन समूह'],
      ['packaging-ja', 'パッケージデザイン'],
    ] as const) {
      const answer = await wren.ask(`show group ${name}`, name);
      expect(titlesOf(answer).length, name).toBeGreaterThan(0);
      const person = employee('kahurangi.moke');
      await person.ask(`join ${name}`, key === 'packaging-ja' ? `Ask to join ${name}` : `You have joined ${name}`);
      if (key !== 'packaging-ja') expect(isMember(groupId(key), person)).toBe(true);
    }
  });

  it('answers what is empty, endless or not understood with what can be done', async () => {
    const { bot } = await muster.session();
    await mirela.ask(`@${bot.name}`, 'What Muster can do', '19:design-guild-general@thread.tacv2');
    await wren.ask('x'.repeat(10_000), 'That is too long for me');
    await wren.ask('frobnicate the widgets', /I did not understand that.*Show everything I can do/s);
    await wren.ask(`join ${'x'.repeat(300)}`, 'This name is too long');
    await wren.ask('join', /Which group\?/);
  });

  it('lets nobody decide, see or withdraw what is not theirs', async () => {
    await ask(wren, 'Parents');
    const owner = employee('olumide.bankole');
    const card = await owner.sees('Wren Adeyemi asks to join Parents');
    const requestId = buttonsOf(card).find(({ title }) => title === 'Approve')!.action.data['requestId'];
    const call = await lastCall();
    const own = await wren.ask('my requests', 'Join Parents');
    for (const verb of ['request.approve', 'request.reject', 'request.retry']) {
      const outcome = await wren.act(own, { type: 'Action.Execute', verb, data: { requestId, reason: 'mine' } });
      expect(await said(wren, own, outcome), verb).toMatch(/This is your own request/);
    }
    const strangers = await tomas.ask('waiting for me', /Waiting for you/);
    for (const verb of ['request.show', 'request.approve', 'request.reject', 'request.withdraw', 'request.retry']) {
      const outcome = await tomas.act(strangers, { type: 'Action.Execute', verb, data: { requestId, reason: 'x' } });
      expect(await said(tomas, strangers, outcome), verb).toMatch(/This request cannot be found/);
    }
    expect(await muster.additions(groupId('parents'), call)).toEqual([]);
    expect(textOf(await owner.again(card))).toContain('Waiting');
    // The door that is not forged still opens.
    await owner.press(card, 'Approve');
    await wren.sees('Your request to join Parents: approved');
  });

  it('refuses forged card data in words, and stays as it was', async () => {
    const card = await wren.ask('help', 'What Muster can do');
    const rows = () =>
      muster.rows('select (select count(*) from request) as requests, (select count(*) from job) as jobs');
    const before = await rows();
    const forged: [string | undefined, Record<string, unknown>, RegExp][] = [
      ['request.approve', { requestId: 'not a guid' }, /This button is broken/],
      ['request.approve', {}, /This button is broken/],
      ['request.approve', { requestId: ['a'] }, /This button is broken/],
      ['request.withdraw', { requestId: '00000000-0000-4000-8000-000000000000' }, /cannot be found/],
      ['group.show', { group: '00000000-0000-4000-8000-000000000000' }, /not there any more/],
      ['group.show', { group: { toString: 'x' } }, /Which group\?/],
      ['group.show', { group: "x' or displayName ne 'y" }, /There is no group called/],
      ['group.show', { group: '../users' }, /SEC VPN Users/],
      ['group.join', { group: groups.designGuild, confirmed: 'perhaps' }, /This button is broken/],
      [
        'group.join',
        { group: groups.designGuild, confirmed: 'yes', reason: 'x'.repeat(5_000) },
        /under 1000 characters/,
      ],
      ['group.mine', { next: 'https://evil.example/v1.0/me/memberOf' }, /This list is out of date/],
      ['group.find', { words: '"' + '\\'.repeat(100) }, /./],
      ['help', { next: -1 }, /cannot be found/],
      ['no.such.verb', {}, /older version/],
      ['__proto__', {}, /older version/],
      ['constructor', { requestId: 'x' }, /older version/],
      [undefined, {}, /older version|went wrong/],
      ['help', JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"x": 1}}}'), /./],
    ] as [string | undefined, Record<string, unknown>, RegExp][];
    for (const [verb, data, expected] of forged) {
      const action = { type: 'Action.Execute' as const, data, ...(verb !== undefined && { verb }) };
      const outcome = await wren.act(card, action);
      expect(await said(wren, card, outcome), `${String(verb)} ${JSON.stringify(data).slice(0, 80)}`).toMatch(expected);
    }
    for (const data of [{ verb: 'no.such.verb' }, { verb: 7 }, {}, { 'request.approve': 1 }])
      expect(await wren.act(card, { type: 'Action.Submit', data })).toMatchObject({ kind: 'message' });
    await muster.quiet();
    expect(await rows()).toEqual(before);
    expect(muster.bot.log()).not.toContain('failed unexpectedly');
    await wren.ask('help', 'What Muster can do');
  });
});

describe('time', () => {
  it('lets a request lapse when its days are over, on every card', async () => {
    const darya = employee('darya.kovalenko');
    await ask(darya, 'Research Circle');
    const card = await mirela.sees('Дар’я Коваленко asks to join Research Circle');
    await muster.advance(8 * 86_400);
    await darya.sees('Your request to join Research Circle: lapsed');
    await until('the owner’s card says so', async () => textOf(await mirela.again(card)).includes('has lapsed'));
    await mirela.act(card, buttonsOf(card).find(({ title }) => title === 'Approve')!.action);
    await mirela.sees('This came too late: the time to decide is over.');
    expect(isMember(groups.researchCircle, darya)).toBe(false);
    await ask(darya, 'Research Circle');
    await darya.sees(/Your request to join Research Circle\nWaiting/);
  });
});

/** What an outcome says to the person: its own words, or the card that came back. */
async function said(person: Person, card: Message, outcome: ActionOutcome): Promise<string> {
  return outcome.kind === 'card' ? textOf(await person.again(card)) : outcome.text;
}
