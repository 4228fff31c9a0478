import type { ConversationReference } from '../ports/conversation-references.ts';
import type { Store } from '../ports/store.ts';
import type { TeamsAdapter } from './adapter.ts';

/**
 * The chat of one person with the bot: the known one, else it is opened and kept.
 * @param person.serviceUrl where to open it, when it is not known
 * @throws AppError `message.unreachable` when the app is not installed for the person
 */
export async function personalConversation(
  { store, adapter, botId }: { store: Store; adapter: TeamsAdapter; botId: string },
  person: { tenantId: string; userId: string; serviceUrl: string },
): Promise<ConversationReference> {
  const known = await store.conversations.personal(person.tenantId, person.userId);
  if (known) return known;
  const conversationId = await adapter.createConversation(person);
  const opened: ConversationReference = { ...person, conversationId, kind: 'personal', botId };
  await store.conversations.save(opened);
  return opened;
}
