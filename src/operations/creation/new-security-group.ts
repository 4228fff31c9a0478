import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { kindCreatedCard, type KindCreated } from '../../cards/kind-created.ts';
import { securityFormCard, type SecurityForm } from '../../cards/security-form.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import { draftId, uniqueNameOf } from './draft-name.ts';
import { nameProblemsOf, newDescription, newName, nicknameFor } from './kind-inputs.ts';

/**
 * Makes a security group, which whoever asks owns. Graph judges who may: it is each organisation's setting.
 * @throws AppError `group.create-denied`, `group.quota`, `group.not-ready`
 * @see https://learn.microsoft.com/graph/api/group-post-groups
 */
export const newSecurityGroup = defineOperation({
  name: 'group.new-security',
  phrases: ['new security group', 'create security group', 'create a security group', 'make a security group'],
  summary: 'Create a security group, to give access to things',
  example: 'new security group Print Room',
  argument: 'displayName',
  input: z.object({ displayName: newName, description: newDescription, draftId, confirmed }),
  scopes: ['Group.ReadWrite.All'],

  dialog: { title: 'New security group' },

  async run(
    { displayName, description, draftId: draft, confirmed: answer },
    services,
  ): Promise<{ form: SecurityForm } | { created: KindCreated }> {
    const problems = answer === 'yes' ? nameProblemsOf(displayName, description) : {};
    if (answer !== 'yes' || draft === undefined || Object.keys(problems).length > 0)
      return { form: { draftId: draft ?? randomUUID(), displayName, description, problems } };
    const uniqueName = uniqueNameOf(draft, services);
    const mailNickname = nicknameFor(displayName, uniqueName);
    const wish = { kind: 'security', displayName, mailNickname, description } as const;
    return { created: { group: await services.creations.make(uniqueName, wish), isByRule: false } };
  },
  changes: (result) => ('created' in result ? { outcome: 'done', groupId: result.created.group.id } : undefined),
  card: (result, reader) =>
    'form' in result ? securityFormCard(result.form, reader) : kindCreatedCard(result.created, reader),
});
