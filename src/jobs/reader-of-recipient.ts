import { anyReader, type Reader } from '../cards/reader.ts';
import type { HandlerParts } from './handler-parts.ts';

/**
 * Who reads a message that nobody asked for just now: language and zone are those that the person's client said last in
 * their own chat. What is not known stays as for anybody.
 */
export async function readerOfRecipient(
  recipient: { tenantId: string; userId: string },
  { store, clock }: Pick<HandlerParts, 'store' | 'clock'>,
): Promise<Reader> {
  const known = await store.conversations.personal(recipient.tenantId, recipient.userId);
  const { locale, timeZone, now } = anyReader(clock.now());
  return { locale: known?.locale ?? locale, timeZone: known?.timeZone ?? timeZone, now, userId: recipient.userId };
}
