import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/page/api.ts';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const general = '19:design-guild-general@thread.tacv2';

let muster: Muster;
let wren: Person;
let mirela: Person;
let tomas: Person;

beforeAll(async () => {
  muster = await startMuster({ messageFactor: 10 });
  [wren, mirela, tomas] = [cast.employee, cast.owner, cast.secondOwner].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
});
afterAll(() => muster.stop());

const groupId = (key: string): string => fixedId('group', key);
const isMember = (group: string, person: Person): boolean => muster.sandbox.tenant.isLinked(group, 'member', person.id);
const lastCall = async (): Promise<number> => (await muster.traffic()).at(-1)?.sequence ?? 0;

/** Asks to join a private group. @returns the requester's card */
async function ask(person: Person, group: string, reason: string): Promise<Message> {
  const form = await person.ask(`join ${group}`, 'An owner has to let you in');
  expect(await person.press(form, 'Send request', { reason })).toEqual({ kind: 'card' });
  return person.sees(`Your request to join ${group}`);
}

describe('looking', () => {
  it('welcomes once, and helps without asking anybody to sign in', async () => {
    await wren.sees('Welcome to Muster');
    const help = await wren.ask('help', 'For example');
    expect(textOf(help)).toContain('join Design Guild');
    let page = help;
    let all = textOf(page);
    while (titlesOf(page).some((title) => title.startsWith('More'))) {
      await wren.press(page, /^More/);
      page = await wren.again(page);
      all += textOf(page);
    }
    expect(all).toContain('sign out');
    await muster.quiet();
    expect((await wren.fromBot()).filter((message) => textOf(message).includes('Welcome'))).toHaveLength(1);
    expect((await muster.traffic()).filter(({ claims }) => claims?.['oid'] === wren.id)).toEqual([]);
  });

  it('finds groups page by page, and says what to try when none fits', async () => {
    const found = await wren.ask('find groups design', 'Groups that fit design');
    expect(textOf(found)).toContain('Design Guild');
    expect(textOf(found)).toContain('Design System');
    const all = await wren.ask('find groups', /^Groups\b/);
    const first = textOf(all);
    await wren.press(all, 'More');
    const second = textOf(await wren.again(all));
    expect(second).not.toBe(first);
    await wren.ask('find groups zzzyx', /No group that you can see fits zzzyx.*fewer or other words/s);
  });

  it('shows a group, forgives a mistake in its name, and asks which one is meant', async () => {
    const shown = await wren.ask('show group Design Guild', 'Critique, craft');
    expect(titlesOf(shown)).toContain('Ask to join');
    expect(textOf(shown)).toContain('Mirela Vašková');
    await wren.ask('show group Desing Guild', /There is no group called “Desing Guild”.*Did you mean “Design Guild”/s);
    const choice = await wren.ask('please show the group Choir', 'Which Choir do you mean?');
    expect(textOf(choice)).toContain('choir-pune@tessaly.example');
    await wren.press(choice, 'This one');
    await until('the choice became the group', async () => /Bergen|Pune/.test(textOf(await wren.again(choice))));
  });

  it('lists my groups, favourites first, and keeps a favourite mark in the directory', async () => {
    const mine = textOf(await wren.ask('my groups', 'Your groups'));
    // A mark stands behind the name that it is about: no row without one comes before one with it.
    const rows = mine.split('\n').filter((line) => /Member|Owner/u.test(line));
    expect(rows.map((line) => line.includes('★')).lastIndexOf(true)).toBe(
      rows.filter((line) => line.includes('★')).length - 1,
    );
    expect(mine).toContain('★ Favourite');

    const marked = await wren.ask('favourite Packaging', 'Packaging is a favourite');
    expect(muster.sandbox.tenant.isLinked(groupId('packaging'), 'favorite', wren.id)).toBe(true);
    await wren.press(marked, 'Unfavourite');
    await wren.sees('Packaging is no longer a favourite');
    expect(muster.sandbox.tenant.isLinked(groupId('packaging'), 'favorite', wren.id)).toBe(false);
    await wren.ask('favourite SEC VPN Users', 'only Microsoft 365 groups can');
  });
});

describe('joining and leaving', () => {
  it('joins a public group at once, once, and leaves it after one question', async () => {
    const joined = await wren.ask('join Book Club', 'You have joined Book Club');
    expect(isMember(groups.bookClub, wren)).toBe(true);
    expect(titlesOf(joined)).toContain('Show the group');
    await wren.ask('join Book Club', 'You are in Book Club already');

    const question = await wren.ask('leave Book Club', 'You can join again at any time');
    expect(isMember(groups.bookClub, wren)).toBe(true);
    await wren.press(question, 'Leave');
    await wren.sees('You have left Book Club');
    expect(isMember(groups.bookClub, wren)).toBe(false);
    await wren.ask('leave Book Club', 'You are not a member of “Book Club”');
  });

  it('falls back to a request where Graph refuses that people add themselves', async () => {
    const form = await wren.ask('join Launch Room', 'An owner has to let you in');
    await wren.press(form, 'Send request', { reason: 'I write the texts' });
    const card = await mirela.sees('Wren Adeyemi asks to join Launch Room');
    expect(textOf(card)).toContain('I write the texts');
    expect(isMember(groups.launchRoom, wren)).toBe(false);
    await mirela.press(card, 'Approve');
    await until('Wren is let in', () => isMember(groups.launchRoom, wren));
  });

  it('refuses what nobody can do by hand, and says who can', async () => {
    await wren.ask('join SEC All Guests (dynamic)', /A rule decides.*administrator can change the rule/s);
    await wren.ask('join AD Badge Holders', 'Your IT department can change it');
    await wren.ask('join Press', 'It is a mail group that is run in Exchange');
  });
});

describe('a request to join a private group', () => {
  it('reaches every owner; the first decision wins, is carried out with that owner’s right, and all hear of it', async () => {
    const owners = (await muster.group(groups.designGuild)).owners.map(({ id }) => muster.person(id));
    expect(owners).toHaveLength(5);
    // Three of them have never opened Muster: it is installed for them now.
    await Promise.all(owners.map((owner) => owner.chat()));
    await Promise.all(owners.map((owner) => owner.sees('Welcome to Muster')));
    const before = await lastCall();

    const status = await ask(wren, 'Design Guild', 'I draw the icons\nand *more* <b>things</b>');
    const cards = await Promise.all(owners.map((owner) => owner.sees('Wren Adeyemi asks to join Design Guild')));
    for (const card of cards) expect(textOf(card)).toContain('and *more* <b>things</b>');
    expect(textOf(status)).toContain('5 owners have been asked; one of them decides.');

    const [, second, third] = owners as [Person, Person, Person];
    expect(await second.press(cards[1]!, 'Approve')).toEqual({ kind: 'card' });
    await until('Wren is a member', () => isMember(groups.designGuild, wren));
    const additions = await muster.additions(groups.designGuild, before);
    expect(additions.map(({ claims, status: code }) => [claims?.['oid'], code])).toEqual([[second.id, 204]]);

    const told = await wren.sees('Your request to join Design Guild: approved');
    expect(textOf(told)).toContain('You are a member now');
    const name = (await muster.group(groups.designGuild)).owners[1]!.displayName;
    for (const [index, owner] of owners.entries()) {
      await until(`the card of owner ${index} says who decided`, async () => {
        const card = await owner.again(cards[index]!);
        return textOf(card).includes(`${name} approved this`) && !titlesOf(card).includes('Approve');
      });
    }
    await until('the card of the requester says so', async () =>
      textOf(await wren.again(status)).includes(`${name} approved your request`),
    );

    // A client that has not redrawn its card yet presses all the same.
    await third.press(cards[2]!, 'Approve');
    await until('the late one hears who was faster', async () =>
      textOf(await third.again(cards[2]!)).includes(`${name} has approved this already`),
    );
    expect(await muster.additions(groups.designGuild, before)).toHaveLength(1);
  });

  it('is rejected with a reason only, which the requester reads', async () => {
    const status = await ask(wren, 'Research Circle', 'Curious');
    const card = await mirela.sees('Wren Adeyemi asks to join Research Circle');
    await mirela.press(card, 'Reject', { reason: '   ' });
    const marked = await mirela.again(card);
    expect(textOf(marked)).toContain('Please say why, so that the person knows what to do.');
    await mirela.press(marked, 'Reject', { reason: 'Only while you work on a study.' });
    await wren.sees(/Your request to join Research Circle: rejected.*Only while you work on a study\./s);
    await until('the card of the requester says so', async () =>
      textOf(await wren.again(status)).includes('Mirela Vašková rejected your request'),
    );
    expect(isMember(groups.researchCircle, wren)).toBe(false);
  });

  it('is listed for both sides and can be taken back until it is decided', async () => {
    const status = await ask(wren, 'Designers in Marketing', '');
    await wren.ask('my requests', /Join Designers in Marketing.*Waiting/s);
    await wren.ask('join Designers in Marketing', 'You have asked for this already');

    const owner = muster.person((await muster.group(groupId('designers-marketing'))).owners[0]!.id);
    await owner.chat();
    const list = await owner.ask('waiting for me', 'Wren Adeyemi asks to join Designers in Marketing');
    await owner.press(list, 'Open');
    const shown = await owner.sees(/Any owner can decide until/);

    await wren.press(status, 'Take back');
    await wren.sees('You have taken this request back');
    await until('the owner’s card says so', async () =>
      textOf(await owner.again(shown)).includes('Wren Adeyemi has taken this request back'),
    );
    await owner.ask('waiting for me', 'Nothing waits for your decision');
    await owner.press(shown, 'Approve');
    await owner.sees('There is nothing to decide any more');
    expect(isMember(groupId('designers-marketing'), wren)).toBe(false);
  });
});

describe('other places', () => {
  it('answers a question from a channel in the person’s own chat', async () => {
    const { bot } = await muster.session();
    await mirela.ask(`@${bot.name} my groups`, 'Answered in your own chat', general);
    await mirela.sees(/Your groups.*Design Guild/s);
    const shownToAll = (await tomas.messages(general)).map(textOf).join('\n');
    expect(shownToAll).not.toContain('Your groups');
    await mirela.ask(`@${bot.name} help`, 'What Muster can do', general);
  });

  it('finds groups from the compose box, and what was chosen can be shared', async () => {
    const outcome = await wren.search('design');
    if (outcome.kind !== 'results') throw new Error(JSON.stringify(outcome));
    const guild = outcome.results.find(({ title }) => title === 'Design Guild');
    expect(guild?.text).toContain('Private');
    const shared = '19:autumn-launch@thread.v2';
    await wren.write('Have a look', { conversation: shared, card: guild!.card });
    const seen = await until('Mirela sees the card', async () =>
      (await mirela.messages(shared)).find((message) => textOf(message).includes('Design Guild')),
    );
    expect(seen.from.id).toBe(wren.id);
    expect(textOf(seen)).not.toContain('Leave');
    expect(await wren.search('')).toMatchObject({ kind: 'results' });
    expect(await wren.search('zzzyx')).toEqual({ kind: 'results', results: [] });
  });

  it('tells a guest that his account may not search, and by whom it can be mended', async () => {
    const paulo = muster.person(cast.guest.id);
    await paulo.ask('find groups design', /may not look through the groups.*usual for guests/s);
    expect(await paulo.search('design')).toMatchObject({
      kind: 'message',
      text: expect.stringContaining('guests') as string,
    });
  });
});
