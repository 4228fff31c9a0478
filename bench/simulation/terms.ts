import { kindId } from './groups.ts';
import { dayMs, groupNamed, hourMs, recipientOf, type Stage, type Strand } from './strand.ts';

export const termed = 'Termed';
const everyDays = 4;
const lastsDays = 5;

/**
 * Memberships for five days, ended by the app: the member and the owners hear a day before and when it has ended. An hour
 * before the member and whoever set it may hear: a day passes at once here, and then it may be over by the time.
 */
export function terms({ muster, book }: Stage): Strand {
  const { tenant } = muster.sandbox;
  const ends = new Map<string, number>();
  let set = 0;

  async function limit(now: number): Promise<void> {
    const id = kindId(termed, set);
    const name = tenant.group(id)?.displayName;
    if (name === undefined) return;
    set += 1;
    const owners = [...tenant.linked(id, 'owner')];
    const [memberId] = tenant.linked(id, 'member');
    const [ownerId] = owners;
    const member = memberId === undefined ? undefined : tenant.user(memberId);
    if (!member || ownerId === undefined) return;
    const end = now + lastsDays * dayMs;
    ends.set(name, end);
    book.expect(`${name} ${ownerId} set`, { strand: 'terms', label: 'answer', from: now - hourMs });
    for (const one of [member.id, ...owners]) {
      const about = `${name} ${one}`;
      book.expect(`${about} day`, { strand: 'terms', label: 'a day before', from: end - dayMs, by: end + dayMs / 2 });
      book.expect(`${about} hour`, { strand: 'terms', label: 'an hour before', from: end - hourMs });
      book.expect(`${about} end`, { strand: 'terms', label: 'has ended', from: end, by: end + 1.5 * dayMs });
    }
    // Days are by the clock on the wall: five of them are an hour more or less where summer time begins or ends.
    const words = `limit ${member.userPrincipalName} in "${name}" for ${lastsDays * 24} hours`;
    await muster.person(ownerId).ask(words, `in ${name} ends`);
  }

  return {
    async act(day, now) {
      if (day % everyDays === 1) await limit(now);
    },
    seriesIn({ words, edited, at }, chat) {
      const name = groupNamed(termed, words);
      const end = name === undefined ? undefined : ends.get(name);
      if (name === undefined || end === undefined) return [];
      const about = `${name} ${recipientOf(chat)}`;
      const time = Date.parse(at);
      // What was said before the end shows by now that it is over.
      if (words.includes('has ended') && !edited) return [`${about} end`];
      if (time > end - dayMs / 2) return [`${about} hour`];
      return [time < end - 1.5 * dayMs ? `${about} set` : `${about} day`];
    },
  };
}
