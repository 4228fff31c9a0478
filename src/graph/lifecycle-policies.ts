import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { roleNeeded } from '../domain/entra-roles.ts';
import { policyLimits, type LifecyclePolicy, type PolicyReach, type PolicyTerms } from '../domain/lifecycle-policy.ts';
import type { Lifecycle } from '../ports/lifecycle.ts';
import type { Reader } from './batch.ts';
import { change } from './change.ts';
import { bodyOf } from './client.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import type { Doing, Words } from './refusals.ts';

const gone: Words = {
  code: 'policy.gone',
  advice: 'This expiration policy is not there any more. Ask for “expiration policy” to see what holds now.',
};
const reading: Doing = {
  denied: {
    code: 'policy.read-denied',
    advice: 'Your account may not read the expiration policy of the organisation.',
  },
  notFound: gone,
};
const changing: Doing = {
  denied: {
    code: 'policy.denied',
    advice: `The expiration policy is the whole organisation’s, and you may not change it. ${roleNeeded('groups')}`,
  },
  notFound: gone,
  alreadyPresent: {
    code: 'policy.exists',
    advice:
      'Somebody made an expiration policy just now, and there is one at most. “Change expiration policy” shows it.',
  },
};

const fields = 'id,groupLifetimeInDays,managedGroupTypes,alternateNotificationEmails';
const policyShape = z.object({
  id: z.guid(),
  groupLifetimeInDays: z.int().nullish(),
  managedGroupTypes: z.string().nullish(),
  alternateNotificationEmails: z.string().nullish(),
});
const policyList = z.object({ value: z.array(policyShape) });

type Policies = Pick<
  Lifecycle,
  | 'policies'
  | 'policy'
  | 'policiesOf'
  | 'createPolicy'
  | 'changePolicy'
  | 'deletePolicy'
  | 'coverGroup'
  | 'uncoverGroup'
>;

/** The lifecycle policy of a directory over Graph. */
export function policiesOver({ reader, writer }: Link): Policies {
  return {
    policies: () => readAllPolicies(reader),
    policy: (policyId) => readPolicy(reader, policyId),
    policiesOf: (groupId) =>
      readPolicies(reader, `${groupPath(groupId)}/groupLifecyclePolicies?$select=${fields}`, {
        denied: reading.denied,
      }),
    createPolicy: async (_tenantId, terms) => {
      const call = { method: 'POST', path: '/groupLifecyclePolicies', body: bodyFrom(terms) } as const;
      await change(writer, call, changing);
    },
    changePolicy: async (policyId, changes) => {
      await change(writer, { method: 'PATCH', path: policyPath(policyId), body: bodyFrom(changes) }, changing);
    },
    deletePolicy: async (policyId) => {
      await change(writer, { method: 'DELETE', path: policyPath(policyId) }, changing);
    },
    coverGroup: (groupId, policyId) => move(writer, `${policyPath(policyId)}/addGroup`, groupId),
    uncoverGroup: (groupId, policyId) => move(writer, `${policyPath(policyId)}/removeGroup`, groupId),
  };
}

function policyPath(policyId: string): string {
  if (!isGuid(policyId)) throw new AppError('notFound', gone);
  return `/groupLifecyclePolicies/${policyId.toLowerCase()}`;
}

/** Every policy of a directory: one at most. @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-list */
export function readAllPolicies(reader: Reader): Promise<LifecyclePolicy[]> {
  return readPolicies(reader, `/groupLifecyclePolicies?$select=${fields}`, reading);
}

async function readPolicies(reader: Reader, path: string, doing: Doing): Promise<LifecyclePolicy[]> {
  return parsed(policyList, await reader.read({ path }, doing)).value.map(policyFrom);
}

/** @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-get */
async function readPolicy(reader: Reader, policyId: string): Promise<LifecyclePolicy> {
  const path = `${policyPath(policyId)}?$select=${fields}`;
  return policyFrom(parsed(policyShape, await reader.read({ path }, reading)));
}

function policyFrom(raw: z.infer<typeof policyShape>): LifecyclePolicy {
  return {
    id: raw.id,
    lifetimeDays: raw.groupLifetimeInDays ?? 0,
    reach: reachFrom(raw.managedGroupTypes),
    addresses: (raw.alternateNotificationEmails ?? '').split(/[;,\s]+/u).filter((address) => address !== ''),
  };
}

function reachFrom(value: string | null | undefined): PolicyReach {
  switch ((value ?? '').toLowerCase()) {
    case 'all':
      return 'all';
    case 'selected':
      return 'selected';
    default:
      return 'none';
  }
}

const reachNames: Record<PolicyReach, string> = { all: 'All', selected: 'Selected', none: 'None' };

function bodyFrom({ lifetimeDays, reach, addresses }: Partial<PolicyTerms>): Record<string, unknown> {
  return {
    ...(lifetimeDays !== undefined && { groupLifetimeInDays: lifetimeDays }),
    ...(reach && { managedGroupTypes: reachNames[reach] }),
    ...(addresses && { alternateNotificationEmails: addresses.join(';') }),
  };
}

const answer = z.object({ value: z.boolean() });

/**
 * Puts a group under a policy or takes it off. Where Graph says no more than that it will not, the limit is the likeliest reason.
 * @see https://learn.microsoft.com/graph/api/grouplifecyclepolicy-addgroup
 */
async function move(writer: Writer, path: string, groupId: string): Promise<boolean> {
  const id = groupPath(groupId).slice('/groups/'.length);
  try {
    return parsed(answer, bodyOf(await change(writer, { method: 'POST', path, body: { groupId: id } }, changing)))
      .value;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'graph.refused') throw error;
    throw new AppError('conflict', {
      code: 'policy.refused',
      advice: `Microsoft 365 did not take it. A policy covers at most ${policyLimits.selected} selected groups, and it has to be for selected groups: “expiration policy” shows how it stands.`,
      cause: error,
    });
  }
}
