import { useEffect, useState } from 'preact/hooks';

/** The views that the rail offers. */
export type ViewName = 'chat' | 'tenant' | 'traffic' | 'controls';
const viewNames: readonly ViewName[] = ['chat', 'tenant', 'traffic', 'controls'];

/** What the address says: two windows can be two people in two places. */
export interface Route {
  /** Directory object id; empty until somebody is chosen. */
  as: string;
  view: ViewName;
  /** Empty when none is open. */
  conversation: string;
  /** The group whose details are open in the tenant view. */
  group: string;
}

/** Reads a location hash such as `#as=…&view=chat&conversation=…`. */
export function parseRoute(hash: string): Route {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  const view = values.get('view') as ViewName | null;
  return {
    as: values.get('as') ?? '',
    view: view && viewNames.includes(view) ? view : 'chat',
    conversation: values.get('conversation') ?? '',
    group: values.get('group') ?? '',
  };
}

/** The hash of a route, without what is empty. */
export function formatRoute(route: Route): string {
  return `#${new URLSearchParams(Object.entries(route).filter(([, value]) => value !== '')).toString()}`;
}

/** Goes somewhere; what is not named stays. */
export function go(change: Partial<Route>, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute({ ...parseRoute(location.hash), ...change });
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The route, drawn again when the address changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = (): void => setRoute(parseRoute(location.hash));
    const events = ['hashchange', 'popstate'];
    for (const event of events) window.addEventListener(event, read);
    return () => {
      for (const event of events) window.removeEventListener(event, read);
    };
  }, []);
  return route;
}
