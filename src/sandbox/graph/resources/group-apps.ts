import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { defaultAppRole, resourceApps, skus } from '../../tenant/apps.ts';
import { tenantId } from '../../tenant/cast.ts';
import type { AppRoleRecord, LicenceRecord } from '../../tenant/work-records.ts';
import { readBody } from '../body.ts';
import { requireAdmin } from '../caller.ts';
import { badRequest, denied, notFound } from '../errors.ts';
import { without } from '../group-fields.ts';
import { contextOf } from '../lists.ts';
import { readableGroup, renderGroup } from '../objects.ts';
import { answerPlainList } from '../plain-list.ts';
import type { Answer, Call, Route } from '../types.ts';
import { writableGroup } from './groups.ts';

const licences = z.looseObject({
  addLicenses: z.array(z.looseObject({ skuId: z.guid(), disabledPlans: z.array(z.guid()).default([]) })),
  removeLicenses: z.array(z.guid()),
});
const newAssignment = z.looseObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });

/** Licences go to whoever is in the group; the work on that is not done when this is answered. */
function assignLicense(call: Call): Answer {
  requireAdmin(call.caller);
  const group = writableGroup(call);
  const { addLicenses, removeLicenses } = readBody(call, licences);
  if (!group.securityEnabled) throw badRequest('Licenses can be assigned to security enabled groups only.');
  const kept = new Map((call.tenant.work.licences.get(group.id)?.licences ?? []).map((one) => [one.skuId, one]));
  for (const skuId of removeLicenses) {
    if (!kept.delete(skuId.toLowerCase())) throw badRequest(`The group does not have the license ${skuId}.`);
  }
  for (const asked of addLicenses) {
    const licence = readLicence(asked);
    if (removeLicenses.includes(asked.skuId)) throw badRequest('A license cannot be added and removed in one request.');
    kept.set(licence.skuId, licence);
  }
  call.tenant.work.licences.put({ id: group.id, licences: [...kept.values()] });
  const address = `${call.origin}/v2/${tenantId}/directoryObjects/${group.id}/Microsoft.DirectoryServices.Group`;
  const body = { '@odata.context': contextOf(call, 'groups', true), ...renderGroup(call, group) };
  return { status: 202, headers: { Location: address }, body };
}

/** What the organisation has bought. There is no end of it here. */
function listSkus(call: Call): Answer {
  if (call.caller.kind === 'user' && call.caller.isGuest) throw denied();
  const rows = skus.map(({ skuId, skuPartNumber, plans, planNames }) => ({
    id: `${tenantId}_${skuId}`,
    skuId,
    skuPartNumber,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 1,
    prepaidUnits: { enabled: 25, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plans.map((servicePlanId, index) => ({
      servicePlanId,
      servicePlanName: planNames[index],
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  }));
  return answerPlainList(call, 'subscribedSkus', rows);
}

/** @throws GraphError 400 for what the organisation has not bought, and for plans that are not part of it */
function readLicence({
  skuId,
  disabledPlans,
}: z.infer<typeof licences>['addLicenses'][number]): LicenceRecord['licences'][number] {
  const sku = skus.find((one) => one.skuId === skuId.toLowerCase());
  if (!sku) throw badRequest(`License ${skuId} does not correspond to a valid company License.`);
  const other = disabledPlans.find((plan) => !sku.plans.includes(plan.toLowerCase()));
  if (other !== undefined) throw badRequest(`The plan ${other} is not part of the license ${skuId}.`);
  return { skuId: sku.skuId, disabledPlans };
}

function renderAssignment(call: Call, assignment: AppRoleRecord): Record<string, unknown> {
  const { id, groupId, appRoleId, resourceId, createdDateTime } = assignment;
  return {
    id,
    deletedDateTime: null,
    appRoleId,
    createdDateTime,
    principalDisplayName: call.tenant.group(groupId)?.displayName ?? null,
    principalId: groupId,
    principalType: 'Group',
    resourceDisplayName: resourceApps.find((app) => app.id === resourceId)?.displayName ?? null,
    resourceId,
  };
}

function listAssignments(call: Call): Answer {
  const group = readableGroup(call);
  const own = call.tenant.work.appRoles.all().filter((one) => one.groupId === group.id);
  const rows = own.map((one) => renderAssignment(call, one));
  return answerPlainList(call, 'appRoleAssignments', rows, { filters: ['resourceId', 'appRoleId', 'principalId'] });
}

function addAssignment(call: Call): Answer {
  requireAdmin(call.caller);
  const group = writableGroup(call);
  const { principalId, resourceId, appRoleId } = readBody(call, newAssignment);
  if (principalId.toLowerCase() !== group.id) throw badRequest('Not a valid reference update.');
  const app = resourceApps.find((one) => one.id === resourceId.toLowerCase());
  if (!app) throw notFound(resourceId);
  if (appRoleId !== defaultAppRole && !app.appRoles.includes(appRoleId.toLowerCase()))
    throw badRequest('Permission being assigned was not found on application.');
  const { appRoles } = call.tenant.work;
  const isThere = appRoles
    .all()
    .some((one) => one.groupId === group.id && one.resourceId === app.id && one.appRoleId === appRoleId.toLowerCase());
  if (isThere) throw badRequest('Permission being assigned already exists on the object.');
  const assignment = {
    id: randomBytes(32).toString('base64url'),
    groupId: group.id,
    appRoleId: appRoleId.toLowerCase(),
    resourceId: app.id,
    createdDateTime: new Date(call.now()).toISOString(),
  };
  appRoles.put(assignment);
  const context = `${call.origin}/v1.0/$metadata#groups('${group.id}')/appRoleAssignments/$entity`;
  return { status: 201, body: { '@odata.context': context, ...renderAssignment(call, assignment) } };
}

function removeAssignment(call: Call): Answer {
  requireAdmin(call.caller);
  const group = writableGroup(call);
  const id = call.params['assignment'] ?? '';
  if (call.tenant.work.appRoles.get(id)?.groupId !== group.id) throw notFound(id);
  call.tenant.work.appRoles.remove(id);
  return { status: 204 };
}

/** What apps that are installed in the group may do there. */
function listGrants(call: Call): Answer {
  const group = readableGroup(call);
  const own = call.tenant.work.grants.all().filter((grant) => grant.groupId === group.id);
  const rows = own.map((grant) => ({ ...without(grant, ['groupId']), deletedDateTime: null }));
  return answerPlainList(call, 'permissionGrants', rows);
}

const assignments = '/groups/{group}/appRoleAssignments';

/** Licences and apps of a group. */
export const groupAppRoutes: readonly Route[] = [
  { operation: 'subscribedsku-list', method: 'GET', path: '/subscribedSkus', handle: listSkus },
  { operation: 'group-assign-license', method: 'POST', path: '/groups/{group}/assignLicense', handle: assignLicense },
  {
    operation: 'group-list-permission-grants',
    method: 'GET',
    path: '/groups/{group}/permissionGrants',
    handle: listGrants,
  },
  { operation: 'group-list-app-role-assignments', method: 'GET', path: assignments, handle: listAssignments },
  { operation: 'group-add-app-role-assignment', method: 'POST', path: assignments, handle: addAssignment },
  {
    operation: 'group-remove-app-role-assignment',
    method: 'DELETE',
    path: `${assignments}/{assignment}`,
    handle: removeAssignment,
  },
];
