import { z } from 'zod';
import { nestFormCard, type NestForm } from '../../cards/nest-form.ts';
import { thingChangedCard, type ThingChanged } from '../../cards/thing-changed.ts';
import { alreadyInside, whyNotInside } from '../../domain/nesting.ts';
import type { Group } from '../../domain/groups.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { putInside } from './put-inside.ts';
import { insideAndGroup, intoGroup } from './nest-words.ts';

const which = 'Which group is to be inside? Say it such as “nest SEC Release in SEC Build”.';

/**
 * Puts a security group inside another, after saying who gets in with it and where they are then: access follows.
 * @throws AppError `group.people-only`, `group.not-nestable`, `member.already-present`, `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
export const nestGroup = defineOperation({
  name: 'member.nest',
  phrases: ['nest', 'nest group', 'add group', 'put group'],
  sayings: ['put|add the? group {thing} into|inside|to {group}', 'nest the? group? {thing} in|into|inside {group}'],
  summary: 'Put a security group inside another',
  example: 'nest SEC Release Managers in SEC Build Servers',
  fromWords: (words) => insideAndGroup(words, intoGroup),
  input: z.object({
    thing: z.string({ error: which }).trim().min(1, which).max(256, 'This name is too long: up to 256 characters.'),
    group: groupName,
    confirmed,
  }),
  scopes: ['GroupMember.ReadWrite.All', 'Directory.Read.All'],

  async run({ thing, group: name, confirmed: answer }, services): Promise<{ form: NestForm } | { done: ThingChanged }> {
    const { directory } = services;
    const [inner, group] = await Promise.all([resolveGroup(directory, thing), resolveGroup(directory, name)]);
    const refusal = whyNotInside(group, 'group', inner);
    if (refusal) throw refusal;
    refuseUnlessByHand(group);
    const [isInside, form] = await Promise.all([
      unlessRefused(directory.hasMember(group.id, inner.id)),
      answer === 'yes' ? undefined : formFor(group, inner, services),
    ]);
    if (isInside === true) throw alreadyInside(group, inner.displayName);
    if (form) return { form };
    await putInside(group, { id: inner.id, displayName: inner.displayName }, services);
    return { done: { what: 'added', kind: 'group', group, thing: { id: inner.id, displayName: inner.displayName } } };
  },
  changes: (result) => ('done' in result ? { outcome: 'done', groupId: result.done.group.id } : undefined),
  card: (result, reader) =>
    'form' in result ? nestFormCard(result.form, reader) : thingChangedCard(result.done, reader),
});

/** Whoever is in the inner group is then in every group that holds the outer one, too. */
async function formFor(group: Group, inner: Group, { memberships }: Services): Promise<NestForm> {
  const [ids, everybody] = await Promise.all([
    memberships.idsAround({ kind: 'group', id: group.id }),
    unlessRefused(memberships.everybodyIn(inner.id, { pageSize: 1 })),
  ]);
  const around = (await unlessRefused(memberships.things(ids.filter((id) => id !== inner.id)))) ?? [];
  return {
    group,
    inner,
    around: around.map(({ displayName }) => displayName),
    isCircle: ids.some((id) => id.toLowerCase() === inner.id.toLowerCase()),
    ...(everybody?.count !== undefined && { count: everybody.count }),
  };
}
