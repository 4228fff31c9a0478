import { z } from 'zod';
import { readJson } from './body.ts';
import { GraphError, badRequest } from './errors.ts';
import type { GraphResponse } from './exchange.ts';
import type { Call } from './types.ts';

const mostRequests = 20;

const item = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  method: z.string().transform((method) => method.toUpperCase()),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
});
const shape = z.looseObject({ requests: z.array(item).min(1) });

type Item = z.infer<typeof item>;
interface ItemAnswer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Answers one request of a batch; given by whoever serves calls. */
type Serve = (request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer | string | undefined;
}) => GraphResponse;

/**
 * Serves up to 20 requests in an order in which each comes after those that it depends on.
 * @returns the body of the batch's answer; each request has its own status there
 * @throws GraphError 400 when the batch itself is malformed
 */
export function serveBatch(call: Call, serve: Serve): { responses: ItemAnswer[] } {
  const json = readJson(call);
  if (Array.isArray(json['requests']) && json['requests'].length > mostRequests) {
    throw badRequest(
      `Number of batch request steps exceeds the maximum value of ${String(mostRequests)}.`,
      'MaximumValueExceeded',
    );
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw badRequest('Invalid batch payload format.', 'BadRequest');
  const answers = new Map<string, ItemAnswer>();
  for (const request of inOrder(parsed.data.requests)) answers.set(request.id, serveItem(request, answers, serve));
  return { responses: [...answers.values()] };
}

function inOrder(requests: Item[]): Item[] {
  const waiting = new Map(requests.map((request) => [request.id, request]));
  if (waiting.size < requests.length) throw badRequest('Batch request ids must be unique.', 'BadRequest');
  const unknown = requests.flatMap((request) => request.dependsOn ?? []).find((id) => !waiting.has(id));
  if (unknown !== undefined)
    throw badRequest(`Batch request depends on '${unknown}', which is not in the batch.`, 'BadRequest');
  const ordered: Item[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((request) => !(request.dependsOn ?? []).some((id) => waiting.has(id)));
    if (ready.length === 0) throw badRequest('Batch requests depend on each other in a circle.', 'BadRequest');
    for (const request of ready) waiting.delete(request.id);
    ordered.push(...ready);
  }
  return ordered;
}

function serveItem(request: Item, answers: ReadonlyMap<string, ItemAnswer>, serve: Serve): ItemAnswer {
  const { id, method, url, dependsOn = [] } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const failed = dependsOn.some((dependency) => (answers.get(dependency)?.status ?? 500) >= 400);
  if (failed) return refused(id, new GraphError(424, 'FailedDependency', 'A request that this one depends on failed.'));
  if (/^\/?\$batch/i.test(url)) return refused(id, badRequest('Batches cannot be nested.', 'BadRequest'));
  if (request.body !== undefined && headers['content-type'] === undefined) {
    const message = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    return refused(id, badRequest(message, 'BadRequest'));
  }
  const body = bodyOf(request.body, headers['content-type']);
  const answer = serve({ method, url: `/v1.0/${url.replace(/^\//, '')}`, headers, body });
  return { id, status: answer.status, headers: answer.headers, body: shownBody(answer.body) };
}

/** Pictures travel as base64, both ways. */
function bodyOf(body: unknown, type: string | undefined): Buffer | string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' && /^image\//i.test(type ?? '') ? Buffer.from(body, 'base64') : JSON.stringify(body);
}

function shownBody(body: unknown): unknown {
  return Buffer.isBuffer(body) ? body.toString('base64') : (body ?? null);
}

function refused(id: string, error: GraphError): ItemAnswer {
  const headers = { 'Content-Type': 'application/json' };
  return { id, status: error.status, headers, body: { error: { code: error.code, message: error.message } } };
}
