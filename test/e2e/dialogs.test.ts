import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialog, DialogOutcome, DialogSource } from '../../src/sandbox/page/api.ts';
import { cast, fixedId } from '../../src/sandbox/tenant/cast.ts';
import { buttonsOf, textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { walkPopup } from '../support/popup.ts';

let muster: Muster;
let wren: Person;
beforeAll(async () => {
  muster = await startMuster({ messageFactor: 10 });
  wren = muster.person(cast.employee.id);
  await wren.sees('Welcome');
});
afterAll(() => muster.stop());

const made = (name: string) => [...muster.sandbox.tenant.groups()].filter((group) => group.displayName === name);
const command = (commandId: string): DialogSource => ({ kind: 'command', commandId, message: '' });

function shown(outcome: DialogOutcome): Dialog {
  if (outcome.kind !== 'dialog') throw new Error(`No dialog but ${JSON.stringify(outcome)}`);
  return outcome.dialog;
}
const words = ({ card }: Dialog): string => textOf({ text: '', cards: [card] });
interface Field {
  id?: string;
  value?: string;
  choices?: { value: string; title: string }[];
}
const field = ({ card }: Dialog, wanted: string) => (card['body'] as Field[]).find(({ id }) => id === wanted);
/** What the dialog's button sends. */
function button({ card }: Dialog, title: RegExp): Record<string, unknown> {
  const found = buttonsOf({ cards: [card] }).find((one) => title.test(one.title));
  if (found?.action.type !== 'Action.Submit') throw new Error(`No button “${String(title)}”`);
  return found.action.data;
}

describe('a new group', () => {
  it('is asked for from a card, comes back with what is wrong, and is made once', async () => {
    const ingrid = muster.person(cast.admin.id);
    const list = await ingrid.ask('my groups', 'Your groups');
    const opener = buttonsOf(list).find(({ title }) => title === 'New group…')!;
    const source: DialogSource = { kind: 'card', message: list.id };
    const form = shown(await ingrid.dialog(source, 'fetch', opener.action.data));
    expect(form).toMatchObject({ title: 'New group', height: 'large' });

    const inputs = { description: 'Waves.', visibility: 'private', hasTeam: 'false', owners: '' };
    const send = (dialog: Dialog, names: Record<string, string>) =>
      ingrid.dialog(source, 'submit', { ...button(dialog, /^Create/u), ...inputs, ...names });
    const marked = shown(await send(form, { displayName: '' }));
    expect(words(marked)).toContain('A group needs a name.');

    const both = await Promise.all([1, 2].map(() => send(marked, { displayName: 'Swell Atlas' })));
    expect(both.map(({ kind }) => kind)).toEqual(['closed', 'closed']);
    await ingrid.sees(/group Swell Atlas[^]*The group is there/u);
    expect(made('Swell Atlas')).toHaveLength(1);
  });
});

describe('from the compose box', () => {
  it('people are added to a group that is chosen there, and the result is in the own chat', async () => {
    const mirela = muster.person(cast.owner.id);
    await mirela.ask('my groups', 'Your groups');
    const elsewhere = (await mirela.conversations()).find(({ kind }) => kind !== 'personal');
    const form = shown(await mirela.dialog(command('member.add'), 'fetch', {}, elsewhere?.id));
    const choices = field(form, 'group')?.choices;
    const tenant = muster.sandbox.tenant;
    const owned = choices?.find(
      ({ value }) => tenant.isLinked(value, 'owner', mirela.id) && !tenant.isLinked(value, 'member', wren.id),
    );
    expect(owned).toBeDefined();
    const done = await mirela.dialog(
      command('member.add'),
      'submit',
      { ...button(form, /^Add$/u), group: owned!.value, picked: wren.id, people: '', reason: '' },
      elsewhere?.id,
    );
    expect(done).toMatchObject({
      kind: 'message',
      text: expect.stringContaining('in your own chat with Muster') as string,
    });
    expect(tenant.isLinked(owned!.value, 'member', wren.id)).toBe(true);
    await mirela.sees('Wren Adeyemi is in');
  });

  it('asks to sign in with a button, goes on afterwards with what was filled in, and shows errors with a way back', async () => {
    const hao = muster.person(fixedId('user', 'hao.lin@tessaly.example'));
    await hao.chat();
    const asked = await hao.dialog(command('member.add'), 'fetch', {});
    if (asked.kind !== 'signIn') throw new Error(`No sign-in but ${JSON.stringify(asked)}`);
    const { result } = await walkPopup(asked.url, { consent: 'accept', person: hao.id });
    const form = shown((await hao.popupEnded(result, asked.resume)) as DialogOutcome);
    expect(words(form)).toContain('Add people to a group');
    const refused = shown(
      await hao.dialog(command('member.add'), 'submit', {
        ...button(form, /^Add$/u),
        group: 'No Such Group At All',
        people: 'x',
      }),
    );
    expect(words(refused)).toContain('No Such Group At All');
    const back = shown(await hao.dialog(command('member.add'), 'submit', button(refused, /^Back$/u)));
    expect(words(back)).toContain('Add people to a group');
  });
});

describe('signing in for a card’s dialog', () => {
  it('happens silently in the own chat, where the form comes by itself', async () => {
    const jiwoo = muster.person(fixedId('user', 'jiwoo.seo@tessaly.example'));
    await jiwoo.chat();
    const welcome = await jiwoo.sees('Welcome to Muster');
    const { action } = buttonsOf(welcome).find(({ title }) => title === 'New group…')!;
    const said = await jiwoo.dialog({ kind: 'card', message: welcome.id }, 'fetch', action.data);
    expect(said).toMatchObject({ kind: 'message', text: expect.stringContaining('signed in first') as string });
    await jiwoo.sees('A new group');
    // From now on the dialog opens.
    shown(await jiwoo.dialog({ kind: 'card', message: welcome.id }, 'fetch', action.data));
  });

  it('works without dialogs too', async () => {
    const welcome = await wren.sees('Welcome to Muster');
    await wren.press(welcome, 'New group…');
    await wren.sees('A new group');
  });
});
