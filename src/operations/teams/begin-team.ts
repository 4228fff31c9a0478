import { z } from 'zod';
import { setUpFormCard, type SetUpForm } from '../../cards/set-up-form.ts';
import { teamBegunCard, type TeamBegun } from '../../cards/team-begun.ts';
import { AppError } from '../../domain/errors.ts';
import { teamNeedsOwner, teamToBeAskedFor, whyNoTeam } from '../../domain/team-errors.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { rulingFor } from '../requests/approval-for.ts';
import { resolveGroup } from '../resolve-group.ts';

const mostChannels = 20;
const longestName = 50;

/**
 * Puts a team on a group that begins with channels. Teams makes it some time after it was asked to.
 * @throws AppError `team.already-present`, `team.no-owner`, `team.wrong-kind`, `team.not-ready`, `group.not-owner`
 * @see https://learn.microsoft.com/graph/api/team-post
 */
export const beginTeam = defineOperation({
  name: 'team.set-up',
  phrases: ['set up a team on', 'set up a team for', 'team with channels on'],
  summary: 'Put a team on a group, with channels to begin with',
  example: 'set up a team on Reading Room',
  argument: 'group',
  input: z.object({
    group: groupName,
    channels: z.string({ error: 'Write a channel a line.' }).max(4000, 'These are too many channels.').default(''),
    confirmed,
  }),
  scopes: ['Team.Create', 'GroupMember.Read.All'],

  async run(
    { group: name, channels: text, confirmed: answer },
    services,
  ): Promise<{ form: SetUpForm } | { begun: TeamBegun }> {
    const { directory, creations } = services;
    const group = await resolveGroup(directory, name);
    if (group.hasTeam)
      throw new AppError('conflict', {
        code: 'team.already-present',
        advice: `“${group.displayName}” has a team already. “New channel …” adds channels to it.`,
      });
    const never = whyNoTeam(group);
    if (never) throw never;
    const channels = channelsIn(text);
    const problem = problemOf(channels);
    if (answer !== 'yes' || problem !== undefined)
      return { form: { group, channels: text, ...(answer === 'yes' && problem !== undefined && { problem }) } };
    if ((await directory.ownersOf(group.id)).length === 0) throw teamNeedsOwner(group);
    const { isFree } = await rulingFor({ kind: 'team', group, isOwner: true }, services);
    if (!isFree) throw teamToBeAskedFor(group);
    await asOwner(group, services, () => creations.setUpTeam(group.id, channels));
    return { begun: { group, channels } };
  },
  changes: (result) => ('begun' in result ? { outcome: 'done', groupId: result.begun.group.id } : undefined),
  card: (result, reader) =>
    'form' in result ? setUpFormCard(result.form, reader) : teamBegunCard(result.begun, reader),
});

/** Every team has a channel “General” anyway. */
function channelsIn(text: string): string[] {
  const names = text
    .split(/[\n;]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '' && name.toLowerCase() !== 'general');
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

/** @see https://learn.microsoft.com/microsoftteams/limits-specifications-teams */
function problemOf(channels: readonly string[]): string | undefined {
  if (channels.length > mostChannels) return 'Up to 20 channels to begin with; more can be added later.';
  if (channels.some((name) => name.length > longestName)) return 'Names of channels have up to 50 characters.';
  const odd = channels.find((name) => /[~#%&*{}+/\\:<>?|'",]|\.\.|^[_.]|\.$|\p{Cc}/u.test(name));
  return odd === undefined
    ? undefined
    : `“${odd}” has a sign that names of channels cannot have, such as & * : ' or a full stop at the end.`;
}
