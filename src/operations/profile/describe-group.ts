import { z } from 'zod';
import { groupEditedCard, type GroupEdited } from '../../cards/group-edited.ts';
import { describeFormCard, type DescribeForm } from '../../cards/describe-form.ts';
import { planLimits } from '../../domain/group-plan.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import { resolveGroup } from '../resolve-group.ts';
import { textAfter } from '../text-words.ts';
import { changeGroup, refuseUnlessChangeable } from './change-group.ts';

type Describing = { form: DescribeForm } | { edited: GroupEdited };

/**
 * Says what a group is for. An empty text, sent from the form, takes the description away.
 * @throws AppError `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-update
 */
export const describeGroup = defineOperation({
  name: 'group.describe',
  phrases: ['describe', 'describe group', 'set description of', 'change description of', 'change the description of'],
  summary: 'Say what a group is for',
  example: 'describe Design Guild as Everybody who draws',
  fromWords: (words) => textAfter(words, /(?:\s+(?:as|to)\s+|:\s*)/giu, 'description'),
  input: z.object({
    group: groupName,
    description: z.string({ error: 'Say in words what the group is for.' }).trim().max(8_000).default(''),
    confirmed,
  }),
  scopes: ['Group.ReadWrite.All'],

  async run({ group: wanted, description, confirmed: answer }, services): Promise<Describing> {
    const group = await resolveGroup(services.directory, wanted);
    refuseUnlessChangeable(group);
    const now = group.description ?? '';
    if (description === '' && answer !== 'yes') return { form: { group, description: now } };
    if (description.length > planLimits.description)
      return { form: { group, description, problem: `Please keep this under ${planLimits.description} characters.` } };

    const isChanged = description !== now;
    await changeGroup(group, isChanged ? { description } : {}, services);
    const undo = { verb: 'group.describe', data: { group: group.id, description: now, confirmed: 'yes' } };
    return { edited: { group, changed: isChanged ? ['description'] : [], undo } };
  },
  changes: (describing) =>
    'edited' in describing && describing.edited.changed.length > 0
      ? { outcome: 'done', groupId: describing.edited.group.id }
      : undefined,
  card: (describing, reader) =>
    'form' in describing ? describeFormCard(describing.form, reader) : groupEditedCard(describing.edited, reader),
});
