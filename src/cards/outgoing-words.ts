/** Why a message could not be sent, by the code that its last attempt ended with; the first that fits. */
const reasons: readonly [code: RegExp, words: string][] = [
  [/^message\.unreachable$/u, 'Muster is not there: it was never installed, was taken out, or has been blocked.'],
  [/^message\.too-large$/u, 'It was larger than Teams takes.'],
  [/^message\.malformed$/u, 'Teams does not take such a message.'],
  [/^connector\.(?:throttled|tenant-paused)$/u, 'Teams took no more messages there for a whole day.'],
  [/^connector\.(?:timeout|unreachable)$/u, 'Teams did not answer, however often it was tried.'],
  [/^connector\.refused$/u, 'Teams did not take it, however often it was tried.'],
  [/^connector\.token$/u, 'Muster could not sign in to Teams: its secret or certificate may have ended.'],
  [/^message\.in-doubt$/u, 'Nobody knows whether it arrived.'],
  [/^job\.no-handler$/u, 'This version of Muster does not know such messages.'],
  [/^job\.attempts-exhausted$/u, 'Muster itself stopped each time that it tried.'],
  [/^(?:graph|directory|identity|scan)\./u, 'The directory could not be read for it.'],
];

export function whyUndelivered(code: string): string {
  const known = reasons.find(([pattern]) => pattern.test(code));
  return known?.[1] ?? 'It went wrong each time that it was tried. The log of the bot says more.';
}

/** Such as `1 message` or `12,000 messages`. */
export function messagesCounted(count: number): string {
  return `${counted(count)} ${count === 1 ? 'message' : 'messages'}`;
}

/** In English, because it stands inside our sentences. */
export function counted(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}

/** Such as `a minute`, `12 minutes` or `3 hours`; never less than a minute. */
export function roughly(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
