import { connectorResource, graphResource } from './entra.ts';
import { EntraError } from './errors.ts';

/** A delegated `scope` parameter, taken apart. */
export interface RequestedScopes {
  /** Graph's scopes without their resource. */
  graph: string[];
  /** `openid`, `profile`, `email`, `offline_access` as far as they were asked for. */
  openId: string[];
  /** Whether Graph's were written with their resource; the answer then writes them so too. */
  qualified: boolean;
}

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/**
 * @throws EntraError 70011 for a malformed scope, 500011 for a resource that is not Graph
 */
export function readScopes(parameter: string | null): RequestedScopes {
  const wanted = (parameter ?? '').split(/\s+/).filter((scope) => scope !== '');
  if (wanted.length === 0) throw new EntraError(90014, 'scope');
  const openId = wanted.filter((scope) => openIdScopes.has(scope));
  const rest = wanted.filter((scope) => !openIdScopes.has(scope));
  const graph = rest.map(graphScope);
  return { graph: [...new Set(graph)], openId, qualified: rest.some((scope) => scope.includes('://')) };
}

function graphScope(scope: string): string {
  const at = scope.lastIndexOf('/');
  const resource = at < 0 ? graphResource : scope.slice(0, at);
  const name = scope.slice(at + 1);
  if (resource !== graphResource) throw new EntraError(500011, resource.slice(0, 100));
  if (!/^\.?[A-Za-z][\w.-]*$/.test(name)) throw new EntraError(70011, scope.slice(0, 100));
  return name;
}

/** @returns the resource of an app-only request: Graph or the connector */
export function readResource(parameter: string | null): string {
  const scope = parameter ?? '';
  if (!scope.endsWith('/.default')) throw new EntraError(1002012, scope.slice(0, 100));
  const resource = scope.slice(0, -'/.default'.length);
  if (resource !== graphResource && resource !== connectorResource)
    throw new EntraError(500011, resource.slice(0, 100));
  return resource;
}
