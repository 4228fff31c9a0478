import type { Route } from '../server/http.ts';
import type { Entra } from './entra.ts';
import { connectorResource, issuer } from './entra.ts';

/** OpenID documents and key sets of Entra and of the channel. */
export function discoveryRoutes(entra: Entra): Route[] {
  const document = openIdDocument(entra);
  const channelBase = `${entra.cloudUrl}/botframework/v1/.well-known`;
  return [
    answers('/{tenant}/v2.0/.well-known/openid-configuration', 'reads Entra’s OpenID document', document),
    answers('/common/discovery/instance', 'asks whether this authority is known', instanceMetadata(entra)),
    answers('/{tenant}/discovery/v2.0/keys', 'reads the keys that sign Entra’s tokens', {
      keys: [{ ...entra.keys.entra.publicJwk, issuer: issuer(entra) }],
    }),
    answers('/botframework/v1/.well-known/openidconfiguration', 'reads the channel’s OpenID document', {
      issuer: connectorResource,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${channelBase}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    }),
    answers('/botframework/v1/.well-known/keys', 'reads the keys that sign Teams’ activities', {
      keys: [{ ...entra.keys.channel.publicJwk, endorsements: ['msteams'] }],
    }),
  ];
}

function answers(path: string, summary: string, body: unknown): Route {
  return {
    method: 'GET',
    path,
    handle: (call) => {
      call.trace.summary = summary;
      return { status: 200, headers: { 'cache-control': 'max-age=86400' }, body };
    },
  };
}

/** Everything is on the HTTPS origin, but for the page that people see: a browser knows nothing of the sandbox's CA. */
function openIdDocument(entra: Entra): Record<string, unknown> {
  const base = `${entra.cloudUrl}/${entra.tenantId}`;
  return {
    issuer: issuer(entra),
    authorization_endpoint: `${entra.pageUrl}/${entra.tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    end_session_endpoint: `${entra.pageUrl}/${entra.tenantId}/oauth2/v2.0/logout`,
    response_modes_supported: ['query'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'preferred_username', 'oid', 'tid', 'ver'],
    request_uri_parameter_supported: false,
    tenant_region_scope: null,
    cloud_instance_name: new URL(entra.cloudUrl).host,
    msgraph_host: new URL(entra.cloudUrl).host,
  };
}

function instanceMetadata(entra: Entra): Record<string, unknown> {
  const { host } = new URL(entra.cloudUrl);
  return {
    tenant_discovery_endpoint: `${entra.cloudUrl}/${entra.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
