import type { ApproverLookup } from '../domain/approver-sources.ts';
import type { Conversations } from './conversations.ts';
import type { Calendar } from './calendar.ts';
import type { Content } from './content.ts';
import type { Creations } from './creations.ts';
import type { Directory } from './directory.ts';
import type { Governance } from './governance.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Memberships } from './memberships.ts';
import type { Plans } from './plans.ts';
import type { Profiles } from './profiles.ts';
import type { Teams } from './teams.ts';

/** Everything that one caller can reach through Microsoft Graph, a port for each part of it. */
export interface GraphPorts {
  /** Who has to agree to what people ask for. */
  approvers: ApproverLookup;
  conversations: Conversations;
  calendar: Calendar;
  content: Content;
  creations: Creations;
  directory: Directory;
  governance: Governance;
  lifecycle: Lifecycle;
  memberships: Memberships;
  plans: Plans;
  profiles: Profiles;
  teams: Teams;
}

/** The same for one turn, which knows what it has changed. */
export interface ConnectedGraph extends GraphPorts {
  /** `request-id` of each reply to a call that changed something so far: by it Microsoft finds the call. */
  changeRequestIds?: () => readonly string[];
}
