/** Who decides on a new group. `nobody`: whoever asks creates it at once, as far as the directory lets them. */
export type CreationApprovers =
  | { kind: 'nobody' }
  /** Sign-in names. */
  | { kind: 'admins'; principalNames: readonly string[] }
  /** The members of an Entra group, by its object id. */
  | { kind: 'group'; groupId: string };

/** What may be asked for: Microsoft 365 groups are the only kind so far that a person creates here. */
export type CreatedVisibility = 'public' | 'private';

/** A pattern for new groups: what it sets is filled into the form, where it can still be changed. */
export interface GroupTemplate {
  name: string;
  /** `{name}` and `{requester}` stand for the group's name and whoever asks. */
  description?: string;
  visibility?: CreatedVisibility;
  hasTeam?: boolean;
  classification?: string;
}

/** What the organisation wants of its groups, as `config/policy.yaml` says. */
export interface Policy {
  creation: {
    approvers: CreationApprovers;
    /** After so many days a request that nobody decided lapses. */
    lapsesAfterDays: number;
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
  };
  expiry: {
    /** Days before the end on which owners hear, most first. */
    noticeDays: readonly number[];
  };
}

/** What holds where nobody has said anything. The directory's own rules hold in any case. */
export const defaultPolicy: Policy = {
  creation: {
    approvers: { kind: 'nobody' },
    lapsesAfterDays: 7,
    minimumOwners: 1,
    kinds: ['microsoft365'],
    visibilities: ['private', 'public'],
    classifications: [],
    templates: [],
  },
  members: { allowsGuests: false, mayAskForTeam: true },
  expiry: { noticeDays: [30, 15, 1] },
};

/** Whether somebody has to agree before a group is created. */
export function needsApproval({ creation }: Policy): boolean {
  return creation.approvers.kind !== 'nobody';
}
