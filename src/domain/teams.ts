import type { Visibility } from './groups.ts';

export interface Team {
  /** That of its group. */
  id: string;
  visibility: Visibility;
  isArchived: boolean;
  /** Opens it in Teams. Absent while Teams is still making it. */
  webUrl?: string;
}

export interface Channel {
  /** Opaque. */
  id: string;
  displayName: string;
  description?: string;
  /** `standard` is for everybody in the team; `shared` may have people from elsewhere. */
  kind: 'standard' | 'private' | 'shared';
  isArchived: boolean;
  /** Absent where Graph does not say. */
  createdAt?: Date;
  webUrl?: string;
}

/** A channel that is to be. */
export interface ChannelPlan {
  displayName: string;
  description: string;
  kind: 'standard' | 'private';
}

/** A team as a list of somebody's teams names it. */
export interface TeamRef {
  /** That of its group. */
  id: string;
  /** Directory of the organisation that it belongs to; absent where Graph does not say. */
  tenantId?: string;
  displayName: string;
  description?: string;
}

/** Somebody in a team, as Teams sees it. */
export interface TeamMember {
  /** Directory object id. */
  userId: string;
  displayName: string;
  mail?: string;
  role: 'owner' | 'member' | 'guest';
}
