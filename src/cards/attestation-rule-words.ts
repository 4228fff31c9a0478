import type { Ask, AttestationRule } from '../domain/attestation.ts';

const askWords: Record<Ask, string> = {
  needed: 'whether it is still needed',
  members: 'who is in it',
  visibility: 'whether it is rightly public or private',
};

/** How groups are confirmed, as sentences. Ready to show. */
export function confirmingWords({ everyDays, answerDays, remindAfterDays, escalation, asks }: AttestationRule): string {
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(asks.map((ask) => askWords[ask]));
  const reminder = remindAfterDays === undefined ? '' : ` They are reminded after ${daysWord(remindAfterDays)}.`;
  const others = escalation ? ` After ${daysWord(escalation.afterDays)} others are asked, too.` : '';
  return `Every ${daysWord(everyDays)} its owners are asked ${list}, and have ${daysWord(answerDays)} to answer.${reminder}${others}`;
}

function daysWord(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
