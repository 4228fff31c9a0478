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
  displayName: string;
  description?: string;
  /** `standard` is for everybody in the team; `shared` may have people from elsewhere. */
  kind: 'standard' | 'private' | 'shared';
  isArchived: boolean;
  webUrl?: string;
}
