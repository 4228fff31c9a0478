import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { ConfigurationProblem } from './configuration-error.ts';

/** What is wrong with one value of the file; `path` leads to it from the top. */
export interface PolicyProblem extends ConfigurationProblem {
  path: readonly PropertyKey[];
  /** From 1, of what is wrong or, where that is missing, of what it is missing from. */
  line?: number;
}

/** A YAML file, taken apart. */
export interface ParsedFile {
  value: unknown;
  /** What is no YAML. */
  problems: readonly PolicyProblem[];
  /** @returns the line on which a value stands, or else what holds it. Undefined in an empty file */
  lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

export function parseYaml(source: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const problems = document.errors.map((error): PolicyProblem => {
    const line = error.linePos?.[0].line;
    const [found = ''] = error.message.split('\n');
    const words = found.replace(/ at line \d+, column \d+:$/, '');
    return { path: [], key: 'the file', found: `no YAML (${words})`, expected: 'YAML', ...(line && { line }) };
  });
  return {
    value: problems.length === 0 ? (document.toJS({ maxAliasCount: 0 }) ?? {}) : undefined,
    problems,
    lineOf(path) {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

/** Where the key of a value begins, or its item; where there is none, what it is missing from. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const holder = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(holder)
      ? holder.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

/** @returns what zod has against a value, in our words */
export function problemsFrom(error: z.ZodError, root: unknown): PolicyProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => problemAt([...issue.path, key], 'a value', 'no such key'));
    const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], root);
    return [
      problemAt(issue.path, value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 200), issue.message),
    ];
  });
}

export function problemAt(path: readonly PropertyKey[], found: string, expected: string): PolicyProblem {
  return { path, key: path.map(String).join('.') || 'the file', found, expected };
}

const typeWords: Partial<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  int: 'a whole number',
};

/** What is expected, for a shape that says nothing of its own. */
export function expectedWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') return typeWords[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`;
  const isList = 'origin' in issue && issue.origin === 'array';
  if (issue.code === 'too_small') return isList ? `a list with at least ${issue.minimum}` : 'text';
  if (issue.code === 'too_big')
    return isList ? `a list with up to ${issue.maximum}` : `up to ${issue.maximum} characters`;
  return undefined;
}
