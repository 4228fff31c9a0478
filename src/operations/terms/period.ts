import { z } from 'zod';
import { readerOf } from '../../cards/reader.ts';
import { checkedEnd } from '../../domain/terms.ts';
import { endOfPeriod } from '../../domain/when.ts';
import type { Services } from '../operation.ts';

/** Until when, as people say it, or as a card's button carries it (ISO 8601); empty when absent. */
export const periodWords = z
  .string({ error: 'Say until when, such as “until 15 March”.' })
  .trim()
  .max(100, 'Say it shorter, such as “until 15 March” or “for two weeks”.')
  .default('');

/** @throws AppError `term.not-understood`, `term.over`, `term.too-long` */
export function endMeant(until: string, services: Pick<Services, 'caller' | 'clock'>): Date {
  const here = readerOf(services);
  const isMoment = z.iso.datetime().safeParse(until).success;
  const end = isMoment ? new Date(until) : (endOfPeriod(until, here) ?? endOfPeriod(`until ${until}`, here));
  return checkedEnd(until, end, here.now);
}

/** The same where no end may be meant. */
export function endIfMeant(until: string, services: Pick<Services, 'caller' | 'clock'>): Date | undefined {
  return until === '' ? undefined : endMeant(until, services);
}
