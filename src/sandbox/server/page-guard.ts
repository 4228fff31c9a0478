import type { IncomingMessage } from 'node:http';
import type { Answer } from './http.ts';

/**
 * Keeps other web sites away from the page's server: the Host must be loopback's (a name that was rebound to 127.0.0.1 is
 * refused), and what changes something must come from the page itself or from outside a browser.
 * @param port of the page's server
 */
export function pageGuard(port: () => number): (request: IncomingMessage) => Answer | undefined {
  return ({ headers, method }) => {
    const hosts = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port()}`);
    if (!hosts.includes(headers.host ?? '')) return refused('This server answers on loopback names only.');
    if (method === 'GET' || method === 'HEAD') return undefined;
    const site = headers['sec-fetch-site'];
    const { origin } = headers;
    const own = origin === undefined ? site === undefined || site === 'same-origin' : isOwn(origin, hosts);
    return own ? undefined : refused('This request came from another site.');
  };
}

function isOwn(origin: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => origin === `http://${host}`);
}

function refused(error: string): Answer {
  return { status: 403, body: { error } };
}
