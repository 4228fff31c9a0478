import type { cast } from '../../src/sandbox/tenant/cast.ts';

/**
 * How the world is when a request is sent. A document shows an answer without saying what led to it, so each request is
 * sent in these situations, in this order, until one brings the documented answer. None of them is chosen by that answer.
 */
export interface Situation {
  name: string;
  /** Who asks; an app where the operation is no person's; nobody has no token. */
  caller: keyof typeof cast | 'app' | 'nobody';
  /** What the organisation has set: nothing against a name, a naming policy, or neither settings nor a lifecycle policy. */
  rules: 'open' | 'naming' | 'none';
  /** How many own the groups that are asked about. */
  owners: 'some' | 'none' | 'as many as can be';
  /** Whether what is named exists: all of it, all but the last thing of the path, or nothing; or is no id at all. */
  named: 'all' | 'all but the last' | 'nothing' | 'nonsense';
  /** Whether the same request has been answered once already. */
  again: boolean;
  /** Whether the group was made a moment ago, and readers do not see what is new. */
  justNow: boolean;
  /** Whether the service turns the call away for now. */
  busy: boolean;
  /** Whether what is changed was changed by somebody else since it was read. */
  stale: boolean;
}

const usual: Situation = {
  name: 'as asked for',
  caller: 'admin',
  rules: 'open',
  owners: 'some',
  named: 'all',
  again: false,
  justNow: false,
  busy: false,
  stale: false,
};

export const situations: readonly Situation[] = [
  usual,
  { ...usual, name: 'by an owner who is no administrator', caller: 'owner' },
  { ...usual, name: 'by the app itself', caller: 'app' },
  { ...usual, name: 'nothing is set', rules: 'none' },
  { ...usual, name: 'a second time', again: true },
  { ...usual, name: 'the last thing is unknown', named: 'all but the last' },
  { ...usual, name: 'everything is unknown', named: 'nothing' },
  { ...usual, name: 'under a naming policy, which administrators need not keep', caller: 'owner', rules: 'naming' },
  { ...usual, name: 'nobody owns the group', owners: 'none' },
  { ...usual, name: 'the group is full of owners', owners: 'as many as can be' },
  { ...usual, name: 'on a new group', justNow: true },
  { ...usual, name: 'a second time at once', again: true, justNow: true },
  { ...usual, name: 'by a stranger', caller: 'employee' },
  { ...usual, name: 'by a guest', caller: 'guest' },
  { ...usual, name: 'after somebody else', stale: true },
  { ...usual, name: 'with ids that are none', named: 'nonsense' },
  { ...usual, name: 'by nobody', caller: 'nobody' },
  { ...usual, name: 'while the service is busy', busy: true },
];
