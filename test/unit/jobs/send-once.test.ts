import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { sendOnce } from '../../../src/jobs/send-once.ts';
import { showMessage } from '../../../src/operations/outgoing/show-message.ts';
import type { CardMessage } from '../../../src/ports/messenger.ts';
import { ada, grace, tenantId, world } from '../../support/builders.ts';
import { fakeMessenger, type FakeMessenger } from '../../support/fake-messenger.ts';

const minute = 60_000;
const plain: CardMessage = { text: 'Grace wrote', card: { type: 'AdaptiveCard', body: [] } };
const drawnAnew: CardMessage = {
  text: 'Ada asks',
  card: {
    type: 'AdaptiveCard',
    refresh: { action: { type: 'Action.Execute', verb: 'request.show', data: { id: 7 } } },
  },
};
const lostAnswer = () => {
  throw new Error('socket hang up');
};

let office: ReturnType<typeof world>;
let messenger: FakeMessenger;
beforeEach(() => {
  office = world();
  messenger = fakeMessenger();
});

function send({ message = plain, urgency = 'normal', key = 'told:1' }: Partial<Wanted> = {}) {
  const { store, clock } = office;
  return sendOnce({ tenantId, key, class: urgency }, ada.id, message, { store, messenger, clock });
}

interface Wanted {
  message: CardMessage;
  urgency: 'normal' | 'urgent';
  key: string;
}

/** What a message asks for when somebody looks at it. */
function asks({ card }: CardMessage) {
  return (card['refresh'] as { action: { verb: string; data: { messageId: string } } }).action;
}

const sent = () => messenger.sentTo(ada.id);
const chat = `chat-${ada.id}`;

/** Somebody looks at the message, and it says that it is there. */
function speaks(activityId: string) {
  const { messageId } = asks(messenger.shown(activityId)!).data;
  return office.store.sentMessages.record(tenantId, messageId, { conversationId: chat, activityId });
}

it('sends a message once, however often its job is tried', async () => {
  const first = await send();
  expect(first).toEqual({ conversationId: chat, activityId: 'activity-1', isOld: false });
  expect(await send()).toEqual({ ...first, isOld: true });
  expect(sent()).toHaveLength(1);
  await send({ key: 'told:2' });
  expect(sent()).toHaveLength(2);
});

it.each([
  ['normal', 10],
  ['urgent', 1],
] as const)(
  'waits for word from a %s message whose answer was lost, and only then sends it again',
  async (urgency, minutes) => {
    messenger.meanwhile = lostAnswer;
    await expect(send({ urgency })).rejects.toThrow('socket hang up');
    messenger.meanwhile = () => undefined;
    office.clock.moveBy(minutes * minute - 1000);
    await expect(send({ urgency })).rejects.toMatchObject({ code: 'message.in-doubt', retryAfterSeconds: 1 });
    expect(sent()).toHaveLength(1);

    office.clock.moveBy(1000);
    expect(await send({ urgency })).toMatchObject({ activityId: 'activity-2', isOld: false });
    const [one, two] = sent().map((message) => asks(message).data.messageId);
    expect(one).toBe(two);
  },
);

it('takes the word of a message that was looked at', async () => {
  messenger.meanwhile = lostAnswer;
  await expect(send()).rejects.toThrow();
  await speaks('activity-1');
  expect(await send()).toEqual({ conversationId: chat, activityId: 'activity-1', isOld: true });
  expect(sent()).toHaveLength(1);
});

it('takes the second away when the first speaks while it is being sent', async () => {
  messenger.meanwhile = lostAnswer;
  await expect(send()).rejects.toThrow();
  office.clock.moveBy(10 * minute);
  messenger.meanwhile = () => speaks('activity-1');
  expect(await send()).toEqual({ conversationId: chat, activityId: 'activity-1', isOld: true });
  const [job] = await office.store.jobs.claim({ now: office.clock.now(), limit: 9, leaseSeconds: 9 });
  expect(job).toMatchObject({ payload: { conversationId: chat, activityId: 'activity-2' } });
});

it('sends at once again what certainly did not arrive', async () => {
  messenger.failureFor.set(ada.id, new AppError('throttled', { code: 'connector.throttled', advice: 'Later.' }));
  await expect(send()).rejects.toMatchObject({ code: 'connector.throttled' });
  messenger.failureFor.clear();
  expect(await send()).toMatchObject({ isOld: false });
});

it('goes on to wait for the first after a second try that certainly did not arrive', async () => {
  messenger.meanwhile = lostAnswer;
  await expect(send()).rejects.toThrow();
  office.clock.moveBy(10 * minute);
  messenger.failureFor.set(ada.id, new AppError('throttled', { code: 'connector.throttled', advice: 'Later.' }));
  await expect(send()).rejects.toMatchObject({ code: 'connector.throttled' });
  await speaks('activity-1');
  messenger.failureFor.clear();
  expect(await send()).toMatchObject({ activityId: 'activity-1', isOld: true });
});

it('lets only one of two that try at once send', async () => {
  let isFirst = true;
  messenger.meanwhile = async () => {
    if (!isFirst) return;
    isFirst = false;
    await expect(send()).rejects.toMatchObject({ code: 'message.in-doubt' });
  };
  await send();
  expect(sent()).toHaveLength(1);
});

it('leaves a card that draws itself anew to do so, and says which message it stands in', async () => {
  await send({ message: drawnAnew });
  expect(asks(sent()[0]!)).toMatchObject({
    verb: 'request.show',
    data: { id: 7, messageId: expect.any(String) as string },
  });
});

it('shows any other as it was sent, to whom it was sent alone', async () => {
  await send();
  const { verb, data } = asks(sent()[0]!);
  expect(verb).toBe(showMessage.name);
  expect(await office.ask(showMessage, ada, { ...data })).toMatchObject(sent()[0]!);
  await expect(office.ask(showMessage, grace, { ...data })).rejects.toMatchObject({ code: 'message.not-found' });
});

it('has nothing to show of a card that draws itself anew', async () => {
  await send({ message: drawnAnew });
  const { messageId } = asks(sent()[0]!).data;
  await expect(office.ask(showMessage, ada, { messageId })).rejects.toMatchObject({ code: 'message.not-found' });
});
