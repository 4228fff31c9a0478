import type { Activity } from 'botbuilder';
import type { PendingCommand } from '../../ports/sign-ins.ts';

/** What a scope lets Muster do in the person's name, after "to …". */
const scopeWords: Readonly<Record<string, string>> = {
  'User.Read': 'read your profile',
  'User.ReadBasic.All': "read people's names and addresses",
  'User.Read.All': "read people's profiles",
  'Group.Read.All': 'read the groups that you may see',
  'Group.ReadWrite.All': 'read and change the groups that you may manage',
  'Group-Conversation.Read.All': 'read the conversations of your groups',
  'Group-Conversation.ReadWrite.All': 'read and write in the conversations of your groups',
  'GroupMember.Read.All': 'read who is in the groups that you may see',
  'GroupMember.ReadWrite.All': 'add and remove members where you may',
  'Directory.Read.All': 'read the directory of your organisation',
  'Directory.ReadWrite.All': 'change the directory where you may',
  'Team.Create': 'create teams',
  'Team.ReadBasic.All': 'read the names of your teams',
  'Channel.ReadBasic.All': 'read the names of channels',
  'Calendars.Read': 'read calendars',
  'Tasks.Read': 'read plans and tasks',
  'Tasks.ReadWrite': 'read and change plans and tasks',
  'Notes.Read.All': 'read notebooks',
  'Sites.Read.All': 'read sites',
};

/** "read your profile, create teams and read sites". A scope without words stands for itself. */
export function permissionsInWords(scopes: readonly string[]): string {
  const words = scopes.map((scope) => scopeWords[scope] ?? `use the permission ${scope}`);
  const last = words.pop() ?? 'know who you are';
  return words.length > 0 ? `${words.join(', ')} and ${last}` : last;
}

/** The waiting command in the person's own words, or what stands for a button that was pressed. */
export function commandInWords(activity: Partial<Activity>): string {
  const words = (activity.text ?? '')
    .replace(/<at>[^<]*<\/at>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!words) return 'what you just pressed';
  return `“${words.length > 80 ? `${words.slice(0, 79)}…` : words}”`;
}

/** As `commandInWords`, for a stored command. */
export function pendingInWords(pending: PendingCommand): string {
  const { text } = pending.activity;
  return commandInWords(typeof text === 'string' ? { text } : {});
}
