import { skus } from './apps.ts';
import { cast, fixedId, groups as named } from './cast.ts';
import type { GroupRecord, UserRecord } from './records.ts';
import { seedFiles } from './seed-files.ts';
import { seedPlans } from './seed-plans.ts';
import type { WorkSeed } from './work-records.ts';

const written = '2025-11-03T09:00:00Z';

/** What the people of the organisation work on at first start. @param now due dates are counted from here */
export function seedWork(users: readonly UserRecord[], groups: readonly GroupRecord[], now: Date): WorkSeed {
  const badges = groups.find((group) => group.mailNickname === 'ad-badges');
  return {
    ...seedPlans(now),
    ...seedFiles(users),
    notebook: [
      notebook('Critique notes', named.designGuild, cast.owner.id),
      notebook('Interview guide', named.researchCircle, cast.owner.id),
      notebook('Reading list', named.bookClub, cast.employee.id),
    ],
    subsite: [
      {
        id: fixedId('subsite', 'type-lab'),
        groupId: named.designGuild,
        name: 'type-lab',
        displayName: 'Type Lab',
        description: 'Letters, specimens and proofs.',
        createdDateTime: written,
        lastModifiedDateTime: written,
      },
    ],
    list: [
      list('Swatches', named.designGuild, 'genericList'),
      list('Participants', named.researchCircle, 'genericList'),
    ],
    extension: [],
    schema: [],
    schemaValues: [],
    licence: [
      ...(badges ? [{ id: badges.id, licences: [{ skuId: skus[0]?.skuId ?? '', disabledPlans: [] }] }] : []),
      { id: cast.owner.id, licences: [{ skuId: skus[1]?.skuId ?? '', disabledPlans: [] }] },
    ],
    appRole: [],
    grant: [],
  };
}

function notebook(displayName: string, groupId: string, by: string): WorkSeed['notebook'][number] {
  const id = `1-${fixedId('notebook', displayName)}`;
  const at = { createdDateTime: written, lastModifiedDateTime: written };
  return { id, ownerType: 'group', ownerId: groupId, displayName, createdBy: by, ...at };
}

function list(name: string, groupId: string, template: string): WorkSeed['list'][number] {
  const id = fixedId('list', `${groupId} ${name}`);
  return { id, groupId, name, displayName: name, template, createdDateTime: written, lastModifiedDateTime: written };
}
