import { z } from 'zod';
import { groupEditedCard, type GroupEdited } from '../../cards/group-edited.ts';
import { mailFormCard, type MailForm } from '../../cards/mail-form.ts';
import { AppError } from '../../domain/errors.ts';
import type { MailSettings } from '../../domain/group-profile.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { groupBeside } from '../side-by-side.ts';
import { refuseUnlessChangeable } from './change-group.ts';

type Setting = { form: MailForm } | { edited: GroupEdited };

const toggle = z
  .enum(['true', 'false'], { error: 'This form is broken. Ask again with “mail settings of”.' })
  .transform((value) => value === 'true')
  .optional();

/**
 * Changes what Exchange keeps about a group, with a form: in a request of its own, as Graph wants it.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`, `mail-settings.none`, `mail-settings.unreadable`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const mailSettings = defineOperation({
  name: 'group.mail-settings',
  phrases: [
    'mail settings of',
    'mail settings for',
    'mail settings',
    'email settings of',
    'senders settings of',
    'hide group',
    'unhide group',
  ],
  sayings: ['change|edit|show|see me? the mail settings of|for {group}'],
  summary: 'Say who may write to a group, who gets its mail, and where it is listed',
  example: 'mail settings of Design Guild',
  argument: 'group',
  input: z.object({
    group: groupName,
    allowExternalSenders: toggle,
    autoSubscribeNewMembers: toggle,
    hideFromAddressLists: toggle,
    hideFromOutlookClients: toggle,
    confirmed,
  }),
  scopes: ['Group.ReadWrite.All'],

  dialog: { title: 'Mail settings' },

  async run({ group: wanted, confirmed: answer, ...typed }, services): Promise<Setting> {
    const { group, beside } = await groupBeside(services.directory, wanted, (id) => services.profiles.mailSettings(id));
    refuseUnlessChangeable(group);
    if (group.kind !== 'microsoft365') throw noMailbox(group.displayName);
    const now = await beside();
    if (!now) throw unreadable(group.displayName);
    if (answer !== 'yes') return { form: { group, settings: now } };

    const changes: Partial<MailSettings> = Object.fromEntries(
      Object.entries(typed).filter(([key, value]) => value !== undefined && value !== now[key as keyof MailSettings]),
    );
    const isChanged = Object.keys(changes).length > 0;
    if (isChanged) await asOwner(group, services, () => services.profiles.changeMailSettings(group.id, changes));
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, String(now[key as keyof MailSettings])]));
    const undo = { verb: 'group.mail-settings', data: { group: group.id, ...before, confirmed: 'yes' } };
    return { edited: { group, changed: isChanged ? ['mail settings'] : [], undo } };
  },
  changes: (setting) =>
    'edited' in setting && setting.edited.changed.length > 0
      ? { outcome: 'done', groupId: setting.edited.group.id }
      : undefined,
  card: (setting, reader) =>
    'form' in setting ? mailFormCard(setting.form, reader) : groupEditedCard(setting.edited, reader),
});

function noMailbox(name: string): AppError {
  return new AppError('denied', {
    code: 'mail-settings.none',
    advice: `“${name}” has no mailbox of its own: only Microsoft 365 groups have.`,
  });
}

function unreadable(name: string): AppError {
  return new AppError('denied', {
    code: 'mail-settings.unreadable',
    advice: `The mail settings of “${name}” are for its members and owners to see.`,
  });
}
