import type { OutgoingMessage, SentMessageStore } from '../../src/ports/sent-messages.ts';

/** Messages on their way, in memory; the contract suite says what the real ones do. */
export function fakeSentMessages(): SentMessageStore {
  let kept: OutgoingMessage[] = [];
  const find = (tenantId: string, id: string) => kept.find((one) => one.tenantId === tenantId && one.id === id);
  return {
    begin(message) {
      const known = kept.find((one) => one.tenantId === message.tenantId && one.key === message.key);
      if (!known) kept.push(structuredClone(message));
      return Promise.resolve(known && structuredClone(known));
    },
    again({ tenantId, id, sendingAt: before }, { sendingAt, shown }) {
      const known = find(tenantId, id);
      if (!known || known.sent || known.sendingAt.getTime() !== before.getTime()) return Promise.resolve(false);
      delete known.shown;
      Object.assign(known, { sendingAt }, shown && { shown });
      return Promise.resolve(true);
    },
    record(tenantId, id, sent) {
      const known = find(tenantId, id);
      if (known && !known.sent) {
        known.sent = sent;
        return Promise.resolve('recorded');
      }
      const isOther =
        known?.sent && (known.sent.conversationId !== sent.conversationId || known.sent.activityId !== sent.activityId);
      return Promise.resolve(isOther ? 'double' : 'known');
    },
    drop(tenantId, id) {
      kept = kept.filter((one) => one.sent !== undefined || one !== find(tenantId, id));
      return Promise.resolve();
    },
    get: (tenantId, id) => Promise.resolve(structuredClone(find(tenantId, id))),
    forgetBefore(time) {
      kept = kept.filter(({ sendingAt }) => sendingAt >= time);
      return Promise.resolve();
    },
  };
}
