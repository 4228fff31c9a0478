import { attachmentRoutes } from './connector/attachments.ts';
import { attachedFileRoutes } from './connector/attached-files.ts';
import { messageRoutes } from './connector/messages.ts';
import { rosterRoutes } from './connector/rosters.ts';
import { authorizeRedirects, authorizeRoutes } from './entra/authorize.ts';
import { discoveryRoutes } from './entra/discovery.ts';
import { managedIdentityRoutes } from './entra/managed-identity.ts';
import { tokenRoutes } from './entra/token-endpoint.ts';
import type { Parts } from './parts.ts';
import type { Service } from './server/dispatch.ts';
import { graphRoutes, timeRoutes } from './server/https-routes.ts';
import type { Graph } from './server/https-routes.ts';
import { pageApiRoutes } from './server/page-api.ts';
import { pageFileRoutes } from './server/page-files.ts';

const formBytes = 64 * 1024;
/** Above this neither the connector nor the page’s server looks at a message at all. */
const messageBytes = 256 * 1024;
/** More than a picture may have, so that Graph, or the bot, can say so itself. */
const pictureBytes = 8 * 1024 * 1024;

/** What the HTTPS server offers the bot. */
export function cloudServices(parts: Parts, graph: Graph): Service[] {
  const { entra, connector, clock } = parts;
  return [
    { routes: timeRoutes(clock), mostBytes: 0 },
    { routes: graphRoutes(entra, graph), parties: { from: 'Bot', to: 'Graph' }, mostBytes: pictureBytes },
    {
      routes: [...messageRoutes(connector), ...rosterRoutes(connector), ...attachmentRoutes(connector)],
      parties: { from: 'Bot', to: 'Connector' },
      mostBytes: messageBytes,
    },
    {
      routes: attachedFileRoutes(connector.teams.world.files),
      parties: { from: 'Bot', to: 'Connector' },
      mostBytes: 0,
    },
    {
      routes: [...discoveryRoutes(entra), ...tokenRoutes(entra), ...authorizeRedirects(entra)],
      parties: { from: 'Bot', to: 'Entra' },
      mostBytes: formBytes,
    },
  ];
}

/** What the page's HTTP server offers browsers; and the bot its managed identity. */
export function pageServices(parts: Parts): Service[] {
  return [
    { routes: pageApiRoutes(parts), mostBytes: messageBytes },
    { routes: pageFileRoutes(() => [new URL(parts.botUrl()).origin]), mostBytes: 0 },
    { routes: authorizeRoutes(parts.entra), parties: { from: 'Browser', to: 'Entra' }, mostBytes: formBytes },
    { routes: managedIdentityRoutes(parts.entra), parties: { from: 'Bot', to: 'Entra' }, mostBytes: 0 },
  ];
}
