import type { PolicyFault } from '../domain/policy.ts';
import { escapeText } from './escape.ts';

/** What is wrong in a policy's file, a line each. Ready to show. @param rest what is said of those that are not shown */
export function problemLines(problems: PolicyFault['problems'], most: number, rest: string): string {
  const lines = problems.slice(0, most).map(({ line, key, found, expected }) => {
    const where = line === undefined ? '' : `line ${line}, `;
    return `- ${where}${escapeText(key, 120)}: found ${escapeText(found, 120)}, expected ${escapeText(expected, 200)}`;
  });
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`- and ${more} ${rest}`] : [])].join('\n');
}
