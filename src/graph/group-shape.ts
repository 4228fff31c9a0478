import { z } from 'zod';
import type { Group, GroupKind, Visibility } from '../domain/groups.ts';
import { unusable } from './refusals.ts';

/** For `$select` wherever groups come back. */
export const groupFields = [
  'id',
  'displayName',
  'description',
  'mail',
  'classification',
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'visibility',
  'onPremisesSyncEnabled',
  'resourceProvisioningOptions',
  'createdDateTime',
  'expirationDateTime',
].join(',');

export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const groupShape = z.object({
  id: z.guid(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  mail: z.string().nullish(),
  classification: z.string().nullish(),
  groupTypes: z.array(z.string()).nullish(),
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
  visibility: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  resourceProvisioningOptions: z.array(z.string()).nullish(),
  createdDateTime: instant.nullish(),
  expirationDateTime: instant.nullish(),
});

type RawGroup = z.infer<typeof groupShape>;

const groupList = z.object({ '@odata.nextLink': z.string().optional(), value: z.array(groupShape) });

/** @returns undefined when the caller may know that the group exists but not what it is: Graph then gives its id alone. */
export function parseGroup(body: unknown): Group | undefined {
  return toGroup(parsed(groupShape, body));
}

/** A page of groups without those of which the caller may know the id alone. */
export function parseGroups(body: unknown): { groups: Group[]; nextLink: string | undefined } {
  const list = parsed(groupList, body);
  return { groups: list.value.flatMap((raw) => toGroup(raw) ?? []), nextLink: list['@odata.nextLink'] };
}

/** @throws AppError `graph.malformed` */
export function parsed<T>(shape: z.ZodType<T>, body: unknown): T {
  const result = shape.safeParse(body);
  if (!result.success) throw unusable('graph.malformed', result.error);
  return result.data;
}

function toGroup(raw: RawGroup): Group | undefined {
  if (typeof raw.displayName !== 'string' || !raw.createdDateTime) return undefined;
  return {
    id: raw.id,
    displayName: raw.displayName,
    ...(raw.description ? { description: raw.description } : {}),
    ...(raw.mail ? { mail: raw.mail } : {}),
    ...(raw.classification ? { classification: raw.classification } : {}),
    kind: kindOf(raw),
    visibility: visibilityOf(raw.visibility),
    isDynamic: raw.groupTypes?.includes('DynamicMembership') ?? false,
    isSynced: raw.onPremisesSyncEnabled ?? false,
    hasTeam: raw.resourceProvisioningOptions?.includes('Team') ?? false,
    createdAt: raw.createdDateTime,
    ...(raw.expirationDateTime ? { expiresAt: raw.expirationDateTime } : {}),
  };
}

export function kindOf({
  groupTypes,
  mailEnabled,
  securityEnabled,
}: Pick<RawGroup, 'groupTypes' | 'mailEnabled' | 'securityEnabled'>): GroupKind {
  if (groupTypes?.includes('Unified')) return 'microsoft365';
  if (mailEnabled !== true) return 'security';
  return securityEnabled === true ? 'mailEnabledSecurity' : 'distribution';
}

/** Graph writes it in several ways. */
export function visibilityOf(value: string | null | undefined): Visibility {
  switch (value?.toLowerCase() ?? '') {
    case 'public':
      return 'public';
    case 'hiddenmembership':
      return 'hiddenMembership';
    default:
      return 'private';
  }
}
