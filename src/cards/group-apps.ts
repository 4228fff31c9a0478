import { roleNeeded } from '../domain/entra-roles.ts';
import type { AppAssignment, AppGrant, OrganisationApp } from '../domain/group-apps.ts';
import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { rowsView } from './rows.ts';
import { guild } from './samples.ts';

type Named = Pick<Group, 'id' | 'displayName'>;

const booking: OrganisationApp = {
  id: '55555555-0000-4000-8000-000000000001',
  displayName: 'Room <at>Bookings</at>',
  roles: [
    { id: '55555555-0000-4000-8000-000000000002', name: 'Operator' },
    { id: '55555555-0000-4000-8000-000000000004', name: 'Reader' },
  ],
};
const assignment: AppAssignment = {
  id: 'opaque-assignment',
  appId: booking.id,
  appName: booking.displayName,
  roleId: '55555555-0000-4000-8000-000000000002',
};

/** What a role is called; apps have roles that they do not show any more. */
export function roleWords(apps: readonly OrganisationApp[], { appId, roleId }: AppAssignment): string {
  const role = apps.find(({ id }) => id === appId)?.roles.find(({ id }) => id === roleId);
  return role?.name ?? 'A role that the app no longer names';
}

/** Which apps the members of a group have by it. */
export const groupAppsCard = defineCard<{
  group: Named;
  apps: readonly OrganisationApp[];
  assignments: readonly AppAssignment[];
}>('rows', {
  samples: {
    some: { group: guild, apps: [booking], assignments: [assignment] },
    none: { group: guild, apps: [], assignments: [] },
  },
  text: ({ group }) => `Apps of ${plain(group.displayName)}`,
  view: ({ group, apps, assignments }) =>
    rowsView({
      title: `Apps of ${escapeText(group.displayName, 120)}`,
      sentence:
        assignments.length === 0
          ? 'It gives its members no app.'
          : 'Its direct members may use these; members of groups inside of it may not.',
      rows: assignments.map((one) => ({
        name: one.appName,
        text: roleWords(apps, one),
        actions: [executeAction('Take away', 'app.take', { group: group.id, assignment: one.id })],
      })),
      actions: [
        executeAction('Give it an app', 'app.give', { group: group.id }),
        executeAction('What apps may do in it', 'app.grants', { group: group.id }),
        openAction('Show the group', 'group.show', { group: group.id }),
      ],
    }),
});

/** What apps that are installed in a group may read or do there. */
export const appGrantsCard = defineCard<{
  group: Named;
  apps: readonly OrganisationApp[];
  grants: readonly AppGrant[];
}>('rows', {
  samples: {
    some: {
      group: guild,
      apps: [booking],
      grants: [{ permission: 'TeamMember.Read.Group', appId: booking.id }, { permission: 'Channel.Create.Group' }],
    },
    none: { group: guild, apps: [], grants: [] },
  },
  text: ({ group }) => `What apps may do in ${plain(group.displayName)}`,
  view: ({ group, apps, grants }) =>
    rowsView({
      title: `What apps may do in ${escapeText(group.displayName, 120)}`,
      sentence:
        grants.length === 0
          ? 'No app was given a right in this group alone.'
          : 'Who installed these apps in its team has given them these rights. Removing an app in Teams takes them away.',
      rows: grants.map(({ permission, appId }) => ({
        name: apps.find(({ id }) => id === appId)?.displayName ?? 'An app of another organisation',
        text: permission,
      })),
      actions: [openAction('Show the group', 'group.show', { group: group.id })],
    }),
});

export interface AppForm {
  group: Named;
  apps: readonly OrganisationApp[];
  /** What was chosen; its roles are asked for then. */
  chosen?: OrganisationApp;
}

/** Which app, then which role of it. */
export const appFormCard = defineCard<AppForm>('form', {
  samples: { which: { group: guild, apps: [booking] }, role: { group: guild, apps: [], chosen: booking } },
  asks: () => true,
  text: ({ group }) => `Give ${plain(group.displayName)} an app`,
  view: ({ group, apps, chosen }) =>
    formView({
      title: chosen
        ? `Give ${escapeText(group.displayName, 120)} ${escapeText(chosen.displayName, 80)}`
        : `Give ${escapeText(group.displayName, 120)} an app`,
      sentence: `Its direct members may use it then. ${roleNeeded('apps')}`,
      fields: [
        chosen
          ? {
              kind: 'choice',
              id: 'role',
              label: 'As',
              isRequired: true,
              value: chosen.roles[0]?.id ?? '',
              choices: chosen.roles.map(({ id, name }) => ({ value: id, title: name })),
            }
          : {
              kind: 'choice',
              id: 'app',
              label: 'App',
              isRequired: true,
              choices: apps.map(({ id, displayName }) => ({ value: id, title: displayName })),
            },
      ],
      send: chosen
        ? { title: 'Give it', verb: 'app.give', data: { group: group.id, app: chosen.id } }
        : { title: 'Go on', verb: 'app.give', data: { group: group.id } },
      others: [executeAction('Leave as it is', 'app.list', { group: group.id })],
    }),
});

interface AppMoved {
  group: Named;
  appName: string;
  roleName: string;
}

const moved: AppMoved = { group: guild, appName: booking.displayName, roleName: 'Operator' };

export const appConfirmCard = defineCard<AppMoved & { assignmentId: string }>('confirm', {
  samples: { take: { ...moved, assignmentId: assignment.id } },
  asks: () => true,
  text: ({ group, appName }) => `Take ${plain(appName)} from ${plain(group.displayName)}?`,
  view: ({ group, appName, roleName, assignmentId }) =>
    confirmView({
      title: `Take ${escapeText(appName, 80)} from ${escapeText(group.displayName, 120)}?`,
      sentence: 'Members who may use it by this group alone cannot any more.',
      facts: [{ title: 'As', value: escapeText(roleName, 120) }],
      yes: { title: 'Take it away', verb: 'app.take', data: { group: group.id, assignment: assignmentId } },
      no: { title: 'Keep it', verb: 'app.list', data: { group: group.id } },
    }),
});

export const appToldCard = defineCard<AppMoved & { what: 'given' | 'taken' }>('done', {
  samples: { given: { ...moved, what: 'given' }, taken: { ...moved, what: 'taken' } },
  text: ({ what, group, appName }) => `${plain(group.displayName)}: ${plain(appName)} is ${what}`,
  view: ({ what, group, appName, roleName }) => ({
    title: `${escapeText(group.displayName, 120)} ${what === 'given' ? 'has' : 'no longer has'} ${escapeText(appName, 80)}`,
    sentence: `As: ${escapeText(roleName, 120)}. It can take some minutes until its members notice.`,
    detail: '',
    hasDetail: false,
    actions: [executeAction('Apps of the group', 'app.list', { group: group.id })],
  }),
});
