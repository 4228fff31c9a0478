import { skus } from '../../src/sandbox/tenant/apps.ts';
import { fixedId } from '../../src/sandbox/tenant/cast.ts';
import { fileIdOf } from '../../src/sandbox/tenant/sites.ts';
import type { FileRecord, WorkSeed } from '../../src/sandbox/tenant/work-records.ts';
import type { Wanted } from './stage.ts';
import type { Written } from './written.ts';

const at = { createdDateTime: '2025-11-03T09:00:00Z', lastModifiedDateTime: '2025-11-03T09:00:00Z' };

/** What no request can make but requests ask about, of a group and of a person. */
export function stageWork(
  work: WorkSeed,
  groupId: string,
  userId: string,
  wanted: readonly Wanted[],
  written: Written,
): WorkSeed {
  const file = (key: string, parentId: string | null, mimeType: string | null): FileRecord => ({
    id: fileIdOf(`stage ${key}`),
    ownerType: 'group',
    ownerId: groupId,
    parentId,
    name: key,
    size: mimeType === null ? 0 : 2048,
    mimeType,
    createdBy: userId,
    ...at,
  });
  const folder = file('Folder', null, null);
  const licences = skus.map(({ skuId }) => ({ skuId, disabledPlans: [] }));
  const named = { name: 'stage', displayName: 'Stage', ...at };
  return {
    ...work,
    file: [
      ...work.file,
      folder,
      file('Inside.pdf', folder.id, 'application/pdf'),
      file('Top.pdf', null, 'application/pdf'),
    ],
    notebook: [
      ...work.notebook,
      {
        id: `1-${fixedId('stage', 'notebook')}`,
        ownerType: 'user',
        ownerId: userId,
        displayName: 'Stage',
        createdBy: userId,
        ...at,
      },
    ],
    subsite: [...work.subsite, { id: fixedId('stage', 'subsite'), groupId, description: 'Below the stage', ...named }],
    list: [...work.list, { id: fixedId('stage', 'list'), groupId, template: 'genericList', ...named }],
    licence: [...work.licence, { id: groupId, licences }, { id: userId, licences }],
    grant: [
      ...work.grant,
      {
        id: fixedId('stage', 'grant'),
        groupId,
        clientId: fixedId('stage', 'client'),
        clientAppId: fixedId('stage', 'client app'),
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        permissionType: 'Application',
        permission: 'TeamMember.Read.Group',
      },
    ],
    ...schemasOf(work, groupId, wanted, written),
  };
}

/**
 * The schema extensions that requests of the file write or look for, and values of them: those that are written somewhere,
 * with what this request looks for in their place.
 */
function schemasOf(
  work: WorkSeed,
  groupId: string,
  wanted: readonly Wanted[],
  written: Written,
): Pick<WorkSeed, 'schema' | 'schemaValues'> {
  const values = new Map(written.schemas);
  for (const { schema, property, value } of wanted)
    if (schema !== undefined) values.set(schema, { ...values.get(schema), [property]: value });
  const schema = [...values].map(([id, one]) => ({
    id,
    description: 'Written or looked for by a request',
    targetTypes: ['Group', 'User'],
    status: 'InDevelopment' as const,
    owner: fixedId('stage', 'client app'),
    properties: Object.entries(one).map(([name, value]) => ({ name, type: types[typeof value] ?? 'String' })),
  }));
  return {
    schema: [...work.schema, ...schema],
    schemaValues: [
      ...work.schemaValues,
      ...(values.size > 0 ? [{ id: groupId, values: Object.fromEntries(values) }] : []),
    ],
  };
}

const types: Partial<Record<string, string>> = { number: 'Integer', boolean: 'Boolean' };
