import { z } from 'zod';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { isAboutMembership } from '../../domain/request-kinds.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import { requestNow } from './decide.ts';
import { shownToCaller } from './show-request-card.ts';
import { requestUndoer, undo } from './undo.ts';

/**
 * Makes a group, or its owners, as they were before the caller approved a change, within ten minutes.
 * @throws AppError `request.not-found`, `request.not-yours-to-undo`, and what Graph refuses
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const undoChange = defineOperation({
  name: 'request.undo-change',
  phrases: [],
  summary: 'Take back a change that you have just approved',
  example: '',
  input: z.object({ requestId }),
  scopes: ['Group.ReadWrite.All'],
  allow: requestUndoer,

  async run({ requestId: id }, services) {
    const request = await requestNow(id, services);
    // Its token could not do the other kinds; their cards ask for the operation that can.
    if (isAboutMembership(request)) throw noSuchRequest();
    return { ...(await undo(request, services)), callerId: services.caller.userId };
  },
  changes: ({ change }) => change,
  card: ({ callerId, ...decided }, reader) => shownToCaller(decided, callerId, reader),
});
