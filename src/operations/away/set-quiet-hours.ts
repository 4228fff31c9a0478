import { z } from 'zod';
import { mySettingsCard, type MySettings } from '../../cards/my-settings.ts';
import { quietFormCard, type QuietForm } from '../../cards/quiet-form.ts';
import { fieldChange } from '../../domain/audit.ts';
import type { OwnQuietHours } from '../../ports/preferences.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Change, Services } from '../operation.ts';
import { quietWords } from './quiet-words.ts';
import { settingsOf } from './show-settings.ts';

type Setting = { form: QuietForm } | { settings: MySettings; change: Change };

const time = z
  .string({ error: 'Say a time, such as “18:00”.' })
  .trim()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/u, 'Say a time, such as “18:00”.')
  .default('');
const broken = 'This button is broken. Ask again for “my settings”.';

/**
 * When the caller wants no messages that they did not ask for: their own hours, none, or what the organisation says.
 * Decisions and answers always arrive.
 */
export const setQuietHours = defineOperation({
  name: 'preference.quiet',
  phrases: ['quiet hours', 'set quiet hours', 'my quiet hours', 'change quiet hours'],
  sayings: ['{mode:no|without} quiet hours', '{mode:usual|default} quiet hours'],
  summary: 'Say when you want no reminders and notices',
  example: 'quiet hours 18:00 to 8:00',
  fromWords: quietWords,
  input: z.object({
    mode: z.enum(['own', 'no', 'without', 'none', 'usual', 'default', ''], { error: broken }).default(''),
    from: time,
    to: time,
    weekends: z.enum(['true', 'false'], { error: broken }).optional(),
    sent: confirmed,
  }),
  scopes: [],
  dialog: { title: 'Quiet hours' },

  async run(input, services): Promise<Setting> {
    const { mode, from, to, weekends, sent } = input;
    if (mode === 'usual' || mode === 'default') return set(undefined, services);
    if (mode === 'no' || mode === 'without' || mode === 'none') return set('none', services);
    const isMissing = from === '' || to === '';
    if (isMissing || from === to)
      return { form: await formOf({ from, to, isSent: sent === 'yes', isMissing }, services) };
    return set({ from, to, weekends: weekends === 'true' }, services);
  },
  changes: (setting) => ('change' in setting ? setting.change : undefined),
  card: (setting, reader) =>
    'form' in setting ? quietFormCard(setting.form, reader) : mySettingsCard(setting.settings, reader),
});

async function formOf(
  said: { from: string; to: string; isSent: boolean; isMissing: boolean },
  services: Services,
): Promise<QuietForm> {
  const { own, usual } = await settingsOf(services);
  const known = own === 'none' ? undefined : (own ?? usual);
  const problem = said.isMissing
    ? 'Say from when to when, or choose no quiet hours.'
    : 'These are the same. Say two different times.';
  return {
    mode: own === 'none' ? 'none' : 'own',
    from: said.from || (known?.from ?? '18:00'),
    to: said.to || (known?.to ?? '08:00'),
    weekends: known?.weekends ?? false,
    hasUsual: usual !== undefined,
    ...((said.isSent || said.from !== '') && { problem }),
  };
}

async function set(quiet: OwnQuietHours | undefined, services: Services): Promise<Setting> {
  const { store, caller, recordEnd } = services;
  const { tenantId, userId } = caller;
  const before = await store.preferences.quietHours(tenantId, userId);
  const details = [fieldChange('quietHours', 'word', { from: told(before), to: told(quiet) })];
  const change: Change = { outcome: 'done', details };
  await store.atomically(async (inside) => {
    await inside.preferences.setQuietHours(tenantId, userId, quiet);
    await recordEnd?.(inside.audit, change);
  });
  return { settings: await settingsOf(services), change };
}

function told(quiet: OwnQuietHours | undefined): string {
  if (!quiet) return 'usual';
  return quiet === 'none' ? 'none' : `${quiet.from}–${quiet.to}${quiet.weekends ? ', weekends' : ''}`;
}
