import { z } from 'zod';
import { mySettingsCard, type MySettings } from '../../cards/my-settings.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';

const mostShown = 5;

/** What the caller has set for themselves: who decides while they are away, and when they want no messages. */
export const showMySettings = defineOperation({
  name: 'preference.show',
  phrases: [
    'my settings',
    'settings for me',
    'my preferences',
    'preferences',
    'my options',
    'am i away',
    'who decides for me',
  ],
  sayings: ['what are my settings', 'for whom do i decide', 'who decides|approves for me'],
  summary: 'Show your settings: away, quiet hours, language, time zone',
  example: 'my settings',
  input: z.object({}),
  scopes: [],
  run: (_, services) => settingsOf(services),
  card: mySettingsCard,
});

/** What holds for the caller now. */
export async function settingsOf({ store, caller, policy }: Services): Promise<MySettings> {
  const { tenantId, userId, locale, timeZone } = caller;
  const [away, deciding, own] = await Promise.all([
    store.delegations.running(tenantId, userId),
    store.delegations.runningFor(tenantId, userId, { limit: mostShown }),
    store.preferences.quietHours(tenantId, userId),
  ]);
  return {
    ...(away && { away }),
    deciding,
    ...(own && { own }),
    ...(policy.quietHours && { usual: policy.quietHours }),
    locale,
    timeZone,
  };
}
