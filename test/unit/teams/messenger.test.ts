import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from './support/fake-channel.ts';
import { activity, ada, card, inChannel, openStage, type Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ operations: { hello: {} } });
});
afterEach(() => stage.close());

const person = { tenantId, userId: ada.aadObjectId };
const installation = (action: string, parts: Record<string, unknown> = {}) =>
  stage.post(activity(stage, { type: 'installationUpdate', action, id: `f:${action}`, ...parts }));

describe('speaking first', () => {
  it('goes to the known chat of a person', async () => {
    await installation('add');
    stage.channel.calls.length = 0;
    const sent = await stage.door.messenger.send(person, card('a decision'));
    expect(stage.channel.traffic).toEqual(['POST /a:ada/activities']);
    expect(stage.channel.calls[0]?.body).toMatchObject({ type: 'message', summary: 'a decision' });
    expect(stage.channel.calls[0]?.body).not.toHaveProperty('replyToId');
    expect(sent.conversationId).toBe('a:ada');
    expect(sent.activityId).not.toBe('');
  });

  it('keeps the language and the zone that the person’s client said last, and no nonsense', async () => {
    const chat = () => stage.store.conversations.personal(tenantId, ada.aadObjectId);
    await stage.post(activity(stage, { text: 'hello' }));
    expect(await chat()).toMatchObject({ locale: 'en-US', timeZone: 'Europe/Berlin' });
    await stage.post(activity(stage, { text: 'hello', locale: 'pt-br', localTimezone: 'America/Sao_Paulo' }));
    expect(await chat()).toMatchObject({ locale: 'pt-BR', timeZone: 'America/Sao_Paulo' });
    const nonsense = { locale: '../../etc', localTimezone: 'Mars/Phobos', entities: [] };
    await stage.post(activity(stage, { text: 'hello', ...nonsense }));
    expect(await chat()).toMatchObject({ locale: 'pt-BR', timeZone: 'America/Sao_Paulo' });
    await stage.post(activity(stage, { ...inChannel, text: 'hello', localTimezone: 'Asia/Tokyo' }));
    expect(await chat()).toMatchObject({ timeZone: 'America/Sao_Paulo' });
    expect(await stage.store.conversations.get(tenantId, '19:general@thread.tacv2')).not.toHaveProperty('timeZone');
  });

  it('opens the chat of a person whom it does not know, once', async () => {
    await stage.door.messenger.send(person, card('one'));
    await stage.door.messenger.send(person, card('two'));
    expect(stage.channel.traffic).toEqual(['POST ', 'POST /a:opened/activities', 'POST /a:opened/activities']);
    expect(stage.channel.calls[0]?.path).toMatch(/^\/teams\//);
  });

  it('opens it where the tenant was served last', async () => {
    await stage.post(activity(stage, { ...inChannel, text: 'hello' }));
    stage.channel.calls.length = 0;
    await stage.door.messenger.send(person, card('one'));
    expect(stage.channel.calls[0]?.path).toMatch(/^\/emea\//);
  });

  it('says who cannot be reached', async () => {
    stage.channel.faults.push({ status: 403, code: 'BotNotInConversationRoster' });
    await expect(stage.door.messenger.send(person, card('x'))).rejects.toMatchObject({
      kind: 'denied',
      code: 'message.unreachable',
    });
    await expect(stage.door.messenger.send({ tenantId, conversationId: 'a:nobody' }, card('x'))).rejects.toMatchObject({
      code: 'message.unreachable',
    });
  });

  it('says when it was too much', async () => {
    await installation('add');
    stage.channel.faults.push({ status: 429, headers: { 'retry-after': '90' } });
    await expect(stage.door.messenger.send(person, card('x'))).rejects.toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: 90,
    });
    // Nothing is sent there meanwhile.
    stage.channel.calls.length = 0;
    await expect(stage.door.messenger.send(person, card('x'))).rejects.toMatchObject({ kind: 'throttled' });
    expect(stage.channel.calls).toEqual([]);
  });

  it('says when a message is too large', async () => {
    await installation('add');
    stage.channel.faults.push({ status: 413, code: 'MessageSizeTooBig' });
    await expect(stage.door.messenger.send(person, card('x'))).rejects.toMatchObject({ code: 'message.too-large' });
  });

  it('updates a message, and minds nothing when it is gone', async () => {
    await installation('add');
    stage.channel.calls.length = 0;
    const sent = { conversationId: 'a:ada', activityId: '17', tenantId };
    await stage.door.messenger.update(sent, card('new'));
    expect(stage.channel.traffic).toEqual(['PUT /a:ada/activities/17']);
    stage.channel.faults.push({ status: 404, code: 'ActivityNotFoundInConversation' });
    await stage.door.messenger.update(sent, card('new'));
  });

  it('reaches a thread through its channel', async () => {
    await stage.post(activity(stage, { ...inChannel, text: 'hello' }));
    stage.channel.calls.length = 0;
    await stage.door.messenger.send({ tenantId, conversationId: inChannel.conversation.id }, card('x'));
    expect(stage.channel.traffic).toEqual([`POST /${inChannel.conversation.id}/activities`]);
  });
});

describe('what is known of conversations', () => {
  it('is forgotten when the app is removed, and known again when it returns', async () => {
    await installation('add');
    await installation('remove');
    expect(await stage.store.conversations.personal(tenantId, ada.aadObjectId)).toBeUndefined();
    await installation('add', { id: 'f:again' });
    expect(await stage.store.conversations.personal(tenantId, ada.aadObjectId)).toMatchObject({
      conversationId: 'a:ada',
      kind: 'personal',
    });
  });

  it('is known again although another instance saw it go', async () => {
    await installation('add');
    await stage.store.conversations.remove(tenantId, 'a:ada');
    await installation('add', { id: 'f:again' });
    expect(await stage.store.conversations.personal(tenantId, ada.aadObjectId)).toBeDefined();
  });

  it('outlives an upgrade', async () => {
    await installation('add');
    await installation('remove-upgrade');
    expect(await stage.store.conversations.personal(tenantId, ada.aadObjectId)).toBeDefined();
  });

  it('follows a service URL that moves', async () => {
    await installation('add');
    const serviceUrl = stage.channel.serviceUrl.replace('emea', 'amer');
    const token = await stage.channel.token({ serviceurl: serviceUrl });
    await stage.post(activity(stage, { text: 'hello', serviceUrl }), `Bearer ${token}`);
    expect((await stage.store.conversations.get(tenantId, 'a:ada'))?.serviceUrl).toBe(serviceUrl);
    await stage.post(activity(stage, { type: 'messageReaction' }));
    expect((await stage.store.conversations.get(tenantId, 'a:ada'))?.serviceUrl).toBe(stage.channel.serviceUrl);
  });

  it('keeps the group of a team, also when a later activity does not name it', async () => {
    await stage.post(activity(stage, { ...inChannel, type: 'conversationUpdate', id: 'f:added', membersAdded: [] }));
    const {
      team: { id },
      ...rest
    } = inChannel.channelData;
    await stage.post(activity(stage, { ...inChannel, text: 'hello', channelData: { ...rest, team: { id } } }));
    expect(await stage.store.conversations.get(tenantId, '19:general@thread.tacv2')).toMatchObject({
      kind: 'channel',
      groupId: 'dddd4444-0000-4000-8000-000000000004',
    });
  });

  it('is forgotten when the bot is taken out of a team', async () => {
    await stage.post(activity(stage, { ...inChannel, text: 'hello' }));
    await stage.post(
      activity(stage, {
        ...inChannel,
        type: 'conversationUpdate',
        membersRemoved: [{ id: '28:bbbb2222-0000-4000-8000-000000000002' }],
      }),
    );
    expect(await stage.store.conversations.get(tenantId, '19:general@thread.tacv2')).toBeUndefined();
  });
});
