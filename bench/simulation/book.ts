import type { Message } from './strand.ts';

/** Something that somebody has to be told once, seen from outside of the bot. */
interface Expectation {
  strand: string;
  label: string;
  from: number;
  /** It must have been told by then; absent where it may be told or not. */
  by?: number | undefined;
  messages: Message[];
}

export interface Row {
  strand: string;
  what: string;
  due: number;
  sent: number;
  doubled: number;
  lost: number;
}

/** What the whole came to, in messages. */
export interface Count {
  rows: Row[];
  due: number;
  /** Of what was due, so much arrived at least once. */
  sent: number;
  /** Messages beyond the first, also those that were taken back afterwards. */
  doubled: number;
  takenBack: number;
  lost: number;
  /** Messages that nobody had to get. */
  undue: number;
  /** What was wrong, a line each. */
  findings: string[];
}

/** A little earlier than reckoned is no other moment: the bot's clock and ours are asked one after the other. */
const slackMs = 60_000;

/**
 * What has to be told against what was. Expectations about one thing and one recipient are a series in time; a message
 * belongs to the last of them that had begun when it came.
 */
export class Book {
  readonly #series = new Map<string, Expectation[]>();
  #received = 0;
  readonly #undue: string[] = [];
  readonly #takenBack = new Set<Message>();

  /** Written down twice it is one. */
  expect(
    series: string,
    { strand, label, from, by }: { strand: string; label: string; from: number; by?: number | undefined },
  ): void {
    const known = this.#series.get(series) ?? [];
    if (known.some((one) => one.label === label && one.from === from)) return;
    known.push({ strand, label, from, by, messages: [] });
    this.#series.set(
      series,
      known.sort((one, other) => one.from - other.from),
    );
  }

  /** What was to come from a time on does not any more. */
  forget(series: string, from: number): void {
    const known = this.#series.get(series) ?? [];
    this.#series.set(
      series,
      known.filter((one) => one.from < from || one.messages.length > 0),
    );
  }

  receive(series: string, message: Message): void {
    this.#received += 1;
    this.#takenBack.add(message);
    const at = Date.parse(message.at);
    const meant = this.#series.get(series)?.findLast(({ from }) => from <= at + slackMs);
    if (meant) meant.messages.push(message);
    else this.#undue.push(`${message.at} undue: ${series}`);
  }

  /** Whether something of a series has arrived since a time. */
  hasArrived(series: string, since: number): boolean {
    return (this.#series.get(series) ?? []).some(({ messages }) => messages.some(({ at }) => Date.parse(at) >= since));
  }

  get received(): number {
    return this.#received;
  }

  expected(): number {
    return [...this.#series.values()].reduce((sum, series) => sum + series.length, 0);
  }

  count(now: number): Count {
    const rows = new Map<string, Row>();
    const findings = [...this.#undue];
    for (const [series, expectations] of this.#series)
      for (const { strand, label, from, by, messages } of expectations) {
        const isDue = by !== undefined && by <= now;
        const row = rows.get(`${strand} ${label}`) ?? { strand, what: label, due: 0, sent: 0, doubled: 0, lost: 0 };
        rows.set(`${strand} ${label}`, row);
        row.due += isDue ? 1 : 0;
        row.sent += isDue && messages.length > 0 ? 1 : 0;
        row.lost += isDue && messages.length === 0 ? 1 : 0;
        row.doubled += Math.max(0, messages.length - 1);
        const about = `${label} of ${series} from ${new Date(from).toISOString()}`;
        if (isDue && messages.length === 0) findings.push(`lost: ${about}`);
        if (messages.length > 1)
          findings.push(
            `doubled: ${about}: ${messages.map(({ at, words }) => `${at} ${words.slice(0, 120).replaceAll('\n', ' / ')}`).join(', ')}`,
          );
      }
    const all = [...rows.values()].sort((a, b) => `${a.strand} ${a.what}`.localeCompare(`${b.strand} ${b.what}`));
    const sum = (of: (row: Row) => number): number => all.reduce((total, row) => total + of(row), 0);
    return {
      rows: all,
      due: sum(({ due }) => due),
      sent: sum(({ sent }) => sent),
      doubled: sum(({ doubled }) => doubled),
      takenBack: [...this.#takenBack].filter(({ deleted }) => deleted).length,
      lost: sum(({ lost }) => lost),
      undue: this.#undue.length,
      findings,
    };
  }
}
