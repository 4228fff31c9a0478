import { z } from 'zod';
import { chooseThingCard, type ChooseThing } from '../../cards/choose-thing.ts';
import { thingChangedCard, type ThingChanged } from '../../cards/thing-changed.ts';
import { alreadyInside, noThingCalled, whyNotInside } from '../../domain/nesting.ts';
import type { DirectoryThing } from '../../domain/memberships.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed, groupName } from '../inputs.ts';
import type { Operation, Services } from '../operation.ts';
import { refuseUnlessByHand } from '../owned-group.ts';
import { resolveGroup } from '../resolve-group.ts';
import { begun } from '../side-by-side.ts';
import { putInside } from './put-inside.ts';
import { insideAndGroup, intoGroup } from './nest-words.ts';

const id = z.guid();

/** Devices, so that what is given to the group reaches them. */
export const addDevice = adding('device', 'member.add-device', {
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Device.Read.All'],
  example: 'add device RECEPTION-KIOSK to SEC VPN Users',
});

/** Apps, as their service principals. */
export const addApp = adding('app', 'member.add-app', {
  scopes: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Application.ReadWrite.All'],
  example: 'add app Dye Lab Bookings to SEC VPN Users',
});

function adding(
  kind: 'device' | 'app',
  name: string,
  { scopes, example }: { scopes: string[]; example: string },
): Operation {
  const which = `Which ${kind}? Say it such as “${example}”.`;
  return defineOperation({
    name,
    phrases: [`add ${kind}`, `put ${kind}`],
    sayings: [`put|add the? ${kind} {thing} to|into|in {group}`],
    summary: `Add ${kind === 'app' ? 'an app' : 'a device'} to a security group`,
    example,
    fromWords: (words) => insideAndGroup(words, intoGroup),
    input: z.object({
      thing: z.string({ error: which }).trim().min(1, which).max(256, 'This name is too long: up to 256 characters.'),
      group: groupName,
      confirmed,
    }),
    scopes,

    async run({ thing: wanted, group: groupWanted, confirmed: answer }, services) {
      const { directory, memberships } = services;
      const finding = begun(thingsCalled(kind, wanted, services));
      const group = await resolveGroup(directory, groupWanted);
      const refusal = whyNotInside(group, kind);
      if (refusal) throw refusal;
      refuseUnlessByHand(group);
      const found = await finding();
      const [only, ...others] = found;
      if (!only) throw noThingCalled(kind, wanted);
      if (others.length > 0) return { choose: { verb: name, kind, wanted, group, things: found } };
      const held = await memberships.whichHold({ kind: 'object', id: only.id }, [group.id]);
      const isInside = held.length > 0 && (await directory.hasMember(group.id, only.id));
      if (isInside) throw alreadyInside(group, only.displayName);
      if (held.length > 0 && answer !== 'yes')
        return { choose: { verb: name, kind, wanted, group, things: [only], isThrough: true } };
      await putInside(group, only, services);
      return { done: { what: 'added' as const, kind, group, thing: only } };
    },
    changes: (result: { choose: ChooseThing } | { done: ThingChanged }) =>
      'done' in result ? { outcome: 'done', groupId: result.done.group.id } : undefined,
    card: (result: { choose: ChooseThing } | { done: ThingChanged }, reader) =>
      'choose' in result ? chooseThingCard(result.choose, reader) : thingChangedCard(result.done, reader),
  });
}

/** A button carries the id of one of several of a name. */
async function thingsCalled(
  kind: 'device' | 'app',
  wanted: string,
  { memberships }: Services,
): Promise<Pick<DirectoryThing, 'id' | 'displayName'>[]> {
  const all = await memberships.thingsNamed(kind, id.safeParse(wanted).success ? { id: wanted } : { name: wanted });
  return all.slice(0, 5);
}
