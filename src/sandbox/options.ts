import type { Graph } from './server/https-routes.ts';
import type { Seed } from './tenant/seed.ts';
import type { Timing } from './teams/delivery.ts';

/** Application permissions on Graph that an administrator has granted where nobody says otherwise. */
export const usualAppRoles: readonly string[] = ['Group.Read.All', 'User.Read.All'];

/** How to start the sandbox. */
export interface SandboxOptions {
  /** Where everything is kept between starts; nobody else may use it meanwhile. */
  dataDir: string;
  /** Forgets what is kept there. */
  fresh?: boolean;
  /** Of the HTTPS server; 0 (the default) for any. */
  port?: number;
  /** Of the page's HTTP server; 0 (the default) for any. */
  pagePort?: number;
  /** Whether the next free ports will do when these are taken. */
  nextPorts?: boolean;
  /** Origin of the bot; its web pages `/auth-end` are registered as reply address. */
  botUrl?: string;
  /** Teams' patience, for tests that cannot wait. */
  timing?: Partial<Timing>;
  /** The app's manifest, when it is not the repository's. */
  manifestFile?: string;
  /** Application permissions on Graph that the administrator has granted; `usualAppRoles` when absent. */
  appRoles?: readonly string[];
  /** What an empty directory is filled with; the usual people and groups when absent. */
  seed?: (now: Date) => Seed;
  /** Further teams, by group id, in whose General channel the app is installed from the start. */
  teamsWithApp?: readonly string[];
  /** Whether conversations are there again after the next start; true when absent. A year of thousands of groups is too much to write. */
  keepsConversations?: boolean;
  /** How many times the published number of messages the connector takes: tests type faster than people; 1 when absent. */
  messageFactor?: number;
  /** Whether Graph holds its published limits, which are by real time: a day that passes in seconds is beyond them. True when absent. */
  graphLimits?: boolean;
  /** Answers for Microsoft Graph, when it is not the sandbox's own. */
  graph?: Graph;
  log?: (text: string) => void;
}
