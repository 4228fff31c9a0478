/** How Graph can treat a group: only the first two take membership changes through Graph. */
export type GroupKind = 'microsoft365' | 'security' | 'mailEnabledSecurity' | 'distribution';

export type Visibility = 'public' | 'private' | 'hiddenMembership';

/** A group as Graph describes it. Times are instants; a card shows them in the reader's zone. */
export interface Group {
  /** Directory object id, a GUID. */
  id: string;
  displayName: string;
  description?: string;
  mail?: string;
  classification?: string;
  kind: GroupKind;
  /** Security groups have none; Graph then means private. */
  visibility: Visibility;
  /** Members are computed from a rule and cannot be changed by hand. */
  isDynamic: boolean;
  /** Mastered on premises: Graph refuses every write. */
  isSynced: boolean;
  hasTeam: boolean;
  createdAt: Date;
  /** Absent when no lifecycle policy covers the group. */
  expiresAt?: Date;
}

/** A group that was deleted and can still be brought back. */
export interface DeletedGroup {
  id: string;
  displayName: string;
  kind: GroupKind;
  deletedAt: Date;
}

/** How the caller stands to a group. */
export interface Standing {
  isMember: boolean;
  isOwner: boolean;
}

/** Whether Graph changes the membership of this group at all, and if not, why. */
export type MembershipControl = 'byHand' | 'dynamic' | 'onPremises' | 'exchange';

export function membershipControl(group: Group): MembershipControl {
  if (group.isSynced) return 'onPremises';
  if (group.isDynamic) return 'dynamic';
  return group.kind === 'microsoft365' || group.kind === 'security' ? 'byHand' : 'exchange';
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** The order of lists that go on: groups of one name stand in the order of their ids, so that each has its place. */
export function compareByName(a: Pick<Group, 'id' | 'displayName'>, b: Pick<Group, 'id' | 'displayName'>): number {
  return byName.compare(a.displayName, b.displayName) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
