import type { Route } from '../server/http.ts';
import { guarded } from './connector.ts';
import type { Connector } from './connector.ts';
import { ConnectorError } from './errors.ts';

/** What people pasted into messages: only the bot's own token opens it. */
export function attachmentRoutes(connector: Connector): Route[] {
  return [
    guarded(connector, {
      method: 'GET',
      path: 'v3/attachments/{attachment}/views/{view}',
      kind: 'read',
      summary: 'reads a picture from a message',
      handle: ({ params }) => {
        const picture = connector.teams.world.pictures.get(params['attachment'] ?? '');
        if (picture === undefined || params['view'] !== 'original')
          throw new ConnectorError(404, 'AttachmentNotFound', 'The attachment was not found.');
        return { status: 200, headers: { 'content-type': picture.contentType }, body: picture.bytes };
      },
    }),
  ];
}
