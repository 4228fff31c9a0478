import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { tenantId } from '../support/fake-channel.ts';
import { ada, execute, inChannel, openStage, type Stage } from '../support/stage.ts';

const messageId = randomUUID();
const chat = 'a:ada';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ operations: { 'request.show': {} }, refreshable: ['request.show'] });
});
afterEach(() => stage.close());

/** The one message of a job, of which nobody knows whether it arrived. */
async function inDoubt(recipientId = ada.aadObjectId): Promise<void> {
  const sendingAt = new Date();
  await stage.store.sentMessages.begin({ tenantId, key: 'told:1', id: messageId, recipientId, sendingAt });
}

/** Somebody's client refreshes a card, as it does when the card is looked at. */
function look(data: Record<string, unknown>, parts: Record<string, unknown> = {}, trigger = 'automatic') {
  const value = { action: { type: 'Action.Execute', verb: 'request.show', data }, trigger };
  return stage.post(execute(stage, 'request.show', {}, { value, ...parts }));
}

const kept = async () => (await stage.store.sentMessages.get(tenantId, messageId))?.sent;
const jobs = () => stage.store.jobs.claim({ now: new Date(), limit: 10, leaseSeconds: 10 });

it('takes the word of a message that its recipient looks at', async () => {
  await inDoubt();
  expect((await look({ messageId })).body).toMatchObject({ statusCode: 200 });
  expect(await kept()).toEqual({ conversationId: chat, activityId: '1767225600001' });
  expect(await jobs()).toEqual([]);
});

it('has the second of two taken away, whichever is looked at first', async () => {
  await inDoubt();
  await look({ messageId }, { replyToId: '1767225600009' });
  await look({ messageId }, { replyToId: '1767225600005' });
  await look({ messageId }, { replyToId: '1767225600009' });
  expect(await kept()).toEqual({ conversationId: chat, activityId: '1767225600009' });
  const doubles = await jobs();
  expect(doubles.map(({ payload }) => payload)).toEqual([{ conversationId: chat, activityId: '1767225600005' }]);
});

it.each<[string, () => Promise<unknown>]>([
  ['a press, whose data anybody may have written', () => look({ messageId }, {}, 'manual')],
  ['a place where others read', () => look({ messageId }, inChannel)],
  ['no message', () => look({ messageId }, { replyToId: undefined })],
  ['another message’s id', () => look({ messageId: randomUUID() })],
  ['an id that is none', () => look({ messageId: { toString: 'x' } })],
])('takes no word from %s', async (_, says) => {
  await inDoubt();
  await says();
  expect(await kept()).toBeUndefined();
});

it('takes no word from anybody but its recipient', async () => {
  await inDoubt(randomUUID());
  await look({ messageId });
  expect(await kept()).toBeUndefined();
});
