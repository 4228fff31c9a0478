import { z } from 'zod';
import { outcomeChoices } from '../../cards/audit-words.ts';
import { isSomeDay, timeAtEnd } from '../../domain/when.ts';
import { confirmed, maybeGroupName, maybePersonName } from '../inputs.ts';

const broken = 'This page cannot be found any more. Ask again for the audit trail.';
const notDay = 'Write the day as 2026-01-31.';
const day = z
  .string({ error: notDay })
  .trim()
  .max(60, notDay)
  .refine((text) => text === '' || isSomeDay(text), notDay)
  .optional();

/** What of the audit trail is wanted. Empty and absent mean that it does not matter. */
export const auditInput = z.object({
  group: maybeGroupName,
  person: maybePersonName,
  /** As a form’s picker gives it; counts before what was said. */
  picked: maybePersonName,
  did: z.enum(['added', 'removed'], { error: broken }).optional(),
  outcome: z.enum([...outcomeChoices, 'any'], { error: broken }).optional(),
  request: z.guid({ error: broken }).optional(),
  from: day,
  to: day,
  /** The sequence number of the last entry of the page before. */
  next: z
    .string({ error: broken })
    .regex(/^\d{1,15}$/u, broken)
    .optional(),
  /** Asks for the form. */
  narrow: confirmed,
});

/**
 * Takes “Design Guild from 2026-01-01 to 2026-01-31” or “by Mona since last Monday” apart. Days stay as they were said,
 * to be read when it is known where the person is.
 */
export function auditWords(words: string): Record<string, string> {
  const { rest, ...days } = daysIn(words.trim());
  const [, person] = /^(?:by|about)\s+(.+)$/isu.exec(rest) ?? [];
  const group = rest.replace(/^(?:in|of|for)\s+(?:the\s+(?:group|team)\s+)?(?=\S)/iu, '');
  if (person !== undefined) return { ...days, person };
  return group === '' ? days : { ...days, group };
}

function daysIn(words: string): { rest: string; from?: string; to?: string } {
  const last = timeAtEnd(words);
  if (!last) return { rest: words };
  const { rest, link, time } = last;
  const [from = '', to] = time.split(/\s+(?:to|until|till|-|–)\s+/iu);
  if (to !== undefined) return { rest, from, to };
  if (/^(?:since|from|starting)$/u.test(link)) return { rest, from: time };
  if (!/^(?:up|un|til|to)/u.test(link)) return { rest, from: time, to: time };
  const before = timeAtEnd(rest);
  return before && /^(?:since|from|starting)$/u.test(before.link)
    ? { rest: before.rest, from: before.time, to: time }
    : { rest, to: time };
}
