import { expect, it } from 'vitest';
import type { ConversationReference } from '../../../src/ports/conversation-references.ts';
import type { PendingCommand, SignInFlow } from '../../../src/ports/sign-ins.ts';
import { describeStore } from '../../support/stores.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute));

const personal: ConversationReference = {
  tenantId: 'contoso',
  conversationId: 'a:1',
  kind: 'personal',
  userId: 'ada',
  teamsUserId: '29:ada',
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  serviceUrl: 'https://smba.example/emea/',
  botId: '28:bot',
};
const command = (flowId: string, change: Partial<PendingCommand> = {}): PendingCommand => ({
  flowId,
  tenantId: 'contoso',
  userId: 'ada',
  conversationId: 'a:1',
  activity: { type: 'message', text: 'join Design Guild' },
  scopes: ['GroupMember.ReadWrite.All'],
  createdAt: at(0),
  expiresAt: at(10),
  ...change,
});
const flow: SignInFlow = {
  flowId: 'flow',
  tenantId: 'contoso',
  userId: 'ada',
  scopes: ['User.Read'],
  createdAt: at(0),
  expiresAt: at(10),
};
const opened = { stateHash: 's', cookieHash: 'c', codeVerifier: 'v', nonce: 'n' };
const oneTimeCode = { hash: 'h', expiresAt: at(2) };

describeStore('conversations', (engine) => {
  it('are found by id and by person, in their tenant only', async () => {
    const { store } = await (await engine.place()).open();
    await store.conversations.save(personal);
    expect(await store.conversations.get('contoso', 'a:1')).toStrictEqual(personal);
    expect(await store.conversations.personal('contoso', 'ada')).toStrictEqual(personal);
    expect(await store.conversations.get('fabrikam', 'a:1')).toBeUndefined();
    expect(await store.conversations.personal('fabrikam', 'ada')).toBeUndefined();
    await store.conversations.remove('fabrikam', 'a:1');
    expect(await store.conversations.get('contoso', 'a:1')).toBeDefined();
    await store.conversations.remove('contoso', 'a:1');
    expect(await store.conversations.personal('contoso', 'ada')).toBeUndefined();
  });

  it('take the newest address and keep what an activity does not name', async () => {
    const { store } = await (await engine.place()).open();
    await store.conversations.save(personal);
    const { userId, teamsUserId, locale, timeZone, ...bare } = personal;
    await store.conversations.save({ ...bare, serviceUrl: 'https://smba.example/amer/' });
    expect(await store.conversations.get('contoso', 'a:1')).toStrictEqual({
      ...bare,
      userId,
      teamsUserId,
      locale,
      timeZone,
      serviceUrl: 'https://smba.example/amer/',
    });
    await store.conversations.save({ ...personal, locale: 'en-GB', timeZone: 'Asia/Kolkata' });
    expect(await store.conversations.get('contoso', 'a:1')).toMatchObject({
      locale: 'en-GB',
      timeZone: 'Asia/Kolkata',
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await store.conversations.save({ ...personal, conversationId: 'a:2' });
    await store.conversations.save({ ...personal, conversationId: '19:x', kind: 'groupChat' });
    expect((await store.conversations.personal('contoso', 'ada'))?.conversationId).toBe('a:2');
  });
});

describeStore('commands that wait for sign-in', (engine) => {
  it('are claimed by one of 50 devices, and do not wait any more', async () => {
    const { store } = await (await engine.place()).open();
    const commands = store.pendingCommands;
    await commands.insert(command('a'));
    expect(await commands.setCardActivity('contoso', 'a', 'card')).toBe(true);
    expect(await commands.claim('fabrikam', 'a', { leaseSeconds: 60 })).toEqual({ state: 'gone' });
    const claims = await Promise.all(
      Array.from({ length: 50 }, () => commands.claim('contoso', 'a', { leaseSeconds: 60 })),
    );
    expect(claims.filter(({ state }) => state === 'claimed')).toStrictEqual([
      { state: 'claimed', command: command('a', { cardActivityId: 'card' }) },
    ]);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(49);
    expect(await commands.get('contoso', 'a')).toBeUndefined();
    expect(await commands.newest('contoso', 'ada', 'a:1', at(1))).toBeUndefined();
    expect(await commands.setCardActivity('contoso', 'a', 'too late')).toBe(false);
  });

  it('can be claimed again when whoever claimed them died, until they were carried out', async () => {
    const place = await engine.place();
    const first = await place.open();
    await first.store.pendingCommands.insert(command('a'));
    await first.store.pendingCommands.claim('contoso', 'a', { leaseSeconds: 0.2 });
    await first.close();
    const { pendingCommands: commands } = (await place.open()).store;
    expect(await commands.claim('contoso', 'a', { leaseSeconds: 60 })).toEqual({ state: 'busy' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await commands.claim('contoso', 'a', { leaseSeconds: 60 })).toMatchObject({ state: 'claimed' });
    await commands.remove('fabrikam', 'a');
    expect(await commands.claim('contoso', 'a', { leaseSeconds: 60 })).toEqual({ state: 'busy' });
    await commands.remove('contoso', 'a');
    expect(await commands.claim('contoso', 'a', { leaseSeconds: 60 })).toEqual({ state: 'gone' });
  });

  it('are found newest first, unless their time is over', async () => {
    const { store } = await (await engine.place()).open();
    const commands = store.pendingCommands;
    for (const minute of [1, 3, 2])
      await commands.insert(command(`f${minute}`, { createdAt: at(minute), expiresAt: at(10 + minute) }));
    await commands.insert(command('other chat', { conversationId: 'a:2', createdAt: at(5) }));
    expect((await commands.newest('contoso', 'ada', 'a:1', at(12)))?.flowId).toBe('f3');
    expect(await commands.newest('contoso', 'ada', 'a:1', at(13))).toBeUndefined();
    expect(await commands.newest('fabrikam', 'ada', 'a:1', at(5))).toBeUndefined();
    expect(await commands.get('fabrikam', 'f1')).toBeUndefined();
    await commands.forgetBefore(at(12));
    expect(await commands.get('contoso', 'f1')).toBeUndefined();
    expect(await commands.get('contoso', 'f2')).toBeDefined();
  });
});

describeStore('sign-ins', (engine) => {
  it('go from the link to the one-time code, which one of 50 takes', async () => {
    const { store } = await (await engine.place()).open();
    await store.signIns.insert({ ...flow, claims: '{}', prompt: 'consent' });
    expect(await store.signIns.get('flow')).toStrictEqual({ ...flow, claims: '{}', prompt: 'consent' });
    await store.signIns.open('flow', opened);
    await store.signIns.setOneTimeCode('flow', oneTimeCode);
    const whole = { ...flow, claims: '{}', prompt: 'consent', opened, oneTimeCode };
    expect(await store.signIns.byStateHash('s')).toStrictEqual(whole);
    expect(await store.signIns.takeByCode('other')).toBeUndefined();
    const taken = await Promise.all(Array.from({ length: 50 }, () => store.signIns.takeByCode('h')));
    expect(taken.filter(Boolean)).toStrictEqual([whole]);
    expect(await store.signIns.get('flow')).toBeUndefined();
  });

  it('take the claims that Entra wants meanwhile, also while their page is open', async () => {
    const { store } = await (await engine.place()).open();
    await store.signIns.insert({ ...flow, claims: '{"old":1}' });
    const both = await Promise.all([store.signIns.open('flow', opened), store.signIns.setClaims('flow', '{"new":1}')]);
    expect(both).toHaveLength(2);
    expect(await store.signIns.get('flow')).toStrictEqual({ ...flow, claims: '{"new":1}', opened });
    await store.signIns.setClaims('unknown', '{}');
    expect(await store.signIns.get('unknown')).toBeUndefined();
  });

  it('are forgotten when link and code are both over', async () => {
    const { store } = await (await engine.place()).open();
    await store.signIns.insert(flow);
    await store.signIns.insert({ ...flow, flowId: 'coded', oneTimeCode: { hash: 'x', expiresAt: at(12) } });
    await store.signIns.forgetBefore(at(11));
    expect(await store.signIns.get('flow')).toBeUndefined();
    expect(await store.signIns.get('coded')).toBeDefined();
    await store.signIns.forgetBefore(at(13));
    expect(await store.signIns.get('coded')).toBeUndefined();
  });

  it('stay off for a person who signed out', async () => {
    const { store } = await (await engine.place()).open();
    await store.signIns.setSignedOut('contoso', 'ada', true);
    await store.signIns.setSignedOut('contoso', 'ada', true);
    expect(await store.signIns.isSignedOut('contoso', 'ada')).toBe(true);
    expect(await store.signIns.isSignedOut('fabrikam', 'ada')).toBe(false);
    await store.signIns.setSignedOut('contoso', 'ada', false);
    expect(await store.signIns.isSignedOut('contoso', 'ada')).toBe(false);
  });
});
