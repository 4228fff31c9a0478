import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { walkPopup } from '../support/popup.ts';

let muster: Muster;
beforeAll(async () => void (muster = await startMuster()));
afterAll(() => muster.stop());

const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
const lastCall = async (): Promise<number> => (await muster.traffic()).at(-1)?.sequence ?? 0;
const invokes = (name: string): number => muster.front.delivered.filter((one) => one.name === name).length;

describe('silently', () => {
  it('signs in from three devices in chat, and answers once', async () => {
    const pip = employee('pip.marlowe');
    await muster.setGrants(pip.id, { devices: 3, installed: true });
    await pip.ask('my groups', 'Your groups');
    await muster.quiet();
    expect(invokes('signin/tokenExchange')).toBe(3);
    const seen = await pip.messages();
    expect(seen.filter((message) => textOf(message).includes('Your groups'))).toHaveLength(1);
    expect(seen.some(({ signIn }) => signIn !== undefined)).toBe(false);
    expect(await muster.rows('select * from pending_command')).toEqual([]);
  });

  it('signs in from a card’s button and from the compose box, without a word in the chat', async () => {
    const lucien = employee('lucien.brossard');
    await lucien.chat();
    const welcome = await lucien.sees('Welcome to Muster');
    expect(await lucien.press(welcome, 'My groups')).toMatchObject({ kind: 'message' });
    await lucien.sees('Your groups');

    const jiwoo = employee('jiwoo.seo');
    expect(await jiwoo.search('design')).toMatchObject({ kind: 'results' });
    await muster.quiet();
    expect((await jiwoo.messages()).map((message) => textOf(message).split('\n')[0])).toEqual(['Welcome to Muster']);
  });

  it('forgets the sign-in on “sign out”, asks next time with a button, and goes on with what was asked', async () => {
    const hao = employee('hao.lin');
    await hao.ask('my groups', 'Your groups');
    await hao.ask('sign out', 'You are signed out');
    const asked = await hao.ask('my groups', 'Sign in');
    expect(asked.signIn?.text).toContain('I go on with “my groups”');
    // Who signed out may want to be somebody else now.
    const { result, steps } = await walkPopup(asked.signIn!.url, { consent: 'accept', person: hao.id });
    expect(steps).toEqual(['choose']);
    const before = (await hao.messages()).map(({ id }) => id);
    await hao.popupEnded(result);
    await hao.sees('Your groups', { except: before });
    await hao.ask('find groups design', 'Groups that fit design');
  });
});

describe('with a popup', () => {
  it('asks for consent in chat; a no changes nothing and says so, a yes resumes the command', async () => {
    const ananya = employee('ananya.deshpande');
    await muster.setGrants(ananya.id, { consented: 'none', installed: true });
    const asked = await ananya.ask('favourite Launch Room', /Sign in/);
    expect(asked.signIn?.text).toMatch(
      /go on with “favourite Launch Room”. I need your permission to .*change the groups/,
    );

    const declined = await walkPopup(asked.signIn!.url, { consent: 'cancel' });
    expect(declined).toMatchObject({ result: { failure: 'CancelledByUser' }, steps: ['consent'] });
    await ananya.popupEnded(declined.result);
    await ananya.sees(/still waits: press Sign in again/);
    expect(muster.sandbox.tenant.isLinked(groups.launchRoom, 'favorite', ananya.id)).toBe(false);

    const agreed = await walkPopup(asked.signIn!.url, { consent: 'accept' });
    expect(agreed.page).toContain('This window closes by itself');
    await ananya.popupEnded(agreed.result);
    await ananya.sees('Launch Room is a favourite');
    expect(muster.sandbox.tenant.isLinked(groups.launchRoom, 'favorite', ananya.id)).toBe(true);
    // The card has done its duty.
    expect((await ananya.messages()).some(({ signIn }) => signIn !== undefined)).toBe(false);
  });

  it('asks for consent on a card’s button and in the compose box', async () => {
    const noor = employee('noor.haddad');
    await muster.setGrants(noor.id, { consented: 'none', installed: true });
    const welcome = await noor.sees('Welcome to Muster');
    const onCard = await noor.press(welcome, 'My groups');
    if (onCard.kind !== 'signIn') throw new Error(JSON.stringify(onCard));
    expect(await noor.popupEnded({ cancelled: true }, onCard.resume)).toEqual({ kind: 'none' });
    const again = await noor.press(welcome, 'My groups');
    if (again.kind !== 'signIn') throw new Error(JSON.stringify(again));
    const { result } = await walkPopup(again.url, { consent: 'accept' });
    expect(await noor.popupEnded(result, again.resume)).toMatchObject({ kind: 'message' });
    await noor.sees('Your groups');

    const farhad = employee('farhad.golestan');
    await muster.setGrants(farhad.id, { consented: 'none', installed: true });
    const inBox = await farhad.search('design');
    if (inBox.kind !== 'signIn') throw new Error(JSON.stringify(inBox));
    const walked = await walkPopup(inBox.url, { consent: 'accept' });
    expect(await farhad.popupEnded(walked.result, inBox.resume)).toMatchObject({ kind: 'results' });
  });

  it('lets an owner who has to consent first decide in the end, once', async () => {
    const mirela = muster.person(cast.owner.id);
    const rosalind = employee('rosalind.tighe');
    await muster.setGrants(mirela.id, { consented: 'none' });
    const form = await rosalind.ask('join Research Circle', 'An owner has to let you in');
    await rosalind.press(form, 'Send request');
    const card = await mirela.sees('Rosalind Tighe asks to join Research Circle');
    const before = await lastCall();
    const outcome = await mirela.press(card, 'Approve');
    if (outcome.kind !== 'signIn') throw new Error(JSON.stringify(outcome));
    expect(await muster.additions(groups.researchCircle, before)).toEqual([]);
    const { result } = await walkPopup(outcome.url, { consent: 'accept' });
    expect(await mirela.popupEnded(result, outcome.resume)).toEqual({ kind: 'card' });
    await rosalind.sees('Your request to join Research Circle: approved');
    expect(await muster.additions(groups.researchCircle, before)).toHaveLength(1);
  });

  it('passes a wish for a fresh sign-in on to Entra, and goes on afterwards', async () => {
    const eleni = employee('eleni.papadaki');
    await muster.setGrants(eleni.id, { mfaWanted: true, installed: true });
    const asked = await eleni.ask('my groups', /Sign in/);
    const { result, steps } = await walkPopup(asked.signIn!.url, { consent: 'accept' });
    expect(steps).toEqual(['mfa']);
    await eleni.popupEnded(result);
    await eleni.sees('Your groups');
  });

  it('refuses a code that another person brings, and a popup that somebody else went through', async () => {
    const [tane, zofia] = [employee('tane.rangi'), employee('zofia.zolc')];
    await muster.setGrants(tane.id, { consented: 'none', installed: true });
    await zofia.ask('my groups', 'Your groups');
    const asked = await tane.ask('my groups', /Sign in/);
    const { result } = await walkPopup(asked.signIn!.url, { consent: 'accept' });
    const before = (await zofia.messages()).map(({ id }) => id);
    await zofia.popupEnded(result);
    await zofia.sees('The sign-in was not completed', { except: before });
    // Whoever got hold of it has spoilt it: Tāne asks once more, and has consented by now.
    await tane.popupEnded(result);
    await tane.sees('The sign-in was not completed');
    await tane.ask('my groups', 'Your groups');
  });
});
