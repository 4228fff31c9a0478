import { z } from 'zod';
import { settingsConfirmCard, type SettingChange, type SettingsConfirm } from '../../cards/settings-confirm.ts';
import { longestSetting, settingKey, settingsFormCard, type SettingsForm } from '../../cards/settings-form.ts';
import { settingsToldCard, type SettingsTold } from '../../cards/settings-told.ts';
import { isOn, settingProblems, settingTemplateIds, valueOf } from '../../domain/directory-settings.ts';
import { AppError } from '../../domain/errors.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { namesOf, settingsNow, type SettingsNow } from './settings-now.ts';

type Changing = { form: SettingsForm } | { ask: SettingsConfirm } | { told: SettingsTold; changedId?: string };

const broken = 'This form is broken. Ask again with “change group settings”.';
/** All that a question can carry. */
const mostCharacters = 4_000;

/**
 * Changes what holds for all groups of the organisation: a form from the template, then what becomes different, then it
 * is saved.
 * @throws AppError `settings.denied`, `settings.exist`, `settings.gone`, `settings.invalid`
 * @see https://learn.microsoft.com/graph/api/groupsetting-update
 */
export const changeSettings = defineOperation({
  name: 'settings.change',
  phrases: [
    'change group settings',
    'change the group settings',
    'change settings for groups',
    'edit group settings',
    'change naming policy',
    'change the naming policy',
    'change blocked words',
    'set naming policy',
  ],
  role: 'groups',
  summary: 'Change what holds for all groups of the organisation (administrators)',
  example: 'change group settings',
  input: z
    .object({
      settings: z.guid({ error: broken }).optional(),
      filled: z.literal('yes', { error: broken }).optional(),
      confirmed,
    })
    .catchall(z.unknown()),
  scopes: ['GroupSettings.ReadWrite.All', 'GroupMember.Read.All'],

  dialog: { title: 'Settings for groups', size: 'large' },

  async run({ settings: settingsId, filled, confirmed: answer, ...sent }, services): Promise<Changing> {
    const now = await settingsNow(settingsId, services);
    if (filled !== 'yes') return { form: now };
    const { changes, typed, problems } = await changesIn(sent, now, services);
    if (Object.keys(problems).length > 0) return { form: { ...now, typed, problems } };
    if (changes.length === 0) return { told: { what: 'unchanged' } };

    const { settings } = now;
    if (answer !== 'yes') {
      const named = await namesOf(
        changes.flatMap(({ definition, value }) => (definition.type === 'group' && value !== '' ? [value] : [])),
        services,
      );
      return { ask: { what: 'change', ...(settings && { settings }), changes, groupNames: named } };
    }
    const { governance, caller } = services;
    const values = wholeOf(now, changes);
    if (settings) await governance.changeSettings(settings.id, values);
    else
      await governance.createSettings(caller.tenantId, 'organisation', {
        templateId: settingTemplateIds.organisation,
        values,
      });
    return { told: { what: 'saved' }, changedId: settings?.id ?? caller.tenantId };
  },
  changes: (changing) =>
    'told' in changing && changing.changedId !== undefined
      ? { outcome: 'done', groupId: changing.changedId }
      : undefined,
  card(changing, reader) {
    if ('form' in changing) return settingsFormCard(changing.form, reader);
    return 'ask' in changing ? settingsConfirmCard(changing.ask, reader) : settingsToldCard(changing.told, reader);
  },
});

/** Graph wants every value of the template each time. */
function wholeOf({ template, settings }: SettingsNow, changes: readonly SettingChange[]): Record<string, string> {
  const entries = template.definitions.map((definition) => {
    const change = changes.find((one) => one.definition.name === definition.name);
    return [definition.name, change?.value ?? valueOf(definition, settings)];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

interface Wanted {
  changes: SettingChange[];
  /** As it was typed, to stand in the form again. */
  typed: Record<string, string>;
  problems: Record<string, string>;
}

/** Only what the template knows is looked at. */
async function changesIn(sent: Record<string, unknown>, now: SettingsNow, services: Services): Promise<Wanted> {
  const wanted: Wanted = { changes: [], typed: {}, problems: {} };
  for (const definition of now.template.definitions) {
    const { name, type } = definition;
    const text = sent[settingKey(name)];
    if (typeof text !== 'string') continue;
    const before = valueOf(definition, now.settings);
    wanted.typed[name] = text;
    if (text.length > longestSetting) wanted.problems[name] = `Please keep this under ${longestSetting} characters.`;
    else if (type === 'group') await takeGroup(definition, text.trim(), before, { wanted, now, services });
    else {
      const value = type === 'switch' ? String(isOn(text)) : text.trim();
      const isSame = type === 'switch' ? isOn(before) === isOn(text) : value === before;
      if (!isSame) wanted.changes.push({ definition, value });
    }
  }
  // What was so before is not held against who changes something else.
  const found = settingProblems(wholeOf(now, wanted.changes));
  for (const { definition } of wanted.changes) {
    const problem = found[definition.name];
    if (problem !== undefined) wanted.problems[definition.name] = problem;
  }
  const length = wanted.changes.reduce((sum, { value }) => sum + value.length, 0);
  const [first] = wanted.changes;
  if (length > mostCharacters && first)
    wanted.problems[first.definition.name] = 'This is too much for one form. Please change a few settings at a time.';
  return wanted;
}

async function takeGroup(
  definition: SettingChange['definition'],
  text: string,
  before: string,
  { wanted, now, services }: { wanted: Wanted; now: SettingsNow; services: Services },
): Promise<void> {
  if (text === (now.groupNames[before] ?? '') || text === before) return;
  if (text === '') {
    wanted.changes.push({ definition, value: '' });
    return;
  }
  try {
    wanted.changes.push({ definition, value: (await resolveGroup(services.directory, text)).id });
  } catch (error) {
    if (!(error instanceof AppError) || !['notFound', 'input'].includes(error.kind)) throw error;
    wanted.problems[definition.name] = error.advice;
  }
}
