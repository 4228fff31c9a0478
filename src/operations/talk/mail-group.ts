import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';

/**
 * The group that a person names, when it has conversations.
 * @throws AppError `talk.no-mailbox`
 */
export async function mailGroup(name: string, { directory }: Pick<Services, 'directory'>): Promise<Group> {
  const group = await resolveGroup(directory, name);
  if (group.kind === 'microsoft365') return group;
  throw new AppError('denied', {
    code: 'talk.no-mailbox',
    advice:
      group.kind === 'security'
        ? `“${group.displayName}” has no conversations: it is a security group, which has no mailbox.`
        : `Conversations of “${group.displayName}” are mails: look for them in Outlook.`,
  });
}
