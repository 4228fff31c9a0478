import { z } from 'zod';
import { isDay } from '../../domain/wall-clock.ts';
import { confirmed, maybeGroupName, maybePersonName } from '../inputs.ts';

const broken = 'This page cannot be found any more. Ask again for the audit trail.';
const days = ['today', 'yesterday'];
const day = z
  .string({ error: 'Write the day as 2026-01-31.' })
  .trim()
  .toLowerCase()
  .refine((text) => text === '' || days.includes(text) || isDay(text), 'Write the day as 2026-01-31.')
  .optional();

/** What of the audit trail is wanted. Empty and absent mean that it does not matter. */
export const auditInput = z.object({
  group: maybeGroupName,
  person: maybePersonName,
  /** As a form’s picker gives it; counts before what was said. */
  picked: maybePersonName,
  did: z.enum(['added', 'removed'], { error: broken }).optional(),
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

const when = String.raw`(\d{4}-\d\d-\d\d|today|yesterday)`;
const ends: readonly { pattern: RegExp; fields: readonly ('from' | 'to')[] }[] = [
  { pattern: new RegExp(String.raw`(?:^|\s+)(?:since|from)\s+${when}$`, 'iu'), fields: ['from'] },
  { pattern: new RegExp(String.raw`(?:^|\s+)(?:until|till|up\s+to|to)\s+${when}$`, 'iu'), fields: ['to'] },
  { pattern: new RegExp(String.raw`(?:^|\s+)(?:on\s+)?${when}$`, 'iu'), fields: ['from', 'to'] },
];

/** Takes “Design Guild from 2026-01-01 to 2026-01-31” or “by Mona today” apart. */
export function auditWords(words: string): Record<string, string> {
  let rest = words.trim();
  const said: Record<string, string> = {};
  for (let before = ''; before !== rest;) {
    before = rest;
    for (const { pattern, fields } of ends) {
      const found = pattern.exec(rest);
      if (!found || fields.some((field) => field in said)) continue;
      for (const field of fields) said[field] = found[1] ?? '';
      rest = rest.slice(0, found.index).trim();
      break;
    }
  }
  const [, person] = /^(?:by|about)\s+(.+)$/isu.exec(rest) ?? [];
  const group = rest.replace(/^(?:in|of|for)\s+(?:the\s+(?:group|team)\s+)?(?=\S)/iu, '');
  if (person !== undefined) return { ...said, person };
  return group === '' ? said : { ...said, group };
}
