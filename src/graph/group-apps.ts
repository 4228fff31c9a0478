import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { roleNeeded } from '../domain/entra-roles.ts';
import { defaultRoleId, type OrganisationApp } from '../domain/group-apps.ts';
import type { Governance } from '../ports/governance.ts';
import { change } from './change.ts';
import { isGuid } from './escape.ts';
import { parsed } from './group-shape.ts';
import { groupNotFound } from './refusals.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Doing } from './refusals.ts';

const reading: Doing = {
  denied: { code: 'app.read-denied', advice: 'Your account may not read which apps a group has.' },
};
const gone = {
  code: 'app.gone',
  advice: 'The group does not have this app any more. Ask again for “apps of” the group.',
};
const giving: Doing = {
  denied: { code: 'app.denied', advice: `You may not change which apps a group has. ${roleNeeded('apps')}` },
  alreadyPresent: { code: 'app.already-present', advice: 'The group has this role of the app already.' },
};

const appList = z.object({
  value: z.array(
    z.object({
      id: z.guid(),
      displayName: z.string().nullish(),
      appRoles: z
        .array(
          z.object({
            id: z.guid(),
            displayName: z.string().nullish(),
            isEnabled: z.boolean().nullish(),
            allowedMemberTypes: z.array(z.string()).nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});
const assignmentList = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      resourceId: z.guid(),
      resourceDisplayName: z.string().nullish(),
      appRoleId: z.string(),
    }),
  ),
});
const grantList = z.object({
  value: z.array(z.object({ permission: z.string().nullish(), clientId: z.string().nullish() })),
});
const appFields = '$top=100&$select=id,displayName,appRoles';

type Apps = Pick<Governance, 'apps' | 'appsOf' | 'grantsOf' | 'giveApp' | 'takeApp'>;

/** Apps of groups over Graph. */
export function groupAppsOver({ reader, writer }: Link): Apps {
  return {
    /** @see https://learn.microsoft.com/graph/api/serviceprincipal-list */
    async apps() {
      return parsed(appList, await reader.read({ path: `/servicePrincipals?${appFields}` }, reading)).value.map(
        appFrom,
      );
    },
    /** @see https://learn.microsoft.com/graph/api/group-list-approleassignments */
    async appsOf(groupId) {
      const path = `${groupPath(groupId)}/appRoleAssignments?$top=100&$select=id,resourceId,resourceDisplayName,appRoleId`;
      return parsed(assignmentList, await reader.read({ path }, reading)).value.map((raw) => ({
        id: raw.id,
        appId: raw.resourceId,
        appName: raw.resourceDisplayName ?? 'An app without a name',
        roleId: raw.appRoleId,
      }));
    },
    /** @see https://learn.microsoft.com/graph/api/group-list-permissiongrants */
    async grantsOf(groupId) {
      const path = `${groupPath(groupId)}/permissionGrants?$select=id,permission,clientId`;
      const grants = parsed(grantList, await reader.read({ path }, reading)).value;
      return grants.map(({ permission, clientId }) => ({
        permission: permission ?? 'A permission without a name',
        ...(clientId && { appId: clientId }),
      }));
    },
    /** @see https://learn.microsoft.com/graph/api/group-post-approleassignments */
    async giveApp(groupId, { appId, roleId }) {
      if (!isGuid(appId) || !isGuid(roleId)) throw groupNotFound();
      const path = `${groupPath(groupId)}/appRoleAssignments`;
      const body = { principalId: groupId, resourceId: appId, appRoleId: roleId };
      await change(writer, { method: 'POST', path, body }, giving);
    },
    /** @see https://learn.microsoft.com/graph/api/group-delete-approleassignments */
    async takeApp(groupId, assignmentId) {
      if (!/^[\w-]{1,200}$/u.test(assignmentId)) throw new AppError('notFound', gone);
      const path = `${groupPath(groupId)}/appRoleAssignments/${assignmentId}`;
      await change(writer, { method: 'DELETE', path }, { ...giving, notFound: gone });
    },
  };
}

/** Only what can be given to groups. An app that declares nothing can be given as it is. */
function appFrom(raw: z.infer<typeof appList>['value'][number]): OrganisationApp {
  const roles = (raw.appRoles ?? []).filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled !== false && allowedMemberTypes?.includes('User') !== false,
  );
  return {
    id: raw.id,
    displayName: raw.displayName ?? 'An app without a name',
    roles:
      roles.length > 0
        ? roles.map(({ id, displayName }) => ({ id, name: displayName ?? 'A role without a name' }))
        : [{ id: defaultRoleId, name: 'Use it' }],
  };
}
