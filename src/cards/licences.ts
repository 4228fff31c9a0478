import { roleNeeded } from '../domain/entra-roles.ts';
import type { GroupLicences, Sku } from '../domain/group-apps.ts';
import type { Group } from '../domain/groups.ts';
import { confirmView } from './confirm.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { rowsView } from './rows.ts';
import { guild } from './samples.ts';

type Named = Pick<Group, 'id' | 'displayName'>;

/** For samples. */
const drawing: Sku = {
  id: '44444444-0000-4000-8000-000000000001',
  name: 'CONTOSO_DRAWING',
  plans: [
    { id: '44444444-0000-4000-8000-000000000002', name: 'CANVAS' },
    { id: '44444444-0000-4000-8000-000000000003', name: 'RENDER' },
  ],
  free: 12,
};

export interface LicencesShown extends GroupLicences {
  group: Named;
  skus: readonly Sku[];
}

/** Which licences the members of a group get by it. */
export const licencesShownCard = defineCard<LicencesShown>('rows', {
  samples: {
    some: {
      group: guild,
      skus: [drawing],
      licences: [{ skuId: drawing.id, disabledPlanIds: [drawing.plans[0]?.id ?? ''] }],
      isProcessing: true,
      isSecurityEnabled: true,
    },
    none: { group: guild, skus: [drawing], licences: [], isProcessing: false, isSecurityEnabled: true },
    never: { group: guild, skus: [], licences: [], isProcessing: false, isSecurityEnabled: false },
  },
  text: ({ group }) => `Licences of ${plain(group.displayName)}`,
  view: ({ group, skus, licences, isProcessing, isSecurityEnabled }) =>
    rowsView({
      title: `Licences of ${escapeText(group.displayName, 120)}`,
      sentence: isSecurityEnabled ? stateWords(licences.length, isProcessing) : notSecurity,
      rows: licences.map(({ skuId, disabledPlanIds }) => {
        const sku = skus.find(({ id }) => id === skuId);
        const off = sku?.plans.filter(({ id }) => disabledPlanIds.includes(id)).map(({ name }) => name) ?? [];
        const data = { group: group.id, licence: skuId };
        return {
          name: sku?.name ?? 'A licence that your organisation has no more',
          text: off.length === 0 ? 'With all its services' : `Without ${off.join(', ')}`,
          actions: [
            executeAction('Services…', 'licence.assign', data),
            executeAction('Remove', 'licence.remove', data),
          ],
        };
      }),
      actions: [
        ...(isSecurityEnabled ? [executeAction('Assign a licence', 'licence.assign', { group: group.id })] : []),
        openAction('Show the group', 'group.show', { group: group.id }),
      ],
    }),
});

const notSecurity = 'It cannot have licences: only groups that are security groups too can.';

function stateWords(count: number, isProcessing: boolean): string {
  if (count === 0) return 'It passes on no licence to its members.';
  return isProcessing ? 'Every member gets them; Microsoft 365 is at work on it.' : 'Every member gets them.';
}

export interface LicenceForm {
  group: Named;
  skus: readonly Sku[];
  /** What was chosen; its services are asked about then. */
  chosen?: { sku: Sku; disabledPlanIds: readonly string[] };
}

/** Which licence, then which of its services. */
export const licenceFormCard = defineCard<LicenceForm>('form', {
  samples: {
    which: { group: guild, skus: [drawing] },
    services: { group: guild, skus: [drawing], chosen: { sku: drawing, disabledPlanIds: [] } },
  },
  asks: () => true,
  text: ({ group }) => `Assign a licence to ${plain(group.displayName)}`,
  view: ({ group, skus, chosen }) =>
    formView({
      title: chosen
        ? `Assign ${escapeText(chosen.sku.name, 80)} to ${escapeText(group.displayName, 120)}?`
        : `Assign a licence to ${escapeText(group.displayName, 120)}`,
      sentence: chosen
        ? `Each of its members takes up one; ${chosen.sku.free} are free. ${roleNeeded('licences')}`
        : 'Its members get what is chosen here.',
      fields: [
        chosen
          ? {
              kind: 'choice',
              id: 'off',
              label: 'Services that are switched off',
              isMultiSelect: true,
              value: chosen.disabledPlanIds.join(','),
              choices: chosen.sku.plans.map(({ id, name }) => ({ value: id, title: name })),
            }
          : {
              kind: 'choice',
              id: 'licence',
              label: 'Licence',
              isRequired: true,
              choices: skus.map(({ id, name, free }) => ({ value: id, title: `${name}, ${free} free` })),
            },
      ],
      send: chosen
        ? {
            title: 'Assign',
            verb: 'licence.assign',
            data: { group: group.id, licence: chosen.sku.id, confirmed: 'yes' },
          }
        : { title: 'Go on', verb: 'licence.assign', data: { group: group.id } },
      others: [executeAction('Leave as it is', 'licence.show', { group: group.id })],
    }),
});

/** Before members lose what they have by a group. */
export const licenceConfirmCard = defineCard<{ group: Named; sku: Sku }>('confirm', {
  samples: { remove: { group: guild, sku: drawing } },
  asks: () => true,
  text: ({ group, sku }) => `Remove ${plain(sku.name)} from ${plain(group.displayName)}?`,
  view: ({ group, sku }) =>
    confirmView({
      title: `Remove ${escapeText(sku.name, 80)} from ${escapeText(group.displayName, 120)}?`,
      sentence:
        'Members who have it by this group alone lose it, and with it the services; what they kept there, mail too, is deleted after a while.',
      yes: { title: 'Remove', verb: 'licence.remove', data: { group: group.id, licence: sku.id } },
      no: { title: 'Keep it', verb: 'licence.show', data: { group: group.id } },
    }),
});

export const licenceToldCard = defineCard<{ what: 'assigned' | 'removed'; group: Named; sku: Sku }>('done', {
  samples: {
    assigned: { what: 'assigned', group: guild, sku: drawing },
    removed: { what: 'removed', group: guild, sku: drawing },
  },
  text: ({ what, group, sku }) => `${plain(sku.name)} is ${what}: ${plain(group.displayName)}`,
  view: ({ what, group, sku }) => ({
    title: `${escapeText(group.displayName, 120)} ${what === 'assigned' ? 'has' : 'no longer has'} ${escapeText(sku.name, 80)}`,
    sentence: 'Microsoft 365 works through its members now; with many that takes hours.',
    detail: '',
    hasDetail: false,
    actions: [executeAction('Licences of the group', 'licence.show', { group: group.id })],
  }),
});

export const licenceErrorsCard = defineCard<{ groups: readonly Group[]; next?: string; isContinued?: boolean }>(
  'rows',
  {
    samples: { none: { groups: [] }, one: { groups: [guild] }, more: { groups: [guild], next: 'opaque' } },
    text: () => 'Groups whose licences do not reach everybody',
    view: ({ groups, next }) =>
      rowsView({
        title: 'Groups whose licences do not reach everybody',
        sentence:
          groups.length === 0
            ? 'Every licence of a group has reached its members.'
            : 'Too few licences, services that cannot stand together, or a missing place of use: the admin center says for whom.',
        rows: groups.map((group) => ({
          name: group.displayName,
          actions: [executeAction('Licences', 'licence.show', { group: group.id })],
        })),
        actions: next === undefined ? [] : [executeAction('More', 'licence.errors', { next })],
      }),
  },
);
