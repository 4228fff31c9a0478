import { z } from 'zod';
import {
  extensionConfirmCard,
  extensionsCard,
  extensionToldCard,
  valuesFormCard,
  type ValuesForm,
} from '../../cards/extensions.ts';
import { AppError } from '../../domain/errors.ts';
import { linesOf, ownExtension, valuesIn, type Extension } from '../../domain/extensions.ts';
import type { Group } from '../../domain/groups.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { wantedAndGroup } from './wanted-and-group.ts';

const name = z
  .string({ error: 'Which data? Say its name.' })
  .trim()
  .regex(/^[A-Za-z][\w.]{0,119}$/u, 'Names of data are made of letters, digits and dots, such as com.contoso.costs.');
const writes = ['Group.ReadWrite.All'] as const;

/** @see https://learn.microsoft.com/graph/api/opentypeextension-get */
export const showExtensions = defineOperation({
  name: 'extension.show',
  phrases: ['extra data of', 'data of', 'custom data of', 'extensions of', 'show extra data of'],
  summary: 'Show what else is kept with a group, such as a cost centre',
  example: 'extra data of Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes: ['Group.Read.All'],

  async run({ group: wanted }, { directory, governance }) {
    const group = await resolveGroup(directory, wanted);
    return { group, extensions: await governance.extensionsOf(group.id) };
  },
  card: extensionsCard,
});

type Putting = { form: ValuesForm } | { saved: Group };

/**
 * Keeps values with a group. What is left out of those that were there is deleted.
 * @throws AppError `group.not-owner`, `extension.refused`
 * @see https://learn.microsoft.com/graph/api/opentypeextension-update
 */
export const putExtension = defineOperation({
  name: 'extension.put',
  phrases: ['put extra data on', 'put data on', 'write extra data of', 'change extra data of', 'keep with'],
  summary: 'Keep values with a group, such as a cost centre',
  example: 'put extra data on Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    extension: name.default(ownExtension),
    lines: z.string({ error: 'Write a value a line.' }).max(8_000).optional(),
  }),
  scopes: writes,

  dialog: { title: 'Extra data' },

  async run({ group: wanted, extension, lines }, services): Promise<Putting> {
    const { directory, governance } = services;
    const group = await resolveGroup(directory, wanted);
    const now = await extensionIfAny(group.id, extension, services);
    if (lines === undefined) return { form: { group, extension, lines: linesOf(now?.values ?? {}) } };
    const read = valuesIn(lines);
    if ('problem' in read) return { form: { group, extension, lines, problem: read.problem } };
    const dropped = Object.keys(now?.values ?? {}).filter((key) => !Object.hasOwn(read.values, key));
    const values = { ...Object.fromEntries(dropped.map((key) => [key, null])), ...read.values };
    const wish = { name: extension, values };
    await asOwner(group, services, () =>
      now ? governance.changeExtension(group.id, wish) : governance.createExtension(group.id, wish),
    );
    return { saved: group };
  },
  changes: (putting) => ('saved' in putting ? { outcome: 'done', groupId: putting.saved.id } : undefined),
  card: (putting, reader) =>
    'form' in putting
      ? valuesFormCard(putting.form, reader)
      : extensionToldCard({ what: 'saved', group: putting.saved }, reader),
});

/**
 * @throws AppError `group.not-owner`, `extension.not-found`
 * @see https://learn.microsoft.com/graph/api/opentypeextension-delete
 */
export const deleteExtension = defineOperation({
  name: 'extension.delete',
  phrases: ['delete extra data', 'remove extra data', 'delete data'],
  isDestructive: true,
  summary: 'Delete what else is kept with a group',
  example: 'delete extra data com.contoso.costs from Design Guild',
  fromWords: (words) => wantedAndGroup(words, 'extension', 'from'),
  input: z.object({ group: groupName, extension: name.default(ownExtension), confirmed }),
  scopes: writes,

  async run({ group: wanted, extension: called, confirmed: answer }, services) {
    const { directory, governance } = services;
    const group = await resolveGroup(directory, wanted);
    const extension = await governance.extension(group.id, called);
    if (answer === 'yes') await asOwner(group, services, () => governance.deleteExtension(group.id, extension.name));
    return { group, extension, isDeleted: answer === 'yes' };
  },
  changes: ({ isDeleted, group }) => (isDeleted ? { outcome: 'done', groupId: group.id } : undefined),
  card: ({ isDeleted, group, extension }, reader) =>
    isDeleted
      ? extensionToldCard({ what: 'deleted', group }, reader)
      : extensionConfirmCard({ group, extension }, reader),
});

async function extensionIfAny(
  groupId: string,
  called: string,
  { governance }: Services,
): Promise<Extension | undefined> {
  try {
    return await governance.extension(groupId, called);
  } catch (error) {
    if (error instanceof AppError && error.code === 'extension.not-found') return undefined;
    throw error;
  }
}
