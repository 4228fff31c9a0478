import { casual, GB, type Chrono, type Parser, type ParsingComponents } from 'chrono-node/en';

type ParsingContext = Parameters<Parser['extract']>[0];

/** “15.3.”: without the last dot it could be a time. */
const dotted: Parser = {
  pattern: () => /(?<![\d.:/])(\d{1,2})\.(\d{1,2})\.(?![\d.:/])/u,
  extract(context, [, day, month]) {
    const year = context.refDate.getFullYear();
    // The next 29 February may be eight years away.
    const years = Array.from({ length: 9 }, (_, ahead) => new Date(year + ahead, Number(month) - 1, Number(day)));
    return firstComing(
      context,
      years,
      (date) => date.getDate() === Number(day) && date.getMonth() + 1 === Number(month),
    );
  },
};

/** “The 15th”: of this month, or of the next that has such a day and is not over. */
const ordinal: Parser = {
  pattern: () =>
    /\bthe\s+(\d{1,2})(?:st|nd|rd|th)(?!\s+(?:of\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))\b/iu,
  extract(context, [, day]) {
    const { refDate } = context;
    const inMonth = (ahead: number) => new Date(refDate.getFullYear(), refDate.getMonth() + ahead, Number(day));
    return firstComing(context, [0, 1, 2].map(inMonth), (date) => date.getDate() === Number(day));
  },
};

const fortnight: Parser = {
  pattern: () => /\b(?:(?:in|for)\s+)?(?:a|one)\s+fortnight\b/iu,
  extract(context) {
    const { refDate } = context;
    const later = new Date(refDate.getFullYear(), refDate.getMonth(), refDate.getDate() + 14);
    return partsOf(context, later).addTag('result/relativeDate');
  },
};

const endOfYear: Parser = {
  pattern: () => /\bend\s+of\s+(?:the|this)\s+year\b/iu,
  extract: (context) => partsOf(context, new Date(context.refDate.getFullYear(), 11, 31)),
};

function firstComing(
  context: ParsingContext,
  dates: readonly Date[],
  isMeant: (date: Date) => boolean,
): ParsingComponents | null {
  const today = new Date(context.refDate).setHours(0, 0, 0, 0);
  const coming = dates.find((date) => isMeant(date) && date.getTime() >= today);
  return coming ? partsOf(context, coming) : null;
}

function partsOf(context: ParsingContext, date: Date): ParsingComponents {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return context.createParsingComponents({ year, month, day });
}

const [monthFirst, dayFirst] = [casual.clone(), GB.clone()];
for (const reader of [monthFirst, dayFirst]) reader.parsers.unshift(dotted, ordinal, fortnight, endOfYear);

/** What reads English days and times, with “3/4” in the order that people of a language write. @param locale BCP 47 tag */
export function readerFor(locale: string): Chrono {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', calendar: 'gregory' });
  const order = format.formatToParts(0).map(({ type }) => type);
  return order.indexOf('month') < order.indexOf('day') ? monthFirst : dayFirst;
}
