import type { BenchGraph } from '../cloud.ts';

const perPage = 999;
const dayMs = 24 * 3_600_000;

/** A directory that is made up as it is asked for, so that it takes no memory however large it is. */
export interface GeneratedGraph {
  answer: BenchGraph;
  /** Lets the pages of groups through, which wait until then. */
  open(): void;
  /** Pages of groups that were given out. */
  pages(): number;
  /** Resolves when somebody has read every group and then asked what changed. */
  isRead: Promise<void>;
}

/**
 * @param groups how many Microsoft 365 groups there are
 * @param due how many of them, spread evenly, expire within a month; the others much later
 */
export function generatedGraph(groups: number, due: number): GeneratedGraph {
  const now = Date.now();
  const gate = Promise.withResolvers<undefined>();
  const read = Promise.withResolvers<undefined>();
  const every = due === 0 ? Infinity : Math.floor(groups / due);
  const expiry = (index: number): string =>
    iso(now + (index % every === 0 && index / every < due ? 20 + (index % 9) : 200 + (index % 160)) * dayMs);
  let pages = 0;

  const groupAt = (index: number): object => ({
    id: idOf(index),
    displayName: `Group ${index} of many, with a name as people give them`,
    groupTypes: ['Unified'],
    mailEnabled: true,
    securityEnabled: false,
    visibility: index % 3 === 0 ? 'Public' : 'Private',
    classification: null,
    onPremisesSyncEnabled: null,
    resourceProvisioningOptions: index % 2 === 0 ? ['Team'] : [],
    createdDateTime: '2023-05-06T07:08:09Z',
    renewedDateTime: '2025-05-06T07:08:09Z',
    expirationDateTime: expiry(index),
  });

  const page = (url: URL): object => {
    if (url.searchParams.has('$deltatoken')) {
      read.resolve(undefined);
      return { '@odata.deltaLink': `${url.origin}/v1.0/groups/delta?$deltatoken=end`, value: [] };
    }
    const start = Number(url.searchParams.get('$skiptoken') ?? 0);
    const end = Math.min(groups, start + perPage);
    pages += 1;
    const token = end < groups ? `$skiptoken=${end}` : '$deltatoken=begin';
    const link = { [`@odata.${end < groups ? 'next' : 'delta'}Link`]: `${url.origin}/v1.0/groups/delta?${token}` };
    return { ...link, value: Array.from({ length: end - start }, (_, index) => groupAt(start + index)) };
  };

  const one = (path: string): object => {
    const [, id = '', rest] = /^\/groups\/([0-9a-f-]{36})(\/owners)?/.exec(path) ?? [];
    const index = Number.parseInt(id.slice(0, 8), 16);
    return rest === undefined
      ? groupAt(index)
      : { value: [{ '@odata.type': '#microsoft.graph.user', id: idOf(index) }] };
  };

  return {
    open: () => gate.resolve(undefined),
    pages: () => pages,
    isRead: read.promise,
    async answer({ url, body }) {
      const asked = new URL(url, 'https://graph.example');
      const path = asked.pathname.slice('/v1.0'.length);
      if (path === '/groupLifecyclePolicies') return { value: [] };
      if (path === '/$batch') {
        const { requests } = JSON.parse(body) as { requests: { id: string; url: string }[] };
        return { responses: requests.map((request) => ({ id: request.id, status: 200, body: one(request.url) })) };
      }
      if (path !== '/groups/delta') return one(path);
      await gate.promise;
      return page(asked);
    },
  };
}

/** Scattered like real ids, so that rows do not arrive in the order of their keys. */
function idOf(index: number): string {
  const scattered = Math.imul(index, 0x9e3779b1) >>> 0;
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  return `${hex(index)}-0000-4000-8000-${hex(scattered)}0000`;
}

function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
