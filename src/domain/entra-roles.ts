/** Roles of Microsoft Entra that change what is the whole organisation's, by the names that administrators know. */
export const entraRoles = {
  groups: 'Groups Administrator',
  licences: 'License Administrator',
  apps: 'Cloud Application Administrator',
  appDevelopment: 'Application Administrator',
} as const;

export type EntraRole = keyof typeof entraRoles;

/** Such as “It takes the Microsoft Entra role Groups Administrator or Global Administrator.” */
export function roleNeeded(role: EntraRole): string {
  return `It takes the Microsoft Entra role ${entraRoles[role]} or Global Administrator.`;
}
