import type { RequestKind } from './request-kinds.ts';

/** Who decides. Resolved to people when a request is made, and asked again on each click. */
export type ApproverSource =
  /** Of the group it is about. */
  | { kind: 'owners' }
  /** The requester's manager, as the directory says. */
  | { kind: 'manager' }
  /** Those of `Policy.admins`. */
  | { kind: 'admins' }
  /** Sign-in names. */
  | { kind: 'people'; principalNames: readonly string[] }
  /** The members of an Entra group, by its object id. */
  | { kind: 'group'; groupId: string };

export interface ApprovalStage {
  by: ApproverSource;
  /** Whether one decision is enough, or everybody asked has to approve. One rejection ends a request in any case. */
  decides: 'any' | 'all';
}

/** Whose right carries out what the last stage has agreed to. */
export type CarriedOutBy =
  /** Whoever decides last, in the same click. */
  | 'approver'
  /** The requester, who then gets “approved: do it now”. */
  | 'requester'
  /** An owner of the group, who then gets it as one click. */
  | 'owner';

/** What holds for the requests that it matches. */
export interface ApprovalRule {
  /** What people read of it, such as “Projects”. */
  name: string;
  kinds: readonly RequestKind[];
  /** Group names with `*` for any text, in any case; any of them will do. Absent: every group. */
  groups?: readonly string[];
  /** Any of them. Absent: every group, classified or not. */
  classifications?: readonly string[];
  /** None: nobody has to agree, and whoever asks does it with their own right, as far as the directory lets them. At most 3. */
  stages: readonly ApprovalStage[];
  /** People whose requests pass all stages but the one whose right is needed to carry it out. */
  passesFor?: ApproverSource;
  carriedOutBy: CarriedOutBy;
  /** Whether a reason has to be given. */
  isReasonRequired: boolean;
  /** Days of waiting in one stage after which those asked are reminded; absent: never. */
  remindAfterDays?: number;
  /** Days of waiting in one stage after which others are asked as well; absent: never. */
  escalation?: { afterDays: number; to: ApproverSource };
  /** Days of waiting, over all stages, after which a request lapses. */
  lapsesAfterDays: number;
}

/** What of a group a rule looks at. */
export interface RuledGroup {
  displayName: string;
  classification?: string;
}

/** What a rule looks at. */
export interface ApprovalSubject {
  kind: RequestKind;
  group: RuledGroup;
}

/** @returns the first rule that matches; the last of the list match every kind, so there is one for each */
export function ruleFor(rules: readonly ApprovalRule[], { kind, group }: ApprovalSubject): ApprovalRule | undefined {
  return rules.find((rule) => rule.kinds.includes(kind) && matchesGroup(rule, group));
}

/** Whether a rule of any sort is about a group, by its name and what it is classified as. */
export function matchesGroup(
  { groups, classifications }: Pick<ApprovalRule, 'groups' | 'classifications'>,
  group: RuledGroup,
): boolean {
  return (
    (groups?.some((pattern) => fits(pattern, group.displayName)) ?? true) &&
    (classifications?.some((one) => isSame(one, group.classification)) ?? true)
  );
}

function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'isu').test(name.normalize());
}

function isSame(wanted: string, found: string | undefined): boolean {
  return found !== undefined && wanted.localeCompare(found, undefined, { sensitivity: 'accent' }) === 0;
}
