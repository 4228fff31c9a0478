import { createHash } from 'node:crypto';
import { kindId } from './groups.ts';
import { dayMs, groupNamed, hourMs, recipientOf, type Stage, type Strand } from './strand.ts';

export const silent = 'Silent';
export const answered = 'Answered';
/** As the simulated policy says. */
const rule = { everyDays: 180, remindAfterDays: 10, escalateAfterDays: 20, answerDays: 30 };
const spreadDays = 30;

interface Round {
  id: string;
  name: string;
  isSilent: boolean;
  /** When it is due; the round before may have ended up to a day from when we reckoned. */
  dueAt: number;
  count: number;
  toAnswer: boolean;
}

/**
 * Groups that are confirmed: the owners of one kind never answer, and are reminded, before an administrator is asked; of the
 * other kind one says on the next day that it is needed, which is all that is asked.
 */
export function attestations({ muster, book, adminId, startedAt }: Stage, counts: Record<string, number>): Strand {
  const { tenant } = muster.sandbox;
  const firstDay = Math.floor(startedAt / dayMs);
  const rounds: Round[] = [silent, answered].flatMap((kind) =>
    Array.from({ length: counts[kind] ?? 0 }, (_, index) => {
      const id = kindId(kind, index);
      const spread = createHash('sha256').update(id).digest().readUInt32BE() % spreadDays;
      const dueAt = (firstDay + spread) * dayMs;
      return { id, name: `${kind} ${index + 1}`, isSilent: kind === silent, dueAt, count: 0, toAnswer: false };
    }),
  );

  function begin(round: Round, now: number): void {
    const early = round.count === 0 ? 0 : 1.5 * dayMs;
    round.count += 1;
    const expect = (recipient: string, label: string, days: number): void =>
      book.expect(`${round.name} ${recipient}`, {
        strand: 'confirming',
        label,
        from: round.dueAt + days * dayMs - early,
        by: now + (days + 2) * dayMs,
      });
    for (const owner of tenant.linked(round.id, 'owner')) {
      expect(owner, 'question', 0);
      if (round.isSilent) expect(owner, 'reminder', rule.remindAfterDays);
    }
    if (round.isSilent) expect(adminId, 'question to administrators', rule.escalateAfterDays);
    round.toAnswer = !round.isSilent;
    round.dueAt = now + (rule.everyDays + (round.isSilent ? rule.answerDays : 1)) * dayMs;
  }

  async function answer(round: Round, now: number): Promise<void> {
    const [ownerId = ''] = tenant.linked(round.id, 'owner');
    if (!book.hasArrived(`${round.name} ${ownerId}`, now - 3 * dayMs)) return;
    const owner = muster.person(ownerId);
    await owner.press(await owner.sees(round.name), 'Yes, still needed');
    round.toAnswer = false;
    round.dueAt = now + rule.everyDays * dayMs;
  }

  return {
    note(now) {
      for (const round of rounds) if (!round.toAnswer && now >= round.dueAt) begin(round, now);
    },
    async act(_day, now) {
      for (const round of rounds) if (round.toAnswer) await answer(round, now);
    },
    seriesIn({ words, at }, chat) {
      const name = groupNamed(silent, words) ?? groupNamed(answered, words);
      if (name === undefined || Date.parse(at) < startedAt - hourMs) return [];
      return [`${name} ${recipientOf(chat)}`];
    },
  };
}
