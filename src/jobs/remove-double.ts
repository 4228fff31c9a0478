import { z } from 'zod';
import type { Handler, HandlerParts } from './handler-parts.ts';

const payload = z.object({ conversationId: z.string(), activityId: z.string() });

/** Takes a message away that turned out to say what another one says already. */
export function removeDouble({ messenger }: HandlerParts): Handler {
  return async ({ tenantId, payload: raw }) => messenger.remove({ tenantId, ...payload.parse(raw) });
}
