import type { Route } from '../server/http.ts';
import type { Entra } from './entra.ts';
import { managedIdentityToken } from './tokens.ts';

/**
 * The managed identity endpoint as App Service has it (`IDENTITY_ENDPOINT`, `IDENTITY_HEADER`), over plain HTTP.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function managedIdentityRoutes(entra: Entra): Route[] {
  return [
    {
      method: 'GET',
      path: '/msi/token',
      handle: async (call) => {
        call.trace.summary = 'asks the managed identity for a token';
        if (call.headers['x-identity-header'] !== entra.managedIdentity.header) return refused(401, 'Unauthorized');
        const resource = call.url.searchParams.get('resource');
        if (resource === null || call.url.searchParams.get('api-version') !== '2019-08-01') {
          return refused(400, 'BadRequest');
        }
        const clientId = call.url.searchParams.get('client_id');
        if (clientId !== null && clientId !== entra.managedIdentity.clientId) return refused(400, 'BadRequest');
        const { token, expiresIn } = await managedIdentityToken(entra, resource);
        return {
          status: 200,
          headers: { 'cache-control': 'no-store' },
          body: {
            access_token: token,
            expires_on: String(Math.floor(Date.now() / 1000) + expiresIn),
            resource,
            token_type: 'Bearer',
            client_id: entra.managedIdentity.clientId,
          },
        };
      },
    },
  ];
}

function refused(status: number, message: string): { status: number; body: unknown } {
  return { status, body: { statusCode: status, message } };
}
