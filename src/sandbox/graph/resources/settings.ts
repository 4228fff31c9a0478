import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SettingRecord } from '../../tenant/records.ts';
import { settingTemplates, templateIds } from '../../tenant/templates.ts';
import type { SettingTemplate } from '../../tenant/templates.ts';
import { isUnified } from '../access.ts';
import { readBody } from '../body.ts';
import { requireAdmin } from '../caller.ts';
import { badRequest, conflictingObject, denied, notFound } from '../errors.ts';
import { checkId, readableGroup } from '../objects.ts';
import type { Answer, Call, Route } from '../types.ts';

const value = z.looseObject({ name: z.string(), value: z.string() });
const newSetting = z.looseObject({ templateId: z.string(), values: z.array(value) });
const change = z.looseObject({ values: z.array(value) });
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whose settings the path speaks of: the organisation's, or those of one group. */
function scopeOf(call: Call): string | null {
  if (call.caller.kind === 'user' && call.caller.isGuest) throw denied();
  return call.params['group'] === undefined ? null : readableGroup(call).id;
}

function askedSetting(call: Call): SettingRecord {
  const groupId = scopeOf(call);
  const id = checkId(call.params['setting'] ?? '');
  const setting = call.tenant.settings.get(id);
  if (setting?.groupId !== groupId) throw notFound(id);
  return setting;
}

function refuseFilter({ query }: Call): void {
  if (query.filter !== undefined) throw badRequest("'$filter' is not supported for this resource.", 'BadRequest');
}

function listSettings(call: Call): Answer {
  refuseFilter(call);
  const groupId = scopeOf(call);
  const found = call.tenant.settings.all().filter((setting) => setting.groupId === groupId);
  const context = `${call.origin}/v1.0/$metadata#groupSettings`;
  return { status: 200, body: { '@odata.context': context, value: found.map((one) => render(one)) } };
}

function render(setting: SettingRecord): Record<string, unknown> {
  const { id, templateId, values } = setting;
  return { id, displayName: templateOf(templateId)?.displayName ?? null, templateId, values };
}

function answerOne(call: Call, status: number, setting: SettingRecord): Answer {
  const context = `${call.origin}/v1.0/$metadata#groupSettings/$entity`;
  return { status, body: { '@odata.context': context, ...render(setting) } };
}

function templateOf(id: string): SettingTemplate | undefined {
  return settingTemplates.find((template) => template.id === id.toLowerCase());
}

/** The organisation has the settings of Group.Unified, a Microsoft 365 group those of Group.Unified.Guest, each once. */
function createSetting(call: Call): Answer {
  requireAdmin(call.caller);
  const groupId = scopeOf(call);
  if (groupId !== null && !isUnified(readableGroup(call))) throw badRequest('Only Microsoft 365 groups have settings.');
  const asked = readBody(call, newSetting);
  const template = templateOf(asked.templateId);
  if (template?.id !== (groupId === null ? templateIds.unified : templateIds.guest)) throw notFound(asked.templateId);
  const taken = call.tenant.settings.all().some((one) => one.groupId === groupId && one.templateId === template.id);
  if (taken) throw conflictingObject();
  const setting = { id: randomUUID(), templateId: template.id, groupId, values: readValues(template, asked.values) };
  call.tenant.settings.put(setting);
  return answerOne(call, 201, setting);
}

/** The values are replaced as a whole: what is left out is as the template says again. */
function updateSetting(call: Call): Answer {
  requireAdmin(call.caller);
  const setting = askedSetting(call);
  const template = templateOf(setting.templateId);
  if (!template) throw notFound(setting.templateId);
  call.tenant.settings.put({ ...setting, values: readValues(template, readBody(call, change).values) });
  return { status: 204 };
}

/** @throws GraphError 400 for values that the template does not have, that come twice or are of another type */
function readValues(template: SettingTemplate, asked: z.infer<typeof value>[]): SettingRecord['values'] {
  if (new Set(asked.map(({ name }) => name)).size < asked.length) throw badRequest('A value was given more than once.');
  return asked.map(({ name, value: text }) => {
    const type = template.values.find((one) => one.name === name)?.type;
    if (type === undefined) throw badRequest(`The setting '${name}' is not part of the template.`);
    const isFit =
      type === 'System.String' ||
      (type === 'System.Boolean' && /^(true|false)$/i.test(text)) ||
      (type === 'System.Guid' && (text === '' || guid.test(text)));
    if (!isFit || (name === 'PrefixSuffixNamingRequirement' && text !== '' && !/\[GroupName\]/i.test(text)))
      throw badRequest(`The value for property '${name}' has an invalid format.`);
    return { name, value: text };
  });
}

function deleteSetting(call: Call): Answer {
  requireAdmin(call.caller);
  call.tenant.settings.remove(askedSetting(call).id);
  return { status: 204 };
}

function listTemplates(call: Call): Answer {
  refuseFilter(call);
  const context = `${call.origin}/v1.0/$metadata#groupSettingTemplates`;
  return { status: 200, body: { '@odata.context': context, value: settingTemplates.map(renderTemplate) } };
}

function getTemplate(call: Call): Answer {
  const id = checkId(call.params['template'] ?? '');
  const template = templateOf(id);
  if (!template) throw notFound(id);
  const context = `${call.origin}/v1.0/$metadata#groupSettingTemplates/$entity`;
  return { status: 200, body: { '@odata.context': context, ...renderTemplate(template) } };
}

function renderTemplate({ id, ...rest }: SettingTemplate): Record<string, unknown> {
  return { id, deletedDateTime: null, ...rest };
}

function routes(path: string): Route[] {
  return [
    { operation: 'groupsetting-list', method: 'GET', path, handle: listSettings },
    { operation: 'groupsetting-create', method: 'POST', path, handle: createSetting },
    {
      operation: 'groupsetting-get',
      method: 'GET',
      path: `${path}/{setting}`,
      handle: (call) => answerOne(call, 200, askedSetting(call)),
    },
    { operation: 'groupsetting-update', method: 'PATCH', path: `${path}/{setting}`, handle: updateSetting },
    { operation: 'groupsetting-delete', method: 'DELETE', path: `${path}/{setting}`, handle: deleteSetting },
  ];
}

/** Settings for groups, and the templates that say which there are. */
export const settingRoutes: readonly Route[] = [
  ...routes('/groupSettings'),
  ...routes('/groups/{group}/settings'),
  { operation: 'groupsettingtemplate-list', method: 'GET', path: '/groupSettingTemplates', handle: listTemplates },
  {
    operation: 'groupsettingtemplate-get',
    method: 'GET',
    path: '/groupSettingTemplates/{template}',
    handle: getTemplate,
  },
];
