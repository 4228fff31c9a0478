import { z } from 'zod';
import { requestViewer } from '../../domain/rules.ts';
import { noSuchRequest } from '../../domain/request-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { requestId } from '../inputs.ts';
import { shownToApprover, shownToRequester } from './show-request-card.ts';

/** Shows a request to whoever made it or may decide on it. To everybody else it does not exist. */
export const showRequest = defineOperation({
  name: 'request.show',
  phrases: [],
  summary: 'Show a request',
  example: '',
  input: z.object({ requestId }),
  scopes: ['GroupMember.Read.All'],
  allow: requestViewer,

  async run({ requestId: id }, { store, caller }) {
    const request = await store.requests.get(caller.tenantId, id);
    if (!request) throw noSuchRequest();
    return { request, isOwn: request.requester.id === caller.userId };
  },
  card: ({ request, isOwn }, reader) =>
    isOwn ? shownToRequester({ request }, reader) : shownToApprover({ request }, reader),
});
