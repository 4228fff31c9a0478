import { z } from 'zod';
import type { GroupRecord } from '../tenant/records.ts';
import { parseMembershipRule } from '../tenant/membership-rule.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { alreadyTaken, badRequest, invalidValue } from './errors.ts';
import { tenantList } from './settings.ts';

/** Properties that creating and changing a group have in common. */
export const groupFields = {
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).nullish(),
  mailNickname: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\x21-\x7e]+$/)
    .regex(/^[^@()\\[\]";:<>,]+$/)
    .optional(),
  classification: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
  theme: z.enum(['Teal', 'Purple', 'Green', 'Blue', 'Pink', 'Orange', 'Red']).nullish(),
  securityEnabled: z.boolean().optional(),
  mailEnabled: z.boolean().optional(),
  groupTypes: z.array(z.enum(['Unified', 'DynamicMembership'])).optional(),
  uniqueName: z.string().min(1).max(128).optional(),
  membershipRule: z
    .string()
    .max(3072)
    .refine((rule) => parseMembershipRule(rule) !== undefined)
    .nullish(),
  membershipRuleProcessingState: z
    .string()
    .transform((state) => state.toLowerCase())
    .pipe(z.enum(['on', 'paused']))
    .transform((state) => (state === 'on' ? ('On' as const) : ('Paused' as const)))
    .nullish(),
  // This organisation is in one region and has no sensitivity labels.
  preferredDataLocation: z.null().optional(),
  assignedLabels: z.array(z.never()).optional(),
};

/** @throws GraphError 400 that names the property which is wrong, or which there is none of */
export function readFields<T>(shape: z.ZodType<T>, body: Record<string, unknown>): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw badRequest(`Invalid property '${String(issue.keys[0])}'.`);
  throw invalidValue(String(issue?.path[0] ?? ''));
}

/** @returns a copy without some properties */
export function without<T extends object, K extends keyof T>(fields: T, names: readonly K[]): Omit<T, K> {
  const kept = { ...fields };
  for (const name of names) Reflect.deleteProperty(kept, name);
  return kept;
}

/**
 * Names that may be given once only: nicknames among Microsoft 365 groups, unique names among all.
 * @param own the group that is changed, which may keep its names
 * @throws GraphError 400
 */
export function refuseTaken(
  tenant: Tenant,
  names: { mailNickname?: string | undefined; uniqueName?: string | undefined },
  own: { unified: boolean; id?: string },
): void {
  const nicknamed = names.mailNickname === undefined ? undefined : tenant.groupByNickname(names.mailNickname);
  if (own.unified && nicknamed && nicknamed.id !== own.id) throw alreadyTaken('mailNickname');
  const named = names.uniqueName === undefined ? undefined : tenant.groupByUniqueName(names.uniqueName);
  if (named && named.id !== own.id) throw alreadyTaken('uniqueName');
}

/** @throws GraphError 400 for a classification that the organisation does not have */
export function refuseUnlisted(tenant: Tenant, classification: GroupRecord['classification'] | undefined): void {
  const listed = tenantList(tenant, 'ClassificationList');
  if (classification === null || classification === undefined || listed.length === 0 || listed.includes(classification))
    return;
  throw invalidValue('classification');
}
