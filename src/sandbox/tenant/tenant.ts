import { DirectoryFile, mailKinds, otherKinds, workKinds } from './directory-file.ts';
import { LinkIndex } from './link-index.ts';
import { GroupKeys } from './group-keys.ts';
import { roleRecords } from './fixed.ts';
import { thingRecords } from './things.ts';
import { Kept } from './kept.ts';
import { Mailboxes } from './mailboxes.ts';
import { seedDirectory } from './seed.ts';
import type { Seed } from './seed.ts';
import { linkKinds } from './records.ts';
import type {
  GroupRecord,
  LifecyclePolicyRecord,
  LinkKind,
  ObjectRecord,
  RoleRecord,
  ThingRecord,
  SettingRecord,
  TeamRecord,
  TenantChange,
  UserRecord,
} from './records.ts';
import { Workplace } from './workplace.ts';

export interface TenantOptions {
  /** Where the directory is kept between starts, or `:memory:`. */
  file: string;
  /** The sandbox's time, epoch milliseconds; it may be moved. */
  now: () => number;
  /** Starts over with the seed even when the file holds a directory. */
  fresh?: boolean;
  /** What an empty directory is filled with; the usual people and groups when absent. */
  seed?: (now: Date) => Seed;
}

/** What a new group is made of; the directory adds the rest. */
export type NewGroup = Omit<GroupRecord, 'type' | 'sequence' | 'revision' | 'deletedDateTime'>;

/**
 * The directory of the sandbox's organisation: in memory for reading, written to disk row by row. Knows no permissions:
 * who may do what is decided by those who call it.
 */
export class Tenant {
  /** Lifecycle policies: one at most. */
  readonly policies: Kept<LifecyclePolicyRecord>;
  readonly settings: Kept<SettingRecord>;
  /** By the group's id; a group that has a team may have no record yet. */
  readonly teams: Kept<TeamRecord>;
  /** What Exchange keeps of groups and people. */
  readonly mail: Mailboxes;
  /** Plans, notebooks, files, and what apps keep with groups. */
  readonly work: Workplace;
  readonly #file: DirectoryFile;
  readonly #now: () => number;
  readonly #seed: (now: Date) => Seed;
  readonly #users = new Map<string, UserRecord>();
  readonly #userIdByName = new Map<string, string>();
  readonly #groups = new Map<string, GroupRecord>();
  readonly #keys = new GroupKeys();
  readonly #deleted = new Map<string, GroupRecord>();
  readonly #links = new LinkIndex();
  readonly #listeners = new Set<(change: TenantChange) => void>();
  /** Group ids at the index of their sequence; what is deleted stays as a gap. */
  readonly #groupIdAt: string[] = [''];

  constructor(options: TenantOptions) {
    this.#file = new DirectoryFile(options.file);
    this.policies = new Kept(this.#file, 'policy');
    this.settings = new Kept(this.#file, 'setting');
    this.teams = new Kept(this.#file, 'team');
    this.mail = new Mailboxes(this.#file);
    this.work = new Workplace(this.#file);
    this.#now = options.now;
    this.#seed = options.seed ?? seedDirectory;
    const stored = this.#file.read();
    if (options.fresh === true || stored.users.length === 0) this.reset();
    else {
      const { others } = stored;
      const kept = others as Pick<Seed, 'policy' | 'setting' | 'team'> & Seed['mail'] & Seed['work'];
      this.#load({ ...stored, ...kept, mail: kept, work: kept });
    }
  }

  /** @param key an object id or a principal name, in any case */
  user(key: string): UserRecord | undefined {
    const id = key.toLowerCase();
    return this.#users.get(id) ?? this.#users.get(this.#userIdByName.get(id) ?? '');
  }

  users(): Iterable<UserRecord> {
    return this.#users.values();
  }

  get userCount(): number {
    return this.#users.size;
  }

  /** @returns the group, unless it is deleted */
  group(id: string): GroupRecord | undefined {
    return this.#groups.get(id.toLowerCase());
  }

  /** @returns the Microsoft 365 group that has this mail nickname, in any case; other groups may share theirs */
  groupByNickname(mailNickname: string): GroupRecord | undefined {
    return this.#groups.get(this.#keys.nickname(mailNickname) ?? '');
  }

  /** @returns the group that has this unique name, in any case */
  groupByUniqueName(uniqueName: string): GroupRecord | undefined {
    return this.#groups.get(this.#keys.uniqueName(uniqueName) ?? '');
  }

  /**
   * Groups that are not deleted, by sequence.
   * @param after only those with a greater sequence; finding the first costs nothing, however many there are
   */
  *groups(after = 0): Iterable<GroupRecord> {
    for (let sequence = after + 1; sequence < this.#groupIdAt.length; sequence++) {
      const group = this.#groups.get(this.#groupIdAt[sequence] ?? '');
      if (group?.sequence === sequence) yield group;
    }
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  /** @returns a group that is deleted and can still be brought back */
  deletedGroup(id: string): GroupRecord | undefined {
    return this.#deleted.get(id.toLowerCase());
  }

  deletedGroups(): Iterable<GroupRecord> {
    return this.#deleted.values();
  }

  role(id: string): RoleRecord | undefined {
    return roleRecords.find((role) => role.id === id);
  }

  /** @returns a device or an app */
  thing(id: string): ThingRecord | undefined {
    return thingRecords.find((thing) => thing.id === id);
  }

  /** @returns a user, a group that is not deleted, a directory role, a device or an app */
  object(id: string): ObjectRecord | undefined {
    const key = id.toLowerCase();
    return this.#users.get(key) ?? this.group(key) ?? this.role(key) ?? this.thing(key);
  }

  /** Ids of the objects that are linked to a group, in the order in which they came. */
  linked(groupId: string, kind: LinkKind): ReadonlySet<string> {
    return this.#links.ofGroup(groupId, kind);
  }

  /** Ids of the groups to which an object is linked; those of deleted groups are among them. */
  linkedBy(objectId: string, kind: LinkKind): ReadonlySet<string> {
    return this.#links.ofObject(objectId, kind);
  }

  isLinked(groupId: string, kind: LinkKind, objectId: string): boolean {
    return this.linked(groupId, kind).has(objectId);
  }

  /** As an administrator changes somebody: disables the account, names another manager. @throws Error when there is nobody */
  updateUser(id: string, changes: Partial<Pick<UserRecord, 'accountEnabled' | 'managerId'>>): void {
    const user = this.#users.get(id.toLowerCase());
    if (!user) throw new Error(`nobody ${id}`);
    const record = { ...user, ...changes };
    this.#file.putObject(record);
    this.#users.set(user.id, record);
  }

  /** Deletes somebody for good: what they owned they own no more. @returns false when there was nobody */
  removeUser(id: string): boolean {
    const user = this.#users.get(id.toLowerCase());
    if (!user) return false;
    for (const kind of linkKinds)
      for (const groupId of [...this.linkedBy(user.id, kind)])
        if (this.group(groupId)) this.unlink(groupId, kind, user.id);
    this.#links.removeGroup(user.id);
    this.#users.delete(user.id);
    this.#userIdByName.delete(user.userPrincipalName.toLowerCase());
    this.#file.dropObject(user.id);
    return true;
  }

  createGroup(group: NewGroup): GroupRecord {
    const record: GroupRecord = {
      ...group,
      type: 'group',
      sequence: this.#groupIdAt.length,
      revision: 1,
      deletedDateTime: null,
    };
    this.#file.putObject(record);
    this.#keep(record);
    this.#groupIdAt[record.sequence] = record.id;
    this.#tell({ kind: 'created', groupId: record.id, at: this.#now() });
    return record;
  }

  /** @throws Error when there is no such group */
  updateGroup(id: string, changes: Partial<Omit<GroupRecord, 'type' | 'id' | 'sequence' | 'revision'>>): void {
    const group = this.#existing(id);
    this.#store({ ...group, ...changes });
    this.#tell({ kind: 'updated', groupId: group.id, properties: Object.keys(changes), at: this.#now() });
  }

  /** @returns false when the link was there already */
  link(groupId: string, kind: LinkKind, objectId: string): boolean {
    const group = this.#existing(groupId);
    if (!this.#links.add(group.id, kind, objectId)) return false;
    this.#file.atomically(() => {
      this.#file.putLink(group.id, kind, objectId);
      this.#store(group);
    });
    this.#tell({ kind: 'linked', groupId: group.id, link: kind, objectId, at: this.#now() });
    return true;
  }

  /** @returns false when there was no such link */
  unlink(groupId: string, kind: LinkKind, objectId: string): boolean {
    const group = this.#existing(groupId);
    if (!this.#links.remove(group.id, kind, objectId)) return false;
    this.#file.atomically(() => {
      this.#file.dropLink(group.id, kind, objectId);
      this.#store(group);
    });
    this.#tell({ kind: 'unlinked', groupId: group.id, link: kind, objectId, at: this.#now() });
    return true;
  }

  /** Several changes as one write to disk. */
  atomically(write: () => void): void {
    this.#file.atomically(write);
  }

  /** Deletes a group softly: its links stay, so that it can be brought back whole. */
  deleteGroup(id: string): void {
    const group = this.#existing(id);
    this.#groups.delete(group.id);
    this.#keys.replace(group, undefined);
    this.#store({ ...group, deletedDateTime: new Date(this.#now()).toISOString() });
    this.#tell({ kind: 'deleted', groupId: group.id, at: this.#now() });
  }

  /** Brings a deleted group back, at the end of the lists. @returns false when it is not among the deleted ones */
  restoreGroup(id: string): boolean {
    const group = this.deletedGroup(id);
    if (!group) return false;
    this.#deleted.delete(group.id);
    const sequence = this.#groupIdAt.length;
    this.#groupIdAt[sequence] = group.id;
    this.#store({ ...group, sequence, deletedDateTime: null });
    this.#tell({ kind: 'restored', groupId: group.id, at: this.#now() });
    return true;
  }

  /** Removes a deleted group for good. @returns false when it is not among the deleted ones */
  purgeGroup(id: string): boolean {
    const group = this.deletedGroup(id);
    if (!group) return false;
    this.#deleted.delete(group.id);
    this.#links.removeGroup(group.id);
    this.#file.atomically(() => {
      this.#file.dropObject(group.id);
      this.teams.remove(group.id);
      this.mail.purge(group.id);
      this.work.purge(group.id);
      for (const setting of this.settings.all()) if (setting.groupId === group.id) this.settings.remove(setting.id);
    });
    this.#tell({ kind: 'purged', groupId: group.id, at: this.#now() });
    return true;
  }

  /** @returns a function that ends the watching */
  onChange(listener: (change: TenantChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * The seeded directory anew, with expiry counted from now.
   * @param seeding another seed than the one that the directory was opened with
   */
  reset(seeding = this.#seed): void {
    const seed = seeding(new Date(this.#now()));
    this.#file.atomically(() => {
      this.#file.clear();
      for (const record of [...seed.users, ...seed.groups]) this.#file.putObject(record);
      for (const { groupId, kind, objectId } of seed.links) this.#file.putLink(groupId, kind, objectId);
      for (const kind of otherKinds) for (const record of seed[kind]) this.#file.putOther(kind, record);
      for (const kind of mailKinds) for (const record of seed.mail[kind]) this.#file.putOther(kind, record);
      for (const kind of workKinds) for (const record of seed.work[kind]) this.#file.putOther(kind, record);
    });
    this.#load(seed);
    this.#tell({ kind: 'reset', at: this.#now() });
  }

  close(): void {
    this.#file.close();
  }

  #existing(id: string): GroupRecord {
    const group = this.group(id);
    if (!group) throw new Error(`no group ${id}`);
    return group;
  }

  #store(group: GroupRecord): void {
    const record = { ...group, revision: group.revision + 1 };
    this.#file.putObject(record);
    this.#keep(record);
  }

  #keep(group: GroupRecord): void {
    this.#keys.replace(this.#groups.get(group.id), group);
    (group.deletedDateTime === null ? this.#groups : this.#deleted).set(group.id, group);
  }

  #load(directory: Seed): void {
    for (const map of [this.#users, this.#userIdByName, this.#groups, this.#keys, this.#deleted, this.#links])
      map.clear();
    this.policies.load(directory.policy);
    this.settings.load(directory.setting);
    this.teams.load(directory.team);
    this.mail.load(directory.mail);
    this.work.load(directory.work);
    this.#groupIdAt.length = 1;
    for (const user of [...directory.users].sort((a, b) => a.sequence - b.sequence)) {
      this.#users.set(user.id, user);
      this.#userIdByName.set(user.userPrincipalName.toLowerCase(), user.id);
    }
    for (const group of directory.groups) {
      this.#keep(group);
      this.#groupIdAt[group.sequence] = group.id;
    }
    for (const { groupId, kind, objectId } of directory.links) this.#links.add(groupId, kind, objectId);
  }

  #tell(change: TenantChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** Opens the directory, filled with the seed when it is new. Close it when done. */
export function openTenant(options: TenantOptions): Tenant {
  return new Tenant(options);
}
