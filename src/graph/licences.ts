import { z } from 'zod';
import { roleNeeded } from '../domain/entra-roles.ts';
import type { Sku } from '../domain/group-apps.ts';
import { AppError } from '../domain/errors.ts';
import type { Governance } from '../ports/governance.ts';
import { change } from './change.ts';
import { groupFields, parsed, parseGroups } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import { continued, nextOf } from './paging.ts';
import type { Doing } from './refusals.ts';

const reading: Doing = {
  denied: { code: 'licence.read-denied', advice: 'Your account may not read licences.' },
};
const assigning: Doing = {
  denied: { code: 'licence.denied', advice: `You may not change the licences of a group. ${roleNeeded('licences')}` },
};

const skuList = z.object({
  value: z.array(
    z.object({
      skuId: z.guid(),
      skuPartNumber: z.string().nullish(),
      consumedUnits: z.number().nullish(),
      prepaidUnits: z.object({ enabled: z.number().nullish() }).nullish(),
      servicePlans: z.array(z.object({ servicePlanId: z.guid(), servicePlanName: z.string().nullish() })).nullish(),
    }),
  ),
});
const licencesShape = z.object({
  assignedLicenses: z.array(z.object({ skuId: z.guid(), disabledPlans: z.array(z.string()).nullish() })).nullish(),
  licenseProcessingState: z.object({ state: z.string().nullish() }).nullish(),
  securityEnabled: z.boolean().nullish(),
});

type Licences = Pick<Governance, 'skus' | 'licencesOf' | 'groupsWithLicenceErrors' | 'assignLicence' | 'removeLicence'>;

/** Licences of groups over Graph. */
export function licencesOver({ reader, writer }: Link): Licences {
  const assign = async (groupId: string, body: { addLicenses: unknown[]; removeLicenses: string[] }) => {
    try {
      await change(writer, { method: 'POST', path: `${groupPath(groupId)}/assignLicense`, body }, assigning);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'graph.refused') throw error;
      throw new AppError('conflict', {
        code: 'licence.refused',
        advice:
          'Microsoft 365 did not take it: somebody changed the licences meanwhile, or they cannot stand together. Ask again for “licences of” the group.',
        cause: error,
      });
    }
  };
  return {
    /** @see https://learn.microsoft.com/graph/api/subscribedsku-list */
    async skus() {
      const path = '/subscribedSkus?$select=skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans';
      return parsed(skuList, await reader.read({ path }, reading)).value.map(skuFrom);
    },
    async licencesOf(groupId) {
      const path = `${groupPath(groupId)}?$select=id,assignedLicenses,licenseProcessingState,securityEnabled`;
      const raw = parsed(licencesShape, await reader.read({ path }, reading));
      return {
        licences: (raw.assignedLicenses ?? []).map(({ skuId, disabledPlans }) => ({
          skuId,
          disabledPlanIds: disabledPlans ?? [],
        })),
        isProcessing: raw.licenseProcessingState?.state === 'ProcessingInProgress',
        isSecurityEnabled: raw.securityEnabled ?? false,
      };
    },
    /** This filter knows no advanced query: neither `$count` nor `$orderby` goes with it. */
    async groupsWithLicenceErrors({ pageSize, next }) {
      const path = `/groups?$filter=hasMembersWithLicenseErrors%20eq%20true&$top=${pageSize}&$select=${groupFields}`;
      const { groups, nextLink } = parseGroups(await reader.read({ path: continued(path, next) }, reading));
      const following = nextOf(path, nextLink);
      return { items: groups, ...(following === undefined ? {} : { next: following }) };
    },
    assignLicence: (groupId, { skuId, disabledPlanIds }) =>
      assign(groupId, { addLicenses: [{ skuId, disabledPlans: disabledPlanIds }], removeLicenses: [] }),
    removeLicence: (groupId, skuId) => assign(groupId, { addLicenses: [], removeLicenses: [skuId] }),
  };
}

function skuFrom(raw: z.infer<typeof skuList>['value'][number]): Sku {
  const free = (raw.prepaidUnits?.enabled ?? 0) - (raw.consumedUnits ?? 0);
  return {
    id: raw.skuId,
    name: raw.skuPartNumber ?? 'A licence without a name',
    plans: (raw.servicePlans ?? []).map(({ servicePlanId, servicePlanName }) => ({
      id: servicePlanId,
      name: servicePlanName ?? 'A service without a name',
    })),
    free: Math.max(0, free),
  };
}
