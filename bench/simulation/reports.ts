import { dayMs, hourMs, recipientOf, type Stage, type Strand } from './strand.ts';

const monday = 1;

/** One report to the administrator in each week, on Monday. */
export function reports({ book, adminId, startedAt }: Stage): Strand {
  let from = Math.ceil((startedAt + dayMs) / dayMs) * dayMs;
  return {
    note(now) {
      for (; from <= now; from += dayMs)
        if (new Date(from).getUTCDay() === monday)
          book.expect(`report ${adminId}`, { strand: 'reports', label: 'weekly', from, by: from + 2.5 * dayMs });
    },
    seriesIn({ words, at }, chat) {
      if (!/^Weekly report/u.test(words) || Date.parse(at) < startedAt - hourMs) return [];
      return [`report ${recipientOf(chat)}`];
    },
  };
}
