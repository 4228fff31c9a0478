import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { LifecyclePolicyRecord } from '../../tenant/records.ts';
import { isUnified } from '../access.ts';
import { readBody } from '../body.ts';
import { requireAdmin } from '../caller.ts';
import { badRequest, conflictingObject, notFound } from '../errors.ts';
import { checkId, readableGroup } from '../objects.ts';
import { applyPolicy, coverGroup, policyOf } from '../policy.ts';
import type { Answer, Call, Route } from '../types.ts';

/** Groups that a policy for selected groups can cover. */
const mostSelected = 500;

const fields = {
  groupLifetimeInDays: z.int().min(30),
  managedGroupTypes: z.enum(['All', 'Selected', 'None']),
  alternateNotificationEmails: z.string().nullish(),
};
const newPolicy = z.strictObject(fields);
const change = z.strictObject(fields).partial();
const groupShape = z.looseObject({ groupId: z.string() });

function listPolicies(call: Call): Answer {
  return answerList(call, call.tenant.policies.all());
}

/** A group is under the policy when it has an expiration date. */
function listGroupPolicies(call: Call): Answer {
  const group = readableGroup(call);
  return answerList(call, group.expirationDateTime === null ? [] : call.tenant.policies.all());
}

function answerList(call: Call, value: LifecyclePolicyRecord[]): Answer {
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#groupLifecyclePolicies`, value } };
}

function answerOne(call: Call, status: number, policy: LifecyclePolicyRecord): Answer {
  const context = `${call.origin}/v1.0/$metadata#groupLifecyclePolicies/$entity`;
  return { status, body: { '@odata.context': context, ...policy } };
}

/** @throws GraphError 400 no GUID, 404 unknown */
function askedPolicy(call: Call): LifecyclePolicyRecord {
  const id = checkId(call.params['policy'] ?? '');
  const policy = call.tenant.policies.get(id);
  if (!policy) throw notFound(id);
  return policy;
}

/** An organisation has one policy at most. */
function createPolicy(call: Call): Answer {
  requireAdmin(call.caller);
  const { alternateNotificationEmails, ...rest } = readBody(call, newPolicy);
  if (policyOf(call.tenant)) throw conflictingObject();
  const policy = { id: randomUUID(), ...rest, alternateNotificationEmails: alternateNotificationEmails ?? '' };
  call.tenant.policies.put(policy);
  applyPolicy(call.tenant, policy, call.now());
  return answerOne(call, 201, policy);
}

function updatePolicy(call: Call): Answer {
  requireAdmin(call.caller);
  const before = askedPolicy(call);
  const { groupLifetimeInDays, managedGroupTypes, alternateNotificationEmails } = readBody(call, change);
  const policy = {
    ...before,
    groupLifetimeInDays: groupLifetimeInDays ?? before.groupLifetimeInDays,
    managedGroupTypes: managedGroupTypes ?? before.managedGroupTypes,
    alternateNotificationEmails: alternateNotificationEmails ?? before.alternateNotificationEmails,
  };
  call.tenant.policies.put(policy);
  applyPolicy(call.tenant, policy, call.now());
  return answerOne(call, 200, policy);
}

function deletePolicy(call: Call): Answer {
  requireAdmin(call.caller);
  call.tenant.policies.remove(askedPolicy(call).id);
  applyPolicy(call.tenant, undefined, call.now());
  return { status: 204 };
}

/** The answer says whether something was changed; a policy for all groups, or for none, has no groups of its own. */
function addGroup(call: Call): Answer {
  requireAdmin(call.caller);
  const policy = askedPolicy(call);
  const group = askedGroup(call);
  if (policy.managedGroupTypes !== 'Selected')
    throw badRequest('Groups are added to a policy for selected groups only.');
  if (!isUnified(group) || group.expirationDateTime !== null) return answerBoolean(call, false);
  const covered = [...call.tenant.groups()].filter((one) => one.expirationDateTime !== null).length;
  if (covered >= mostSelected) throw badRequest(`A policy covers at most ${String(mostSelected)} selected groups.`);
  coverGroup(call.tenant, policy, group, call.now());
  return answerBoolean(call, true);
}

function removeGroup(call: Call): Answer {
  requireAdmin(call.caller);
  const policy = askedPolicy(call);
  const group = askedGroup(call);
  const isCovered = policy.managedGroupTypes === 'Selected' && group.expirationDateTime !== null;
  if (isCovered) call.tenant.updateGroup(group.id, { expirationDateTime: null });
  return answerBoolean(call, isCovered);
}

function askedGroup(call: Call): ReturnType<typeof readableGroup> {
  return readableGroup({ ...call, params: { group: readBody(call, groupShape).groupId } });
}

function answerBoolean(call: Call, value: boolean): Answer {
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#Edm.Boolean`, value } };
}

const one = '/groupLifecyclePolicies/{policy}';

/** When groups expire. */
export const policyRoutes: readonly Route[] = [
  { operation: 'grouplifecyclepolicy-list', method: 'GET', path: '/groupLifecyclePolicies', handle: listPolicies },
  { operation: 'grouplifecyclepolicy-create', method: 'POST', path: '/groupLifecyclePolicies', handle: createPolicy },
  {
    operation: 'grouplifecyclepolicy-get',
    method: 'GET',
    path: one,
    handle: (call) => answerOne(call, 200, askedPolicy(call)),
  },
  { operation: 'grouplifecyclepolicy-update', method: 'PATCH', path: one, handle: updatePolicy },
  { operation: 'grouplifecyclepolicy-delete', method: 'DELETE', path: one, handle: deletePolicy },
  { operation: 'grouplifecyclepolicy-add-group', method: 'POST', path: `${one}/addGroup`, handle: addGroup },
  { operation: 'grouplifecyclepolicy-remove-group', method: 'POST', path: `${one}/removeGroup`, handle: removeGroup },
  {
    operation: 'group-list-lifecycle-policies',
    method: 'GET',
    path: '/groups/{group}/groupLifecyclePolicies',
    handle: listGroupPolicies,
  },
];
