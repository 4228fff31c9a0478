import { linkKinds } from './records.ts';
import type { LinkKind } from './records.ts';

const none: ReadonlySet<string> = new Set();

/** Both directions of every link, so that neither "who is in it" nor "what is she in" walks the directory. */
export class LinkIndex {
  readonly #ofGroup = new Map<string, Set<string>>();
  readonly #ofObject = new Map<string, Set<string>>();

  /** @returns object ids, in the order in which they were linked */
  ofGroup(groupId: string, kind: LinkKind): ReadonlySet<string> {
    return this.#ofGroup.get(kind + groupId) ?? none;
  }

  /** @returns group ids, deleted groups among them */
  ofObject(objectId: string, kind: LinkKind): ReadonlySet<string> {
    return this.#ofObject.get(kind + objectId) ?? none;
  }

  /** @returns false when the link was there */
  add(groupId: string, kind: LinkKind, objectId: string): boolean {
    if (this.ofGroup(groupId, kind).has(objectId)) return false;
    put(this.#ofGroup, kind + groupId, objectId);
    put(this.#ofObject, kind + objectId, groupId);
    return true;
  }

  /** @returns false when there was no such link */
  remove(groupId: string, kind: LinkKind, objectId: string): boolean {
    if (!this.ofGroup(groupId, kind).has(objectId)) return false;
    take(this.#ofGroup, kind + groupId, objectId);
    take(this.#ofObject, kind + objectId, groupId);
    return true;
  }

  /** Forgets a group that is gone for good. */
  removeGroup(groupId: string): void {
    for (const kind of linkKinds) {
      for (const objectId of [...this.ofGroup(groupId, kind)]) this.remove(groupId, kind, objectId);
      for (const parentId of [...this.ofObject(groupId, kind)]) this.remove(parentId, kind, groupId);
    }
  }

  clear(): void {
    this.#ofGroup.clear();
    this.#ofObject.clear();
  }
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function take(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  set?.delete(value);
  if (set?.size === 0) map.delete(key);
}
