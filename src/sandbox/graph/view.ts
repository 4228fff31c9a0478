import type { GroupRecord, LinkKind, ObjectRecord } from '../tenant/records.ts';
import type { Tenant } from '../tenant/tenant.ts';

const hour = 3_600_000;

/** Remembers what was written lately, which readers may not see yet: the directory's replicas lag behind. */
export class Replication {
  readonly #writtenAt = new Map<string, number>();
  readonly #now: () => number;
  readonly #lagMs: () => number;

  constructor(tenant: Tenant, now: () => number, lagMs: () => number) {
    this.#now = now;
    this.#lagMs = lagMs;
    tenant.onChange((change) => {
      if (change.kind === 'reset') this.#writtenAt.clear();
      else if (change.kind === 'created') this.#note(change.groupId);
      else if (change.kind === 'linked') this.#note(linkKey(change.groupId, change.link, change.objectId));
      else if (change.kind === 'unlinked') {
        this.#writtenAt.delete(linkKey(change.groupId, change.link, change.objectId));
        this.#note(removalKey(change.groupId, change.link, change.objectId));
      }
    });
  }

  /** Whether something, or the removal of something, was written so lately that readers do not see it. A clock that was put back hides nothing. */
  isHidden(key: string): boolean {
    const lag = this.#lagMs();
    const at = lag > 0 ? this.#writtenAt.get(key) : undefined;
    if (at === undefined) return false;
    const age = this.#now() - at;
    return age >= 0 && age < lag;
  }

  #note(key: string): void {
    const now = this.#now();
    for (const [old, at] of this.#writtenAt) {
      if (now - at < hour) break;
      this.#writtenAt.delete(old);
    }
    this.#writtenAt.delete(key);
    this.#writtenAt.set(key, now);
  }
}

function linkKey(groupId: string, kind: LinkKind, objectId: string): string {
  return `${groupId}/${kind}/${objectId}`;
}

function removalKey(groupId: string, kind: LinkKind, objectId: string): string {
  return `removed ${linkKey(groupId, kind, objectId)}`;
}

/** The directory as reads see it. */
export class View {
  readonly #tenant: Tenant;
  readonly #replication: Replication;

  constructor(tenant: Tenant, replication: Replication) {
    this.#tenant = tenant;
    this.#replication = replication;
  }

  group(id: string): GroupRecord | undefined {
    const group = this.#tenant.group(id);
    return group && !this.#replication.isHidden(group.id) ? group : undefined;
  }

  *groups(after: number): Iterable<GroupRecord> {
    for (const group of this.#tenant.groups(after)) if (!this.#replication.isHidden(group.id)) yield group;
  }

  object(id: string): ObjectRecord | undefined {
    const object = this.#tenant.object(id);
    return object && !this.#replication.isHidden(object.id) ? object : undefined;
  }

  /** Objects that are linked to a group. */
  linked(groupId: string, kind: LinkKind): ObjectRecord[] {
    return [...this.#tenant.linked(groupId, kind)].flatMap((id) => {
      const object = this.#replication.isHidden(linkKey(groupId, kind, id)) ? undefined : this.object(id);
      return object ? [object] : [];
    });
  }

  /** Whether a link was removed so lately that not every replica knows. */
  wasJustRemoved(groupId: string, kind: LinkKind, objectId: string): boolean {
    return this.#replication.isHidden(removalKey(groupId, kind, objectId));
  }

  /** Groups to which an object is linked. */
  linkedBy(objectId: string, kind: LinkKind): GroupRecord[] {
    return [...this.#tenant.linkedBy(objectId, kind)].flatMap((id) => {
      const group = this.#replication.isHidden(linkKey(id, kind, objectId)) ? undefined : this.group(id);
      return group ? [group] : [];
    });
  }

  /** Everything in a group, in the groups within it too, each once. */
  transitiveMembers(groupId: string): ObjectRecord[] {
    return closure(groupId, (id) => this.linked(id, 'member'));
  }

  /** Every group that holds an object, directly or through others, each once. */
  transitiveMemberOf(objectId: string): GroupRecord[] {
    return closure(objectId, (id) => this.linkedBy(id, 'member'));
  }
}

/** Walks links breadth first; groups may hold each other in a circle. The start is never part of the result. */
function closure<T extends { id: string }>(start: string, step: (id: string) => T[]): T[] {
  const found = new Map<string, T>();
  const queue = step(start);
  for (const object of queue) {
    if (found.has(object.id)) continue;
    found.set(object.id, object);
    queue.push(...step(object.id));
  }
  found.delete(start);
  return [...found.values()];
}
