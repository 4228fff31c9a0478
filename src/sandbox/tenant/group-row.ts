/** One group of the seed. People are named by the local part of their principal name. */
export interface GroupRow {
  name: string;
  /** Mail nickname, and what the id is derived from. */
  key: string;
  kind: 'public' | 'private' | 'hidden' | 'security' | 'mailSecurity' | 'distribution';
  id?: string;
  description?: string;
  owners?: string[];
  /** People, `dept:` and a department, `group:` and a key of another group, or `everyone`. */
  members?: string[];
  team?: boolean;
  /** Days after the first start; only these groups are under the lifecycle policy. */
  expiresInDays?: number;
  rule?: string;
  synced?: boolean;
  refusesSelfJoin?: boolean;
  classification?: string;
  favoriteOf?: string[];
  subscribers?: string[];
  /** Deleted so many days before the first start. */
  deletedDaysAgo?: number;
}
