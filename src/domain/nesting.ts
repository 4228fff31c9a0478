import { AppError } from './errors.ts';
import type { Group } from './groups.ts';

/** What a security group holds besides people. */
export type ThingKind = 'group' | 'device' | 'app';

/** As people say it. */
export function thingWord(kind: ThingKind): string {
  return { group: 'group', device: 'device', app: 'app' }[kind];
}

/**
 * Why a group takes no other groups, devices or apps.
 * @returns undefined where it does
 * @see https://learn.microsoft.com/graph/api/resources/groups-overview#group-membership
 */
export function whyNotInside(group: Group, kind: ThingKind, inner?: Group): AppError | undefined {
  if (group.kind === 'microsoft365')
    return cannotBe(
      'group.people-only',
      `“${group.displayName}” is a Microsoft 365 group, which takes people only. ${kind === 'group' ? 'Add its people instead: “everybody in …” shows them.' : 'Use a security group.'}`,
    );
  if (inner?.kind === 'microsoft365')
    return cannotBe(
      'group.not-nestable',
      `“${inner.displayName}” is a Microsoft 365 group, and those cannot be inside another group. Add its people instead: “everybody in ${inner.displayName}” shows them.`,
    );
  if (inner?.id === group.id) return cannotBe('group.not-nestable', 'A group cannot be inside itself.');
  return undefined;
}

/** What the directory refuses although nothing that is known here speaks against it. */
export function notTaken(group: Group, name: string): AppError {
  return cannotBe(
    'group.not-nestable',
    `“${group.displayName}” does not take “${name}”. Security groups take people, security groups, devices and apps.`,
  );
}

export function alreadyInside(group: Group, name: string): AppError {
  return new AppError('conflict', {
    code: 'member.already-present',
    advice: `“${name}” is inside “${group.displayName}” already.`,
  });
}

export function noThingCalled(kind: ThingKind, name: string): AppError {
  return new AppError('notFound', {
    code: 'thing.not-found',
    advice: `There is no ${thingWord(kind)} called “${name}” that you can see. Write its whole name, as the directory has it.`,
  });
}

export function nothingInside(name: string, group: Group): AppError {
  return new AppError('notFound', {
    code: 'thing.not-found',
    advice: `“${group.displayName}” holds no group, device or app called “${name}”. “What is inside ${group.displayName}” shows them.`,
  });
}

function cannotBe(code: string, advice: string): AppError {
  return new AppError('denied', { code, advice });
}
