import type { CreatedVisibility } from './group-plan.ts';

/** What is asked for beyond a group and a person, and how it stood then. */
export type RequestWish =
  | { what: 'visibility'; from: CreatedVisibility; to: CreatedVisibility }
  | { what: 'name'; from: string; to: string }
  /** For how long somebody is to be a member: epoch milliseconds. */
  | { what: 'until'; at: number }
  /** Of a team, to begin with. */
  | { what: 'channels'; channels: readonly string[] };
