import { z } from 'zod';
import { takeOutConfirmCard, type TakeOut } from '../../cards/take-out-confirm.ts';
import { thingChangedCard, type ThingChanged } from '../../cards/thing-changed.ts';
import { thingsListCard, type ThingsList } from '../../cards/things-list.ts';
import { AppError } from '../../domain/errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { Member } from '../../domain/people.ts';
import { nothingInside } from '../../domain/nesting.ts';
import { asOwner } from '../as-owner.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { resolveGroup } from '../resolve-group.ts';
import { insideAndGroup, outOfGroup } from './nest-words.ts';
import { pageFrom, pageStart } from './page-of.ts';

const mostPages = 3;
/** Groups, devices and apps each have a scope for their names; the one for the whole directory is wider than the three. */
const scopes = ['GroupMember.Read.All', 'Device.Read.All', 'Application.Read.All'] as const;
const which = 'Which one? Say it such as “remove group SEC Release from SEC Build”.';

/** What a group holds besides people. @see https://learn.microsoft.com/graph/api/group-list-members */
export const thingsInside = defineOperation({
  name: 'member.things',
  phrases: ['what is inside', "what's inside", 'groups inside', 'devices in', 'apps in', 'groups nested in'],
  summary: 'Show the groups, devices and apps inside a group',
  example: 'what is inside SEC Build Servers',
  argument: 'group',
  input: z.object({ group: groupName, from: pageStart }),
  scopes,

  async run({ group: name, from }, services): Promise<ThingsList> {
    const group = await resolveGroup(services.directory, name);
    const [things, standing] = await Promise.all([thingsOf(group, services), services.directory.standingIn(group.id)]);
    return { group, standing, ...pageFrom(things, from) };
  },
  card: thingsListCard,
});

/**
 * Takes a group, a device or an app out of a group, after asking once more.
 * @throws AppError `thing.not-found`, `group.not-owner`, `group.cannot-change.*`
 * @see https://learn.microsoft.com/graph/api/group-delete-members
 */
export const takeOut = defineOperation({
  name: 'member.take-out',
  phrases: ['remove group', 'remove device', 'remove app', 'unnest'],
  sayings: ['remove|take the? group|device|app {thing} from {group}'],
  isDestructive: true,
  summary: 'Take a group, a device or an app out of a group',
  example: 'remove group SEC Release Managers from SEC Build Servers',
  fromWords: (words) => insideAndGroup(words, outOfGroup),
  input: z.object({
    thing: z.string({ error: which }).trim().min(1, which).max(256, 'This name is too long: up to 256 characters.'),
    group: groupName,
    confirmed,
  }),
  scopes: ['GroupMember.ReadWrite.All', ...scopes],

  async run(
    { thing: wanted, group: name, confirmed: answer },
    services,
  ): Promise<{ ask: TakeOut } | { done: ThingChanged }> {
    const group = await resolveGroup(services.directory, name);
    refuseUnlessByHand(group);
    const thing = called(wanted, await thingsOf(group, services));
    if (!thing) throw nothingInside(wanted, group);
    if (answer !== 'yes') return { ask: { group, thing } };
    const what = await remove(group, thing, services);
    return { done: { what, kind: thing.type === 'group' ? 'group' : 'device', group, thing } };
  },
  changes: (result) =>
    'done' in result && result.done.what === 'removed' ? { outcome: 'done', groupId: result.done.group.id } : undefined,
  card: (result, reader) =>
    'ask' in result ? takeOutConfirmCard(result.ask, reader) : thingChangedCard(result.done, reader),
});

async function remove(group: Group, { id }: Member, services: Services): Promise<'removed' | 'goneAlready'> {
  try {
    await asOwner(group, services, () => services.directory.removeMember(group.id, id));
    return 'removed';
  } catch (error) {
    if (error instanceof AppError && error.code === 'member.not-present') return 'goneAlready';
    throw error;
  }
}

async function thingsOf(group: Group, { directory }: Services): Promise<Member[]> {
  const things: Member[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || next !== undefined); page++) {
    const read = await directory.membersOf(group.id, { pageSize: 999, ...(next !== undefined && { next }) });
    things.push(...read.items.filter(({ type }) => type !== 'person'));
    next = read.next;
  }
  return things;
}

function called(wanted: string, things: readonly Member[]): Member | undefined {
  const sought = wanted.toLowerCase();
  return (
    things.find(({ id }) => id.toLowerCase() === sought) ??
    things.find(({ displayName }) => displayName.toLowerCase() === sought)
  );
}
