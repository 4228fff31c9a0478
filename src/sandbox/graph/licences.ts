import type { ObjectRecord } from '../tenant/records.ts';
import type { LicenceRecord } from '../tenant/work-records.ts';
import type { Call } from './types.ts';

type Licence = LicenceRecord['licences'][number];

/** Licences of a group, or of a person: its own and those of the groups that it is in, each once. */
export function licencesOf({ tenant, view }: Pick<Call, 'tenant' | 'view'>, object: ObjectRecord): Licence[] {
  const own = tenant.work.licences.get(object.id)?.licences ?? [];
  if (object.type !== 'user' || tenant.work.licences.all().length === 0) return own;
  const found = new Map(own.map((licence) => [licence.skuId, licence]));
  for (const group of view.transitiveMemberOf(object.id))
    for (const licence of tenant.work.licences.get(group.id)?.licences ?? [])
      if (!found.has(licence.skuId)) found.set(licence.skuId, licence);
  return [...found.values()];
}
