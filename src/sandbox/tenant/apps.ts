import { fixedId } from './cast.ts';

/** Something whose app roles a group can be given. */
export interface ResourceApp {
  id: string;
  displayName: string;
  /** Ids of its roles; access without a role is a role of its own that every app has. */
  appRoles: readonly string[];
  /** What the roles are called, in the same order. */
  roleNames: readonly string[];
}

export const defaultAppRole = '00000000-0000-0000-0000-000000000000';

/** Apps of the organisation besides the bot. There are few, and they never change. */
export const resourceApps: readonly ResourceApp[] = [
  {
    id: fixedId('app', 'dye-lab'),
    displayName: 'Dye Lab Bookings',
    appRoles: [fixedId('app role', 'dye-lab-operator')],
    roleNames: ['Operator'],
  },
  { id: fixedId('app', 'catalogue'), displayName: 'Swatch Catalogue', appRoles: [], roleNames: [] },
];

/** Something that the organisation has bought, and what it is made of. */
export interface Sku {
  skuId: string;
  skuPartNumber: string;
  plans: readonly string[];
  /** What the plans are called, in the same order. */
  planNames: readonly string[];
}

export const skus: readonly Sku[] = [
  sku('TESSALY_OFFICE', 'mail', 'files', 'meetings'),
  sku('TESSALY_DRAWING', 'canvas', 'render'),
];

function sku(name: string, ...plans: string[]): Sku {
  return {
    skuId: fixedId('sku', name),
    skuPartNumber: name,
    plans: plans.map((plan) => fixedId(name, plan)),
    planNames: plans.map((plan) => `${name}_${plan}`.toUpperCase()),
  };
}
