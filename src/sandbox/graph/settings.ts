import { settingTemplates, templateIds } from '../tenant/templates.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** @returns what the organisation has chosen for all Microsoft 365 groups, else what the template says */
export function tenantSetting(tenant: Tenant, name: string): string {
  const setting = tenant.settings.all().find((one) => one.groupId === null && one.templateId === templateIds.unified);
  return setting?.values.find((value) => value.name === name)?.value ?? templateDefault(name);
}

/** The same, as true or false. */
export function tenantSwitch(tenant: Tenant, name: string): boolean {
  return tenantSetting(tenant, name).toLowerCase() === 'true';
}

function templateDefault(name: string): string {
  const template = settingTemplates.find((one) => one.id === templateIds.unified);
  return template?.values.find((value) => value.name === name)?.defaultValue ?? '';
}

/** A list in one string, separated by commas. */
export function tenantList(tenant: Tenant, name: string): string[] {
  return tenantSetting(tenant, name)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Whether the settings of the organisation and of the group let a guest be its member or owner. */
export function mayHoldGuest(tenant: Tenant, side: 'member' | 'owner', groupId: string | undefined): boolean {
  if (side === 'owner') return tenantSwitch(tenant, 'AllowGuestsToBeGroupOwner');
  const own = tenant.settings.all().find((one) => one.groupId !== null && one.groupId === groupId);
  const chosen = own?.values.find((value) => value.name === 'AllowToAddGuests')?.value;
  return tenantSwitch(tenant, 'AllowToAddGuests') && chosen?.toLowerCase() !== 'false';
}
