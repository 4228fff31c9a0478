import type { z } from 'zod';
import { badRequest } from './errors.ts';
import type { Call } from './types.ts';

/**
 * The JSON object of a request's body.
 * @throws GraphError 400 when it is missing, of another type or malformed
 */
export function readJson(call: Call): Record<string, unknown> {
  if (call.body === undefined || call.body === '')
    throw badRequest('Empty Payload. JSON content expected.', 'BadRequest');
  const type = String(call.headers['content-type'] ?? '');
  if (type === '') {
    const message = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    throw badRequest(message, 'BadRequest');
  }
  try {
    const json: unknown = JSON.parse(call.body);
    if (/json/i.test(type) && typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    'BadRequest',
  );
}

/** The same, in a known shape. @throws GraphError 400 that names the property which is wrong */
export function readBody<T>(call: Call, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(readJson(call));
  if (parsed.success) return parsed.data;
  const property = String(parsed.error.issues[0]?.path[0] ?? '');
  throw badRequest(`Invalid value specified for property '${property}' of the request.`);
}
