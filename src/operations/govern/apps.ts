import { z } from 'zod';
import {
  appConfirmCard,
  appFormCard,
  appGrantsCard,
  appToldCard,
  groupAppsCard,
  roleWords,
  type AppForm,
} from '../../cards/group-apps.ts';
import { AppError } from '../../domain/errors.ts';
import type { OrganisationApp } from '../../domain/group-apps.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { wantedAndGroup } from './wanted-and-group.ts';

const reads = ['Directory.Read.All'] as const;
const writes = ['GroupMember.Read.All', 'Application.Read.All', 'AppRoleAssignment.ReadWrite.All'] as const;
const broken = 'This button is broken. Ask again for “apps of” the group.';

/** @see https://learn.microsoft.com/graph/api/group-list-approleassignments */
export const listApps = defineOperation({
  name: 'app.list',
  phrases: ['apps of', 'app roles of', 'show apps of', 'which apps has', 'applications of'],
  summary: 'Show which apps the members of a group may use by it',
  example: 'apps of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: reads,

  async run({ group: wanted }, { directory, governance }) {
    const [group, apps] = await Promise.all([resolveGroup(directory, wanted), governance.apps()]);
    return { group, apps, assignments: await governance.appsOf(group.id) };
  },
  card: groupAppsCard,
});

/** @see https://learn.microsoft.com/graph/api/group-list-permissiongrants */
export const listGrants = defineOperation({
  name: 'app.grants',
  phrases: [
    'which apps may read',
    'which apps can read',
    'what may apps do in',
    'permission grants of',
    'app permissions of',
  ],
  summary: 'Show what apps may do in a group',
  example: 'which apps may read Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['GroupMember.Read.All', 'Application.Read.All'],

  async run({ group: wanted }, { directory, governance }) {
    const [group, apps] = await Promise.all([resolveGroup(directory, wanted), governance.apps()]);
    return { group, apps, grants: await governance.grantsOf(group.id) };
  },
  card: appGrantsCard,
});

type Giving = { form: AppForm } | { given: { group: Group; appName: string; roleName: string } };

/**
 * Gives the direct members of a group an app.
 * @throws AppError `app.denied`, `app.unknown`, `app.already-present`
 * @see https://learn.microsoft.com/graph/api/group-post-approleassignments
 */
export const giveApp = defineOperation({
  name: 'app.give',
  phrases: ['give app', 'give the app', 'assign app', 'assign the app'],
  sayings: ['give {group} the app {app}'],
  role: 'apps',
  summary: 'Give the members of a group an app (administrators)',
  example: 'give app Swatch Catalogue to Design Guild',
  fromWords: (words) => wantedAndGroup(words, 'app', 'to'),
  input: z.object({
    group: groupName,
    app: z.string({ error: broken }).trim().max(256, 'No app has such a long name.').default(''),
    role: z.guid({ error: broken }).optional(),
  }),
  scopes: writes,

  async run({ group: wanted, app: named, role: roleId }, { directory, governance }): Promise<Giving> {
    const [group, apps] = await Promise.all([resolveGroup(directory, wanted), governance.apps()]);
    if (named === '') return { form: { group, apps } };
    const app = appCalled(named, apps);
    const role = app.roles.find(({ id }) => id === roleId);
    if (!role) return { form: { group, apps, chosen: app } };
    await governance.giveApp(group.id, { appId: app.id, roleId: role.id });
    return { given: { group, appName: app.displayName, roleName: role.name } };
  },
  changes: (giving) => ('given' in giving ? { outcome: 'done', groupId: giving.given.group.id } : undefined),
  card: (giving, reader) =>
    'form' in giving ? appFormCard(giving.form, reader) : appToldCard({ what: 'given', ...giving.given }, reader),
});

/**
 * @throws AppError `app.denied`, `app.gone`
 * @see https://learn.microsoft.com/graph/api/group-delete-approleassignments
 */
export const takeApp = defineOperation({
  name: 'app.take',
  phrases: [],
  role: 'apps',
  summary: 'Take an app from the members of a group',
  example: '',
  input: z.object({
    group: groupName,
    assignment: z.string({ error: broken }).min(1).max(200, broken),
    confirmed,
  }),
  scopes: writes,

  async run({ group: wanted, assignment: id, confirmed: answer }, services) {
    const { group, taken } = await assignmentOf(wanted, id, services);
    if (answer === 'yes') await services.governance.takeApp(group.id, id);
    return { group, ...taken, assignmentId: id, isTaken: answer === 'yes' };
  },
  changes: ({ isTaken, group }) => (isTaken ? { outcome: 'done', groupId: group.id } : undefined),
  card: ({ isTaken, ...taking }, reader) =>
    isTaken ? appToldCard({ what: 'taken', ...taking }, reader) : appConfirmCard(taking, reader),
});

async function assignmentOf(wanted: string, id: string, { directory, governance }: Services) {
  const [group, apps] = await Promise.all([resolveGroup(directory, wanted), governance.apps()]);
  const found = (await governance.appsOf(group.id)).find((one) => one.id === id);
  if (!found)
    throw new AppError('conflict', { code: 'app.gone', advice: 'The group does not have this app any more.' });
  return { group, taken: { appName: found.appName, roleName: roleWords(apps, found) } };
}

/** By the id of a button, or its name. */
function appCalled(wanted: string, apps: readonly OrganisationApp[]): OrganisationApp {
  const sought = wanted.toLowerCase();
  const found = apps.find(({ id, displayName }) => id.toLowerCase() === sought || displayName.toLowerCase() === sought);
  if (found) return found;
  throw new AppError('notFound', {
    code: 'app.unknown',
    advice: `There is no app called “${wanted}” among the first hundred of your organisation.`,
  });
}
