import { randomUUID } from 'node:crypto';
import { resourceApps, skus } from '../../src/sandbox/tenant/apps.ts';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { templateIds } from '../../src/sandbox/tenant/templates.ts';
import type { Objects } from './objects.ts';
import { splitPath } from './paths.ts';
import type { Situation } from './situations.ts';
import { stage } from './stage.ts';

/** What a body or a query is filled with. */
export interface Filling {
  objects: Objects;
  situation: Situation;
  /** Who asks, for placeholders that mean the caller. */
  callerId: string;
  /** Client id of the app, for properties that name one. */
  appId: string;
  /** Which of a list it is: each `{id}` of a list stands for another thing. */
  nth?: number;
}

/** Properties that hold an id, and of what. */
const kinds: Record<string, string> = {
  groupId: 'group',
  containerId: 'group',
  principalId: 'group',
  planId: 'plan',
  bucketId: 'bucket',
  userId: 'user',
  onBehalfOfUserId: 'user',
};

/** Stand-ins for a setting and its value, which have to be real ones. */
const settingStandIns: Record<string, string> = { 'name-value': 'AllowToAddGuests', 'value-value': 'true' };
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const lists = ['groupIds', 'ids'];

/** @returns the printed value with what stands for something replaced by what there is */
export async function fillValue(filling: Filling, value: unknown, key = ''): Promise<unknown> {
  if (typeof value === 'string') return fillText(filling, value, key);
  if (Array.isArray(value)) {
    if (lists.includes(key)) return fillGroups(filling, value);
    if (key === 'disabledPlans') return [];
    return Promise.all(value.map((item, nth) => fillValue({ ...filling, nth }, item, key)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([name, inner]): Promise<[string, unknown]> => {
    const isPerson = guid.test(name);
    return [isPerson ? person(filling, name) : name, await fillValue(filling, inner, name)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function fillText(filling: Filling, text: string, key: string): Promise<string> {
  const { objects, situation, appId } = filling;
  if (/^https?:\/\/[^/]+\/(v1\.0|beta)\//.test(text)) return fillAddress(filling, text);
  if (key === 'owner' && guid.test(text)) return objects.isAbout('planner') ? stage.group : appId;
  const kind = kinds[key];
  if (kind !== undefined) return isNowhere(situation) ? objects.unknown(kind) : objects.named(kind);
  if (key === 'templateId') return guid.test(text) ? text : templateIds.unified;
  if (key === 'resourceId') return isNowhere(situation) ? randomUUID() : (resourceApps[0]?.id ?? '');
  if (key === 'skuId' || key === 'removeLicenses') return skus[(filling.nth ?? 0) % skus.length]?.skuId ?? '';
  if (objects.isAbout('groupSettings') || objects.isAbout('settings')) return settingStandIns[text] ?? text;
  if (/^datetime-value$/i.test(text)) return new Date().toISOString();
  return text.replace(/\{([^{}]*)\}/g, (_, words: string) => `stage${words.replace(/[^A-Za-z0-9]/g, '')}`);
}

/** The address of an object, by which it is referred to. */
export function fillAddress(filling: Filling, address: string): string {
  const [, start = '', path = ''] = /^(https?:\/\/[^/]+\/(?:v1\.0|beta))(\/.*)$/.exec(address) ?? [];
  const [collection = '', key = '', ...rest] = splitPath(path);
  if (rest.length > 0) return address;
  switch (collection) {
    case 'users':
    case 'directoryObjects':
      return `${start}/${collection}/${person(filling, key)}`;
    case 'groups':
      return `${start}/groups/${isNowhere(filling.situation) ? randomUUID() : stage.group}`;
    default:
      return address;
  }
}

/** Whether nothing that is named is there. */
function isNowhere({ named }: Situation): boolean {
  return named === 'nothing' || named === 'nonsense';
}

function person({ objects, situation, callerId, nth }: Filling, word: string): string {
  if (/caller/i.test(word)) return callerId;
  return situation.named === 'nothing'
    ? objects.unknown('user')
    : objects.outsider(word.includes('{') ? `${word}${nth ?? ''}` : word);
}

/** Groups that are asked about one by one: the first holds whoever is asked about, the others need not. */
function fillGroups({ situation }: Filling, printed: readonly unknown[]): string[] {
  const known = [stage.parent, cast.guest.id, stage.child];
  return printed.map((_, index) => (isNowhere(situation) ? undefined : known[index]) ?? randomUUID());
}
