import { kindId } from './groups.ts';
import { dayMs, groupNamed, hourMs, recipientOf, type Stage, type Strand } from './strand.ts';

export const patient = 'Patient';
const everyDays = 3;
/** Days after which the simulated policy reminds, asks others, and lets go. */
const steps = { remind: 2, escalate: 4, lapse: 7 };

/**
 * Requests to join: every third is approved on the next day; of the others owners are reminded, an administrator is asked as
 * well, and everybody hears that it was too late.
 */
export function requests({ muster, book, people, adminId, random }: Stage): Strand {
  const { tenant } = muster.sandbox;
  let asked = 0;
  let toApprove: { name: string; ownerIds: string[]; requesterId: string } | undefined;

  function expectAll(name: string, ownerIds: string[], requesterId: string, at: number): void {
    const expect = (recipient: string, label: string, days: number): void =>
      book.expect(`${name} ${recipient}`, {
        strand: 'requests',
        label,
        from: at + days * dayMs,
        by: at + (days + 1.5) * dayMs,
      });
    for (const owner of ownerIds) {
      expect(owner, 'question', 0);
      expect(owner, 'reminder', steps.remind);
      expect(owner, 'others are asked', steps.escalate);
      expect(owner, 'lapsed', steps.lapse);
    }
    expect(adminId, 'question to administrators', steps.escalate);
    expect(adminId, 'lapsed', steps.lapse);
    // The form that was sent becomes the card of the request.
    book.expect(`${name} ${requesterId}`, { strand: 'requests', label: 'own card', from: at - hourMs });
    expect(requesterId, 'outcome', steps.lapse);
  }

  async function ask(now: number): Promise<void> {
    const id = kindId(patient, asked);
    const name = tenant.group(id)?.displayName;
    if (name === undefined) return;
    asked += 1;
    const ownerIds = [...tenant.linked(id, 'owner')];
    const strangers = people.filter((one) => !tenant.isLinked(id, 'owner', one.id));
    const requester = strangers[Math.floor(random() * strangers.length)];
    if (!requester) return;
    expectAll(name, ownerIds, requester.id, now);
    const person = muster.person(requester.id);
    const form = await person.ask(`join "${name}"`, `Ask to join ${name}`);
    await person.press(form, 'Send request', { reason: 'I would like to see it.' });
    if (asked % 3 === 0) toApprove = { name, ownerIds, requesterId: requester.id };
  }

  async function approve({ name, ownerIds, requesterId }: NonNullable<typeof toApprove>, now: number): Promise<void> {
    const [ownerId = ''] = ownerIds;
    const owner = muster.person(ownerId);
    const card = await owner.sees(`asks to join ${name}`);
    for (const one of [...ownerIds, adminId, requesterId]) book.forget(`${name} ${one}`, now);
    book.expect(`${name} ${requesterId}`, { strand: 'requests', label: 'outcome', from: now, by: now + dayMs });
    await owner.press(card, 'Approve');
  }

  return {
    async act(day, now) {
      if (toApprove) await approve(toApprove, now);
      toApprove = undefined;
      if (day % everyDays === 0) await ask(now);
    },
    seriesIn({ words }, chat) {
      const name = groupNamed(patient, words);
      return name === undefined ? [] : [`${name} ${recipientOf(chat)}`];
    },
  };
}
