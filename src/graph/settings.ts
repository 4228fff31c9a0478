import { z } from 'zod';
import type { SettingDefinition, Settings, SettingTemplate } from '../domain/directory-settings.ts';
import { AppError } from '../domain/errors.ts';
import { roleNeeded } from '../domain/entra-roles.ts';
import type { Governance } from '../ports/governance.ts';
import { change } from './change.ts';
import type { GraphCall } from './client.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import type { Doing, Words } from './refusals.ts';

const gone: Words = {
  code: 'settings.gone',
  advice: 'These settings are not there any more: somebody reset them. Ask again to see what holds now.',
};
const reading: Doing = {
  denied: { code: 'settings.read-denied', advice: 'Your account may not read the settings for groups.' },
  notFound: gone,
};
const changing: Doing = {
  denied: {
    code: 'settings.denied',
    advice: `Settings for groups are the organisation’s, and you may not change them. ${roleNeeded('groups')}`,
  },
  notFound: gone,
  alreadyPresent: {
    code: 'settings.exist',
    advice: 'Somebody chose settings just now. Please ask again, to change those.',
  },
};

const templateShape = z.object({
  id: z.guid(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  values: z.array(
    z.object({
      name: z.string(),
      type: z.string().nullish(),
      defaultValue: z.string().nullish(),
      description: z.string().nullish(),
    }),
  ),
});
const settingsShape = z.object({
  id: z.guid(),
  templateId: z.string(),
  values: z.array(z.object({ name: z.string(), value: z.string().nullish() })),
});
const templateList = z.object({ value: z.array(templateShape) });
const settingsList = z.object({ value: z.array(settingsShape) });

type SettingsPort = Pick<
  Governance,
  | 'settingTemplates'
  | 'settingTemplate'
  | 'settings'
  | 'settingsById'
  | 'createSettings'
  | 'changeSettings'
  | 'deleteSettings'
>;

/**
 * Settings for groups over Graph. Their lists know no `$filter`, and what `$select` leaves out of them is little.
 * @see https://learn.microsoft.com/graph/api/resources/groupsetting
 */
export function settingsOver({ reader, writer }: Link): SettingsPort {
  const body = (values: Settings['values']) => ({
    values: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
  return {
    async settingTemplates() {
      const found = parsed(
        templateList,
        await reader.read({ path: `/groupSettingTemplates?${templateFields}` }, reading),
      );
      return found.value.map(templateFrom);
    },
    async settingTemplate(templateId) {
      const path = `/groupSettingTemplates/${checked(templateId)}?${templateFields}`;
      return templateFrom(parsed(templateShape, await reader.read({ path }, reading)));
    },
    async settings(groupId) {
      const path = `${placeOf(groupId)}?${settingsFields}`;
      return parsed(settingsList, await reader.read({ path }, reading)).value.map(settingsFrom);
    },
    async settingsById(settingsId, groupId) {
      const path = `${placeOf(groupId)}/${checked(settingsId)}?${settingsFields}`;
      return settingsFrom(parsed(settingsShape, await reader.read({ path }, reading)));
    },
    createSettings: (ownerId, of, { templateId, values }) => {
      const path = placeOf(of === 'group' ? ownerId : undefined);
      return save(writer, { method: 'POST', path, body: { templateId, ...body(values) } });
    },
    changeSettings: (settingsId, values, groupId) =>
      save(writer, { method: 'PATCH', path: `${placeOf(groupId)}/${checked(settingsId)}`, body: body(values) }),
    deleteSettings: (settingsId, groupId) =>
      save(writer, { method: 'DELETE', path: `${placeOf(groupId)}/${checked(settingsId)}` }),
  };
}

const templateFields = '$select=id,displayName,description,values';
const settingsFields = '$select=id,templateId,values';

function placeOf(groupId: string | undefined): string {
  return groupId === undefined ? '/groupSettings' : `${groupPath(groupId)}/settings`;
}

function checked(id: string): string {
  if (!isGuid(id)) throw new AppError('notFound', gone);
  return id.toLowerCase();
}

/** Graph names the value that it does not take in its text alone; ours are checked before, so that this is rare. */
async function save(writer: Writer, call: Omit<GraphCall, 'isRead'>): Promise<void> {
  try {
    await change(writer, call, changing);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'graph.refused') throw error;
    throw new AppError('conflict', {
      code: 'settings.invalid',
      advice: 'Microsoft 365 did not take one of these values. Nothing was changed: please look at them again.',
      cause: error,
    });
  }
}

function templateFrom(raw: z.infer<typeof templateShape>): SettingTemplate {
  return {
    id: raw.id,
    name: raw.displayName ?? '',
    description: raw.description ?? '',
    definitions: raw.values.map((value) => ({
      name: value.name,
      type: typeFrom(value.type),
      defaultValue: value.defaultValue ?? '',
      description: value.description ?? '',
    })),
  };
}

/** Such as `System.Boolean`. */
function typeFrom(type: string | null | undefined): SettingDefinition['type'] {
  if (/boolean$/iu.test(type ?? '')) return 'switch';
  return /guid$/iu.test(type ?? '') ? 'group' : 'text';
}

function settingsFrom(raw: z.infer<typeof settingsShape>): Settings {
  const values = raw.values.map(({ name, value }) => [name, value ?? '']);
  return { id: raw.id, templateId: raw.templateId, values: Object.fromEntries(values) as Record<string, string> };
}
