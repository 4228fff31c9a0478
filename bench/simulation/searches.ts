import { titlesOf } from '../../test/support/card-reading.ts';
import { kindId } from './groups.ts';
import { dayMs, groupNamed, recipientOf, type Stage, type Strand } from './strand.ts';

export const orphan = 'Orphan';
export const adopted = 'Adopted';
export const members = { [orphan]: 6, [adopted]: 3 };
const everyDays = 10;
/** Each group is looked at about once a week; three are asked at a time and have three days, as the simulated policy says. */
const [foundWithinDays, answerDays, askAtOnce] = [8, 3, 3];

interface Search {
  id: string;
  name: string;
  since: number;
  memberIds: string[];
  /** Who has offered, and whether an administrator was told. */
  offeredBy?: string;
  isDone: boolean;
}

/**
 * Groups that lose their owners: of one kind all members are silent, and the administrators hear it in the end; in the other
 * the first who is asked offers, and an administrator makes that person the owner.
 */
export function searches({ muster, book, adminId }: Stage): Strand {
  const { tenant } = muster.sandbox;
  const open: Search[] = [];
  const counts = { [orphan]: 0, [adopted]: 0 };

  function lose(kind: typeof orphan | typeof adopted, now: number): void {
    const id = kindId(kind, counts[kind]);
    const name = tenant.group(id)?.displayName;
    if (name === undefined) return;
    counts[kind] += 1;
    for (const owner of [...tenant.linked(id, 'owner')]) tenant.unlink(id, 'owner', owner);
    const memberIds = [...tenant.linked(id, 'member')];
    const rounds = Math.ceil(memberIds.length / askAtOnce);
    for (const one of memberIds)
      book.expect(`${name} ${one}`, {
        strand: 'owners',
        label: 'question',
        from: now,
        by: now + (foundWithinDays + (rounds - 1) * (answerDays + 1)) * dayMs,
      });
    if (kind === orphan)
      book.expect(`${name} ${adminId}`, {
        strand: 'owners',
        label: 'nobody wants to',
        from: now + rounds * answerDays * dayMs,
        by: now + (foundWithinDays + rounds * (answerDays + 1)) * dayMs,
      });
    else open.push({ id, name, since: now, memberIds, isDone: false });
  }

  /** What is due is written down before the press that leads to it. */
  async function goOn(search: Search, now: number): Promise<void> {
    const { name, memberIds, since } = search;
    const told = { strand: 'owners', from: now, by: now + dayMs };
    if (search.offeredBy === undefined) {
      const first = memberIds.find((one) => book.hasArrived(`${name} ${one}`, since));
      if (first === undefined) return;
      search.offeredBy = first;
      book.expect(`${name} ${adminId}`, { ...told, label: 'somebody offers' });
      const person = muster.person(first);
      await person.press(await person.sees(`Will you own ${name}?`), 'I’ll own it');
    } else if (book.hasArrived(`${name} ${adminId}`, since)) {
      search.isDone = true;
      book.expect(`${name} ${search.offeredBy}`, { ...told, label: 'is the owner' });
      const admin = muster.person(adminId);
      const card = await admin.sees(name);
      const title = titlesOf(card).find((one) => /^Make (?:owner|.+ an owner)$/u.test(one));
      await admin.press(card, title ?? 'Make an owner');
    }
  }

  return {
    async act(day, now) {
      for (const search of open) if (!search.isDone) await goOn(search, now);
      if (day % everyDays === 1) lose(adopted, now);
      if (day % everyDays === 6) lose(orphan, now);
    },
    seriesIn({ words }, chat) {
      const name = groupNamed(orphan, words) ?? groupNamed(adopted, words);
      return name === undefined ? [] : [`${name} ${recipientOf(chat)}`];
    },
  };
}
