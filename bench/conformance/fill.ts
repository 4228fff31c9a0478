import { skus } from '../../src/sandbox/tenant/apps.ts';
import { encodePng } from '../../src/sandbox/tenant/png.ts';
import { fillAddress, fillValue } from './body.ts';
import type { Filling } from './body.ts';
import type { Call, Cloud } from './cloud.ts';
import type { DocumentedRequest } from './examples.ts';
import { kindOf, stagehand } from './objects.ts';
import { isPlaceholder, matchPath } from './paths.ts';
import type { Match } from './paths.ts';
import { stage } from './stage.ts';
import { decode } from './wanted.ts';

const side = 64;
/** A picture, black all over. */
const picture = encodePng({ width: side, height: side, channels: 3, bytes: new Uint8Array(side * side * 3) });

/** @returns the call that a documented request means, about what is on stage */
export async function fillRequest(
  cloud: Cloud,
  request: DocumentedRequest,
  match: Match,
  filling: Filling,
): Promise<Call> {
  const path = await fillPath(match, filling);
  const { named, rules, stale } = filling.situation;
  if (request.method === 'GET' && named === 'all' && rules !== 'none') await filling.objects.furnish(path, picture);
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => !['authorization', 'content-length', 'host'].includes(name)),
  );
  const isMatched = headers['if-match'] !== undefined && headers['if-match'] !== '*' && !stale;
  if (isMatched) headers['if-match'] = await etagOf(cloud, path);
  const isPicture = headers['content-type']?.startsWith('image/') ?? false;
  const body = isPicture ? picture : await fillBody(request, filling);
  if (body !== undefined && headers['content-type'] === undefined) headers['content-type'] = 'application/json';
  const query = await fillQuery(cloud, request, path, filling);
  return { method: request.method, url: query === '' ? path : `${path}?${query}`, headers, body };
}

async function fillBody(request: DocumentedRequest, filling: Filling): Promise<unknown> {
  if (request.body === undefined || request.body === null || request.body === '') return undefined;
  if (typeof request.body !== 'object') return request.body;
  const body = (await fillValue(filling, request.body)) as Record<string, unknown>;
  if (!Array.isArray(body['requests'])) return body;
  const requests = (body['requests'] as Record<string, unknown>[]).map(async (item) => {
    const [path = '', query] = String(item['url']).split('?');
    const match = matchPath(String(item['method']).toUpperCase(), path);
    const url = match ? await fillPath(match, filling) : path;
    return { ...item, url: query === undefined ? url : `${url}?${query}` };
  });
  return { ...body, requests: await Promise.all(requests) };
}

/** Fills the placeholders from left to right: what comes later belongs to what came before. */
async function fillPath({ template, segments }: Match, { objects, situation, callerId }: Filling): Promise<string> {
  const last = template.findLastIndex((part) => isPlaceholder(part));
  let path = '';
  for (const [index, part] of template.entries()) {
    const printed = segments[index] ?? '';
    const kind = kindOf(part);
    const byName = /^(\w+)-by-(\w+)$/.exec(template[index - 1] ?? '');
    const isLast = situation.named === 'all but the last' && index === last;
    const isUnknown = isLast || situation.named === 'nothing' || situation.named === 'nonsense';
    if (kind === '') path += /-by-/.test(part) ? '' : `/${printed}`;
    else if (byName) path += `/${byName[1] ?? ''}(${byName[2] ?? ''}='${encodeURIComponent(printed)}')`;
    else if (kind === 'cast' && /^microsoft\.|cast/i.test(printed))
      path += `/${await objects.find(kind, printed, path)}`;
    else if (isUnknown) path += `/${situation.named === 'nonsense' ? 'no-id' : objects.unknown(kind)}`;
    else if (/caller/i.test(printed)) path += `/${callerId}`;
    else path += `/${encodeURIComponent(await objects.find(kind, printed, path))}`;
  }
  return path;
}

/** What is changed must be sent with its present etag; the printed one is long gone. */
async function etagOf(cloud: Cloud, path: string): Promise<string> {
  const answer = await cloud.call(stagehand, { method: 'GET', url: path, headers: {}, body: undefined });
  const body = answer.body as Record<string, unknown> | undefined;
  const etag = body?.['@odata.etag'];
  return typeof etag === 'string' ? etag : (answer.headers['etag'] ?? '*');
}

async function fillQuery(cloud: Cloud, request: DocumentedRequest, path: string, filling: Filling): Promise<string> {
  const filled: string[] = [];
  for (const option of request.query.split('&').filter((one) => one !== '')) {
    const [name = '', ...rest] = option.split('=');
    const value = decode(rest.join('='));
    filled.push(`${name}=${encodeURIComponent(await fillOption(cloud, name, value, path, filling))}`);
  }
  return filled.join('&');
}

async function fillOption(cloud: Cloud, name: string, value: string, path: string, filling: Filling): Promise<string> {
  switch (name.toLowerCase()) {
    case '$id': {
      // What is taken away by reference must have been there.
      const address = fillAddress(filling, value);
      const body = { '@odata.id': address };
      const headers = { 'content-type': 'application/json' };
      if (filling.situation.named === 'all') await cloud.call(stagehand, { method: 'POST', url: path, headers, body });
      return address;
    }
    case '$deltatoken':
      return value === 'latest' ? value : followDelta(cloud, path);
    case '$skiptoken':
      return tokenOf(cloud, `${path}${path.endsWith('delta') ? '?$top=2' : '?$top=1'}`, 'nextLink');
    default:
      return value
        .replace(/(userId\s+eq\s+)'[^']*'/gi, `$1'${stage.person}'`)
        .replace(/(skuId\s+eq\s+)'?[\da-f-]{36}'?/gi, `$1${skus[0]?.skuId ?? ''}`);
  }
}

/** Reads to the end of the changes, makes one, and gives back where to go on. */
async function followDelta(cloud: Cloud, path: string): Promise<string> {
  let where = path;
  for (;;) {
    const token = await tokenOf(cloud, where, 'nextLink');
    if (token === '') break;
    where = `${path}?$skiptoken=${token}`;
  }
  const token = await tokenOf(cloud, where, 'deltaLink');
  const [outsider] = [...cloud.tenant.users()];
  const [group] = [...cloud.tenant.groups()].slice(-2);
  if (outsider && group) {
    cloud.tenant.updateGroup(group.id, { description: 'Changed while nobody looked' });
    if (!cloud.tenant.unlink(group.id, 'member', outsider.id)) cloud.tenant.link(group.id, 'member', outsider.id);
  }
  return token;
}

async function tokenOf(cloud: Cloud, url: string, link: 'nextLink' | 'deltaLink'): Promise<string> {
  const { body } = await cloud.call(stagehand, { method: 'GET', url, headers: {}, body: undefined });
  const address = (body as Record<string, unknown> | undefined)?.[`@odata.${link}`];
  return typeof address === 'string' ? (/token=([^&]*)/i.exec(address)?.[1] ?? '') : '';
}
