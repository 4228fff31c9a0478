import { ruleFor, type ApprovalRule, type ApprovalSubject, type ApproverSource } from './approvals.ts';
import type { AttestationRule } from './attestation.ts';
import type { CreatedVisibility } from './group-plan.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { RequestKind } from './request-kinds.ts';

/** A pattern for new groups: what it sets is filled into the form, where it can still be changed. */
export interface GroupTemplate {
  name: string;
  /** `{name}` and `{requester}` stand for the group's name and whoever asks. */
  description?: string;
  visibility?: CreatedVisibility;
  hasTeam?: boolean;
  classification?: string;
}

/** Whom escalations and reports go to. */
export type Admins = Extract<ApproverSource, { kind: 'people' | 'group' }>;

/**
 * Why administrators could not be found with nobody signed in. `unreadable`: they are named by sign-in name, and the app may not
 * read people; `missing`: nobody by some of these names is there, or nobody is in the group.
 */
export type AdminsProblem = 'unreadable' | 'missing';

/** What the organisation wants of its groups, as `config/policy.yaml` says. */
export interface Policy {
  admins?: Admins;
  /** Who has to agree to what: the organisation's own rules, then those that hold where none of them matches. */
  approvals: readonly ApprovalRule[];
  /** Which groups are confirmed by their owners now and then; none: nobody is asked. */
  attestation: readonly AttestationRule[];
  quietHours?: QuietHours;
  creation: {
    /** Whoever asks counts. */
    minimumOwners: number;
    kinds: readonly 'microsoft365'[];
    /** At least one; the first is what the form proposes. */
    visibilities: readonly CreatedVisibility[];
    /** Values that the form offers; empty: it does not ask. */
    classifications: readonly string[];
    templates: readonly GroupTemplate[];
  };
  members: {
    /** Whether guests may be made owners of a new group. */
    allowsGuests: boolean;
    /** Whether members may ask the owners for a team on their group. */
    mayAskForTeam: boolean;
    /** Whether the app takes people out itself whose time in a group is over, as far as it was granted the role for it. */
    appEndsMemberships: boolean;
  };
  expiry: {
    /** Days before the end on which owners hear, most first. */
    noticeDays: readonly number[];
    /** Days before a deleted group is gone for ever, on which its former owners hear, most first. */
    restoreDays: readonly number[];
  };
  ownerless: {
    /** Fewer owners who are there, and the group looks for one; 0: no group does. */
    minimumOwners: number;
    /** Whether a guest counts as an owner. */
    countsGuests: boolean;
    /** How many members have to answer at a time, at most. */
    askAtOnce: number;
    /** How long each of them has. */
    answerDays: number;
    /** By the app where it was granted that; else administrators are asked all the same. */
    confirm: Confirming;
  };
  reports: {
    /** The day on which administrators hear how the groups stand. */
    weekly: ReportDay;
  };
  delegation: {
    /** For how many days somebody may hand their approvals over to a colleague. */
    mostDays: number;
  };
  audit: {
    /** Older entries of the audit trail are cut off; absent: it is kept for ever. */
    keepDays?: number | undefined;
  };
}

/** Who makes an owner of a member who accepts: an administrator with a press, or the app by itself. */
export type Confirming = 'admins' | 'app';

export const reportDays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'never',
] as const;
export type ReportDay = (typeof reportDays)[number];

/** The file was changed and is wrong: what it said before still holds. */
export interface PolicyFault {
  since: Date;
  problems: readonly {
    /** From 1; absent where the file as a whole is meant. */
    line?: number;
    /** Where in the file, such as `creation.minimumOwners`. */
    key: string;
    found: string;
    expected: string;
  }[];
}

const usual = { isReasonRequired: false, lapsesAfterDays: 7 };
/** An owner decides, and carries it out in the same click. */
const byOwners = {
  ...usual,
  stages: [{ by: { kind: 'owners' }, decides: 'any' }],
  carriedOutBy: 'approver',
} as const satisfies Omit<ApprovalRule, 'name' | 'kinds'>;
const atOnce = { ...usual, stages: [], carriedOutBy: 'requester' } as const satisfies Omit<
  ApprovalRule,
  'name' | 'kinds'
>;

/** What holds of each kind where no rule of the organisation matches. */
const defaultRules: Record<RequestKind, ApprovalRule> = {
  join: { name: 'Joining', kinds: ['join'], ...byOwners },
  'add-member': { name: 'Adding people', kinds: ['add-member'], ...byOwners },
  create: { name: 'New groups', kinds: ['create'], ...atOnce },
  team: { name: 'Teams', kinds: ['team'], ...byOwners },
  owner: { name: 'Owners', kinds: ['owner'], ...byOwners },
  visibility: { name: 'Public or private', kinds: ['visibility'], ...atOnce },
  delete: { name: 'Deleting groups', kinds: ['delete'], ...atOnce },
  rename: { name: 'Names', kinds: ['rename'], ...atOnce },
};

/** Everything that a rule can be about. */
export const ruledKinds = Object.keys(defaultRules) as RequestKind[];

/** What holds where nobody has said anything. The directory's own rules hold in any case. */
export const defaultPolicy: Policy = {
  approvals: Object.values(defaultRules),
  attestation: [],
  creation: {
    minimumOwners: 1,
    kinds: ['microsoft365'],
    visibilities: ['private', 'public'],
    classifications: [],
    templates: [],
  },
  members: { allowsGuests: false, mayAskForTeam: true, appEndsMemberships: false },
  expiry: { noticeDays: [30, 15, 1], restoreDays: [30, 7, 1] },
  ownerless: { minimumOwners: 1, countsGuests: false, askAtOnce: 3, answerDays: 3, confirm: 'admins' },
  reports: { weekly: 'monday' },
  delegation: { mostDays: 60 },
  audit: {},
};

/** Whether somebody has to agree before this group is created. */
export function needsApproval({ approvals }: Policy, group: ApprovalSubject['group']): boolean {
  return ruleFor(approvals, { kind: 'create', group })?.stages.length !== 0;
}
