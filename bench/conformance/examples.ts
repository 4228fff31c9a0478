import { readFileSync } from 'node:fs';
import { z } from 'zod';

const headers = z.record(z.string(), z.string()).default({});

const request = z.object({
  method: z.string().transform((method) => method.toUpperCase()),
  /** Without version and query; placeholders such as `{id}` as printed. */
  path: z.string().startsWith('/'),
  /** Without the question mark, encoded or not. */
  query: z.string().default(''),
  headers,
  body: z.unknown().optional(),
});

const response = z.object({ status: z.int(), headers, body: z.unknown() });

const example = z.object({
  id: z.string(),
  operationId: z.string(),
  request,
  response,
  /** What about the printed answer contradicts the operation: such examples are not counted. */
  docQuirk: z.string().optional(),
});

/** One documented request with its documented answer. */
export type Example = z.infer<typeof example>;
/** What is asked. All that the preparation of a call is shown of an example, besides its operation. */
export type DocumentedRequest = z.infer<typeof request>;
export type DocumentedResponse = z.infer<typeof response>;

/**
 * Reads a file of documented examples.
 * @throws Error that says what is wrong with the file
 */
export function readExamples(file: string): Example[] {
  const parsed = z.array(example).safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is no list of examples: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
