import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';
import { resolveGroup } from '../resolve-group.ts';
import { groupBeside } from '../side-by-side.ts';

/**
 * The group that a person names, when it has conversations.
 * @throws AppError `talk.no-mailbox`
 */
export async function mailGroup(name: string, { directory }: Pick<Services, 'directory'>): Promise<Group> {
  const group = await resolveGroup(directory, name);
  refuseWithoutMailbox(group);
  return group;
}

/**
 * The same with what is read of it, side by side where a card gave its id.
 * @throws AppError `talk.no-mailbox`
 */
export async function mailGroupWith<T>(
  name: string,
  { directory }: Pick<Services, 'directory'>,
  read: (groupId: string) => Promise<T>,
): Promise<{ group: Group; found: T }> {
  const { group, beside } = await groupBeside(directory, name, read);
  refuseWithoutMailbox(group);
  return { group, found: await beside() };
}

function refuseWithoutMailbox(group: Group): void {
  if (group.kind === 'microsoft365') return;
  throw new AppError('denied', {
    code: 'talk.no-mailbox',
    advice:
      group.kind === 'security'
        ? `“${group.displayName}” has no conversations: it is a security group, which has no mailbox.`
        : `Conversations of “${group.displayName}” are mails: look for them in Outlook.`,
  });
}
