import { AppError } from '../../src/domain/errors.ts';
import type { CardMessage, Messenger } from '../../src/ports/messenger.ts';

export interface FakeMessenger extends Messenger {
  /** What each person got in their own chat, oldest first. */
  sentTo(userId: string): CardMessage[];
  /** What a message shows now. */
  shown(activityId: string): CardMessage | undefined;
  /** These people have not installed the bot. */
  unreachable: Set<string>;
  /** What sending to these people fails with. */
  failureFor: Map<string, Error>;
  /** Runs after a message was sent or updated and before the sender hears of it. */
  meanwhile: () => unknown;
}

/** Chats in memory. */
export function fakeMessenger(): FakeMessenger {
  const sent: { userId: string; activityId: string; message: CardMessage }[] = [];
  const messenger: FakeMessenger = {
    unreachable: new Set(),
    failureFor: new Map(),
    meanwhile: () => undefined,
    sentTo: (userId) => sent.filter((one) => one.userId === userId).map(({ message }) => message),
    shown: (activityId) => sent.find((one) => one.activityId === activityId)?.message,

    async send(to, message) {
      const userId = 'userId' in to ? to.userId : to.conversationId;
      const failure = messenger.failureFor.get(userId);
      if (failure) throw failure;
      if (messenger.unreachable.has(userId)) {
        throw new AppError('denied', { code: 'message.unreachable', advice: 'This person does not use the bot.' });
      }
      const activityId = `activity-${sent.length + 1}`;
      sent.push({ userId, activityId, message });
      await messenger.meanwhile();
      return { conversationId: `chat-${userId}`, activityId };
    },
    async update({ activityId }, message) {
      const one = sent.find((candidate) => candidate.activityId === activityId);
      if (one) one.message = message;
      await messenger.meanwhile();
    },
    remove({ activityId }) {
      const index = sent.findIndex((candidate) => candidate.activityId === activityId);
      if (index >= 0) sent.splice(index, 1);
      return Promise.resolve();
    },
  };
  return messenger;
}
