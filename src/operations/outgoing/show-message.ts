import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';

/**
 * Shows a message that was sent to the caller as it stands: what its card asks for when somebody looks at it, so that the bot
 * hears that it arrived.
 * @throws AppError `message.not-found`, to everybody else too
 */
export const showMessage = defineOperation({
  name: 'message.show',
  phrases: [],
  summary: 'Show a message as it stands',
  example: '',
  input: z.object({ messageId: z.guid() }),
  scopes: [],

  async run({ messageId }, { store, caller }) {
    const message = await store.sentMessages.get(caller.tenantId, messageId);
    if (message?.recipientId !== caller.userId || !message.shown)
      throw new AppError('notFound', { code: 'message.not-found', advice: 'This message is not known any more.' });
    return message.shown;
  },
  card: (shown) => shown,
});
