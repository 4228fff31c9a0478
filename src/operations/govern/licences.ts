import { z } from 'zod';
import {
  licenceConfirmCard,
  licenceErrorsCard,
  licenceFormCard,
  licencesShownCard,
  licenceToldCard,
  type LicenceForm,
} from '../../cards/licences.ts';
import { AppError } from '../../domain/errors.ts';
import type { Sku } from '../../domain/group-apps.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName, nextPage } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';
import { wantedAndGroup } from './wanted-and-group.ts';

const licence = z
  .string({ error: 'Which licence? Say its name.' })
  .trim()
  .max(100, 'No licence has such a long name.')
  .default('');
const reads = ['GroupMember.Read.All', 'LicenseAssignment.Read.All'] as const;
const writes = ['GroupMember.Read.All', 'LicenseAssignment.Read.All', 'LicenseAssignment.ReadWrite.All'] as const;

/** @see https://learn.microsoft.com/graph/api/group-get */
export const showLicences = defineOperation({
  name: 'licence.show',
  phrases: ['licences of', 'licenses of', 'licence of', 'show licences of', 'which licences has'],
  summary: 'Show which licences the members of a group get by it',
  example: 'licences of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: reads,

  async run({ group: wanted }, { directory, governance }) {
    const [group, skus] = await Promise.all([resolveGroup(directory, wanted), governance.skus()]);
    return { group, skus, ...(await governance.licencesOf(group.id)) };
  },
  card: licencesShownCard,
});

/** @see https://learn.microsoft.com/entra/identity/users/licensing-groups-resolve-problems */
export const licenceErrors = defineOperation({
  name: 'licence.errors',
  phrases: ['licence errors', 'license errors', 'groups with licence errors', 'which licences do not work'],
  summary: 'Show groups whose licences do not reach everybody in them',
  example: 'licence errors',
  input: z.object({ next: nextPage }),
  scopes: ['GroupMember.Read.All'],

  async run({ next }, { governance }) {
    const page = await governance.groupsWithLicenceErrors({ pageSize: 10, ...(next !== undefined && { next }) });
    return { groups: page.items, ...(page.next !== undefined && { next: page.next }) };
  },
  card: licenceErrorsCard,
});

type Assigning = { form: LicenceForm } | { assigned: { group: Group; sku: Sku } };

/**
 * Gives the members of a group a licence, or another choice of its services.
 * @throws AppError `licence.denied`, `licence.not-security`, `licence.unknown`, `licence.refused`
 * @see https://learn.microsoft.com/graph/api/group-assignlicense
 */
export const assignLicence = defineOperation({
  name: 'licence.assign',
  phrases: ['assign licence', 'assign license', 'give licence', 'give license', 'assign a licence to'],
  sayings: ['assign|give {group} the|a? licence|license {licence}'],
  role: 'licences',
  summary: 'Give the members of a group a licence (administrators)',
  example: 'assign licence SPE_E3 to Design Guild',
  fromWords: (words) => wantedAndGroup(words, 'licence', 'to'),
  input: z.object({ group: groupName, licence, off: z.string().max(4_000).default(''), confirmed }),
  scopes: writes,

  async run({ group: wanted, licence: named, off, confirmed: answer }, { directory, governance }): Promise<Assigning> {
    const [group, skus] = await Promise.all([resolveGroup(directory, wanted), governance.skus()]);
    const now = await governance.licencesOf(group.id);
    if (!now.isSecurityEnabled) throw notSecurity(group);
    if (named === '') return { form: { group, skus } };
    const sku = skuCalled(named, skus);
    if (answer !== 'yes') {
      const { disabledPlanIds = [] } = now.licences.find(({ skuId }) => skuId === sku.id) ?? {};
      return { form: { group, skus, chosen: { sku, disabledPlanIds } } };
    }
    const disabledPlanIds = off.split(',').filter((id) => sku.plans.some((plan) => plan.id === id));
    await governance.assignLicence(group.id, { skuId: sku.id, disabledPlanIds });
    return { assigned: { group, sku } };
  },
  changes: (result) => ('assigned' in result ? { outcome: 'done', groupId: result.assigned.group.id } : undefined),
  card: (result, reader) =>
    'form' in result
      ? licenceFormCard(result.form, reader)
      : licenceToldCard({ what: 'assigned', ...result.assigned }, reader),
});

/**
 * @throws AppError `licence.denied`, `licence.unknown`, `licence.refused` when the group does not have it
 * @see https://learn.microsoft.com/graph/api/group-assignlicense
 */
export const removeLicence = defineOperation({
  name: 'licence.remove',
  phrases: ['remove licence', 'remove license', 'take licence', 'take away licence'],
  isDestructive: true,
  role: 'licences',
  summary: 'Take a licence from the members of a group (administrators)',
  example: 'remove licence SPE_E3 from Design Guild',
  fromWords: (words) => wantedAndGroup(words, 'licence', 'from'),
  input: z.object({ group: groupName, licence, confirmed }),
  scopes: writes,

  async run({ group: wanted, licence: named, confirmed: answer }, { directory, governance }) {
    const [group, skus] = await Promise.all([resolveGroup(directory, wanted), governance.skus()]);
    const sku = skuCalled(named, skus);
    if (answer === 'yes') await governance.removeLicence(group.id, sku.id);
    return { group, sku, isRemoved: answer === 'yes' };
  },
  changes: ({ isRemoved, group }) => (isRemoved ? { outcome: 'done', groupId: group.id } : undefined),
  card: ({ isRemoved, ...removing }, reader) =>
    isRemoved ? licenceToldCard({ what: 'removed', ...removing }, reader) : licenceConfirmCard(removing, reader),
});

/** By the id of a button, or the name that Microsoft gives it. */
function skuCalled(wanted: string, skus: readonly Sku[]): Sku {
  const sought = wanted.toLowerCase();
  const found = skus.find(({ id, name }) => id.toLowerCase() === sought || name.toLowerCase() === sought);
  if (found) return found;
  const names = skus.slice(0, 10).map(({ name }) => name);
  throw new AppError('notFound', {
    code: 'licence.unknown',
    advice: `Your organisation has no such licence. It has ${names.length > 0 ? names.join(', ') : 'none'}.`,
  });
}

function notSecurity({ displayName }: Group): AppError {
  return new AppError('denied', {
    code: 'licence.not-security',
    advice: `“${displayName}” cannot have licences: only groups that are security groups too can.`,
  });
}
