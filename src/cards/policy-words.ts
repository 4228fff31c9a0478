import type { LifecyclePolicy, PolicyReach, PolicyTerms } from '../domain/lifecycle-policy.ts';
import { escapeText } from './escape.ts';

/** For the samples of cards. */
export const halfYear: LifecyclePolicy = {
  id: '33333333-0000-4000-8000-000000000001',
  lifetimeDays: 180,
  reach: 'all',
  addresses: ['it@contoso.com', 'groups@contoso.com'],
};

/** Such as “All Microsoft 365 groups”. */
export function reachWords(reach: PolicyReach): string {
  switch (reach) {
    case 'all':
      return 'All Microsoft 365 groups';
    case 'selected':
      return 'Only groups that were put under it';
    case 'none':
      return 'No group: it is switched off';
  }
}

export function dayWord(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** Addresses, ready to show. */
export function addressWords(addresses: readonly string[]): string {
  if (addresses.length === 0) return 'Nobody besides the owners';
  const shown = addresses.slice(0, 5).map((address) => escapeText(address, 120));
  const more = addresses.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** Terms as facts, ready to show. */
export function termFacts({ lifetimeDays, reach, addresses }: PolicyTerms): { title: string; value: string }[] {
  return [
    { title: 'Expires', value: `${dayWord(lifetimeDays)} after it was made or renewed` },
    { title: 'Which', value: reachWords(reach) },
    { title: 'Mail for groups without owners', value: addressWords(addresses) },
  ];
}
