import { readFileSync } from 'node:fs';
import { defaultPolicy, type Policy, type PolicyFault } from '../domain/policy.ts';
import type { ReadPolicy } from '../ports/policy-source.ts';
import { ConfigurationError } from './configuration-error.ts';
import { contradictions } from './policy-contradictions.ts';
import { expectedWords, parseYaml, problemAt, problemsFrom, type PolicyProblem } from './policy-problems.ts';
import { policyFrom, policyShape } from './policy-shape.ts';

/**
 * @param file path of a YAML file; where there is none, `defaultPolicy` holds
 * @throws ConfigurationError with everything that is wrong in it at once
 */
export function readPolicy(file: string): Policy {
  const read = policyOf(contentOf(file));
  if ('policy' in read) return read.policy;
  throw wrong(file, read.problems);
}

/** What stands in a file, or why that cannot be known. */
export type Content = { source: string | undefined } | { problems: readonly PolicyProblem[] };

export function contentOf(file: string): Content {
  try {
    return { source: readFileSync(file, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { source: undefined };
    return { problems: [problemAt([], 'one that cannot be read', 'a YAML file')] };
  }
}

/** @returns `defaultPolicy` where there is no file */
export function policyOf(content: Content): ReadPolicy {
  if ('problems' in content) return content;
  return content.source === undefined ? { policy: defaultPolicy } : policyIn(content.source);
}

/** @param source YAML */
export function policyIn(source: string): ReadPolicy {
  const { value, problems, lineOf } = parseYaml(source);
  if (problems.length > 0) return { problems };
  const parsed = policyShape.safeParse(value, { error: expectedWords });
  const found = parsed.success ? contradictions(parsed.data) : problemsFrom(parsed.error, value);
  if (parsed.success && found.length === 0) return { policy: policyFrom(parsed.data) };
  const placed = found.map((one) => {
    const line = lineOf(one.path);
    return line === undefined ? one : { ...one, line };
  });
  return { problems: placed.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** @returns the error that says all of it, with the file and its lines */
export function wrong(file: string, problems: PolicyFault['problems']): ConfigurationError {
  return new ConfigurationError(
    problems.map(({ key, line, found, expected }) => ({
      key: `${line === undefined ? file : `${file}:${line}`} → ${key}`,
      found,
      expected,
    })),
  );
}
