import type { FieldChange } from '../../domain/audit.ts';
import type { GraphPorts } from '../../ports/graph.ts';
import type { Seen } from './seen.ts';
import { added, differences, taken, turned, type ToldPort } from './told.ts';

/** What administrators changed. */
export const toldOfGovernance: ToldPort<GraphPorts['governance']> = {
  createSettings: (seen, _, __, { templateId, values }) => texts(defaultsOf(seen, templateId), values),
  changeSettings: (seen, settingsId, values) => {
    const { templateId, values: now } = seen.thing(settingsId);
    const defaults = typeof templateId === 'string' ? defaultsOf(seen, templateId) : {};
    return texts({ ...defaults, ...(now as Record<string, unknown> | undefined) }, values);
  },
  deleteSettings: (seen, settingsId) => {
    const { values = {} } = seen.thing(settingsId);
    return Object.entries(values as Record<string, string>).flatMap(([name, value]) => taken(name, 'text', value));
  },
  assignLicence: (seen, _, { skuId, disabledPlanIds }) => [
    ...added('licence', 'word', seen.text(skuId, 'name') ?? skuId),
    ...(disabledPlanIds.length > 0 ? turned('servicesOff', undefined, String(disabledPlanIds.length)) : []),
  ],
  removeLicence: (seen, _, skuId) => taken('licence', 'word', seen.text(skuId, 'name') ?? skuId),
  giveApp: (seen, _, { appId }) => added('app', 'text', seen.text(appId, 'displayName') ?? appId),
  takeApp: (seen, _, assignmentId) => taken('app', 'text', seen.text(assignmentId, 'appName')),
  createExtension: (_, __, { values }) => texts({}, values),
  changeExtension: (seen, groupId, { name, values }) =>
    texts(valuesOf(seen.answer('governance.extension', groupId, name)), values),
  deleteExtension: (seen, groupId, name) => [
    ...taken('extension', 'text', name),
    ...texts(valuesOf(seen.answer('governance.extension', groupId, name)), {}),
  ],
  createSchema: (_, __, { id }) => added('schema', 'text', id),
  setSchemaValues: (seen, groupId, schemaId, values) =>
    texts(seen.answer('governance.schemaValues', groupId, seen.thing(schemaId)) ?? {}, values),
};

/** Values that somebody wrote, by names that may be theirs, too. */
function texts(from: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): FieldChange[] {
  const kinds = Object.fromEntries(Object.keys(to).map((name) => [name, 'text' as const]));
  return differences(kinds, from, to);
}

function defaultsOf(seen: Seen, templateId: string): Record<string, unknown> {
  const { definitions } = seen.thing(templateId);
  if (!Array.isArray(definitions)) return {};
  return Object.fromEntries(
    (definitions as { name: string; defaultValue: string }[]).map(({ name, defaultValue }) => [name, defaultValue]),
  );
}

function valuesOf(extension: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return (extension?.['values'] ?? {}) as Record<string, unknown>;
}
