import { GraphError, badRequest } from './errors.ts';
import type { Route } from './types.ts';

interface Compiled {
  method: string;
  pattern: RegExp;
  names: string[];
  route: Route;
}

/** Finds the route of a path. Of several that fit, the one with the fewest placeholders wins. */
export class Router {
  readonly #byLength = new Map<number, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add({ ...compile(route.path), method: route.method, route });
    for (const entries of this.#byLength.values()) entries.sort((a, b) => a.names.length - b.names.length);
  }

  /**
   * @param path without version and query, percent-encoded
   * @throws GraphError 400 unknown segment, 405 wrong method
   */
  find(method: string, path: string): { route: Route; params: Record<string, string> } {
    const segments = splitPath(path);
    const normal = segments.map(encodeURIComponent).join('/');
    const fitting = (this.#byLength.get(segments.length) ?? []).filter((entry) => entry.pattern.test(normal));
    const entry = fitting.find((candidate) => candidate.method === method);
    if (entry) return { route: entry.route, params: readParams(entry, normal) };
    if (fitting.length > 0) {
      const allow = [...new Set(fitting.map((candidate) => candidate.method))].join(', ');
      const message = 'Specified HTTP method is not allowed for the request target.';
      throw new GraphError(405, 'Request_BadRequest', message, { Allow: allow });
    }
    throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`, 'BadRequest');
  }

  #add(entry: Compiled): void {
    const length = entry.pattern.source.split('\\/').length;
    const entries = this.#byLength.get(length);
    if (entries) entries.push(entry);
    else this.#byLength.set(length, [entry]);
  }
}

function compile(path: string): Pick<Compiled, 'pattern' | 'names'> {
  const names: string[] = [];
  const source = splitPath(path)
    .map((segment) => {
      if (!/^\{.*\}$/.test(segment)) return encodeURIComponent(segment).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
      names.push(segment.slice(1, -1));
      return '([^/]+)';
    })
    .join('\\/');
  return { pattern: new RegExp(`^${source}$`, 'i'), names };
}

/**
 * Segments, decoded; `users('key')` is the same as `users/key`, `groups(uniqueName='x')` and `groups/(uniqueName='x')` as
 * `groups-by-uniqueName/x`.
 */
function splitPath(path: string): string[] {
  return path
    .replace(/\/(?=\(|%28)/gi, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode)
    .flatMap((segment) => {
      const key = /^(\w+)\((?:(\w+)=)?'(.*)'\)$/.exec(segment);
      if (!key) return [segment];
      const [, name = '', property, value = ''] = key;
      return [property === undefined ? name : `${name}-by-${property}`, value.replaceAll("''", "'")];
    });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The request URI is not valid.', 'BadRequest');
  }
}

function readParams(entry: Compiled, normal: string): Record<string, string> {
  const values = entry.pattern.exec(normal)?.slice(1) ?? [];
  return Object.fromEntries(entry.names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
}
