import { z } from 'zod';
import { teamArchiveFormCard, type TeamArchiveForm } from '../../cards/team-archive-form.ts';
import { teamArchivedCard, type TeamArchived } from '../../cards/team-archived.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Change } from '../operation.ts';
import { teamBeside } from './team-of.ts';

type Archiving = { form: TeamArchiveForm } | { done: TeamArchived };

const toggle = z
  .enum(['true', 'false'], { error: 'This form is broken. Ask again with “archive team”.' })
  .transform((value) => value === 'true')
  .optional();
const scopes = ['TeamSettings.ReadWrite.All', 'GroupMember.Read.All'];

/**
 * Makes a team one to read only, after a question.
 * @throws AppError `group.not-owner`, `team.none`, `team.no-owner`, `team-archive.failed`
 * @see https://learn.microsoft.com/graph/api/team-archive
 */
export const archiveTeam = defineOperation({
  name: 'team.archive',
  phrases: ['archive team', 'archive the team', 'archive', 'archive team of', 'make team read-only', 'close team'],
  summary: 'Archive a team, so that people read in it but do not write',
  example: 'archive team Design Guild',
  argument: 'group',
  input: z.object({ group: groupName, isSiteReadOnly: toggle, confirmed }),
  scopes,
  dialog: { title: 'Archive a team' },

  async run({ group: wanted, isSiteReadOnly, confirmed: answer }, services): Promise<Archiving> {
    const { group, found } = await teamBeside(wanted, services, (id) => services.teams.team(id));
    if (found.isArchived) return { done: { what: 'archivedAlready', group } };
    if (answer !== 'yes') return { form: { group } };
    const how = await asOwner(group, services, () =>
      services.teams.setArchived(group.id, { isArchived: true, isSiteReadOnly }),
    );
    return { done: { what: how === 'done' ? 'archived' : 'archiving', group } };
  },
  changes: changeOf,
  card: (archiving, reader) =>
    'form' in archiving ? teamArchiveFormCard(archiving.form, reader) : teamArchivedCard(archiving.done, reader),
});

/**
 * Lets people write in an archived team again. Nothing is lost by it, so it asks nothing.
 * @throws AppError as `team.archive`
 * @see https://learn.microsoft.com/graph/api/team-unarchive
 */
export const unarchiveTeam = defineOperation({
  name: 'team.unarchive',
  phrases: ['unarchive team', 'unarchive the team', 'unarchive', 'bring back team', 'reopen team', 'reactivate team'],
  summary: 'Bring an archived team back',
  example: 'unarchive team Design Guild',
  argument: 'group',
  input: z.object({ group: groupName }),
  scopes,

  async run({ group: wanted }, services): Promise<Archiving> {
    const { group, found } = await teamBeside(wanted, services, (id) => services.teams.team(id));
    if (!found.isArchived) return { done: { what: 'activeAlready', group } };
    const how = await asOwner(group, services, () => services.teams.setArchived(group.id, { isArchived: false }));
    return { done: { what: how === 'done' ? 'back' : 'comingBack', group } };
  },
  changes: changeOf,
  card: (archiving, reader) =>
    'form' in archiving ? teamArchiveFormCard(archiving.form, reader) : teamArchivedCard(archiving.done, reader),
});

function changeOf(archiving: Archiving): Change | undefined {
  if ('form' in archiving || archiving.done.what.endsWith('Already')) return undefined;
  return { outcome: 'done', groupId: archiving.done.group.id };
}
