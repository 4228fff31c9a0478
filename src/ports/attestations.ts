import type {
  AskedRole,
  Attestation,
  AttestationState,
  AttestedMember,
  AttestedState,
  MembersProgress,
} from '../domain/attestation.ts';

/** One message that shows a round, and is kept true. */
export interface AttestationCopy {
  tenantId: string;
  attestationId: string;
  /** Whose chat it is. */
  recipientId: string;
  /** What it was sent for, once: `asked`, `reminded`, `escalated`. */
  occasion: string;
  conversationId: string;
  activityId: string;
}

/** How a group stands: its last round, and when one was finished or lapsed last. */
export interface LastRound {
  groupId: string;
  round: number;
  isOpen: boolean;
  endedAt?: Date;
}

/** Who is in a group now. */
export interface PresentMember extends Omit<AttestedMember, 'state' | 'code'> {
  /** Stands before the others. */
  comesFirst: boolean;
}

export type AttestationKey = Pick<Attestation, 'tenantId' | 'id'>;
export type AttestationPosition = Pick<Attestation, 'lapsesAt' | 'id'>;

/** Rounds in which owners confirm their groups. Lists are pages: nothing here holds all groups. */
export interface AttestationStore {
  /** Notes that a rule is followed. @returns when it was for the first time */
  ruleBegan(tenantId: string, rule: string, at: Date): Promise<Date>;
  lastRounds(tenantId: string, groupIds: readonly string[]): Promise<LastRound[]>;
  /** @returns false, and nothing is written, when a round of the group is open, or this one was already */
  open(attestation: Attestation, ownerIds: readonly string[]): Promise<boolean>;
  get(tenantId: string, id: string): Promise<Attestation | undefined>;
  openOf(tenantId: string, groupId: string): Promise<Attestation | undefined>;
  /** Writes everything that can change about it. @returns false when it has changed since it was read */
  change(before: Attestation, after: Attestation): Promise<boolean>;
  addAsked(about: AttestationKey, personIds: readonly string[], role: AskedRole): Promise<void>;
  asked(about: AttestationKey): Promise<{ personId: string; role: AskedRole }[]>;
  /**
   * The last round of each group, the first to lapse first.
   * @param about.personId only those in which this person is asked
   */
  list(
    tenantId: string,
    about: { personId?: string; states: readonly AttestationState[] },
    page: { limit: number; after?: AttestationPosition },
  ): Promise<Attestation[]>;
  /** How many new questions each of these people has on a day; who has none is left out. */
  bookedOn(tenantId: string, personIds: readonly string[], day: number): Promise<Map<string, number>>;
  /** The first day from `day` on which this person has fewer than `most` new questions; booked for this one. */
  book(about: AttestationKey, personId: string, day: number, most: number): Promise<number>;
  /** @returns false when the recipient has one for this occasion already */
  addCopy(copy: AttestationCopy): Promise<boolean>;
  copies(about: AttestationKey): Promise<AttestationCopy[]>;
  /** Notes who is in the group: on whom somebody has decided stays decided, and who is not there any more is left out. */
  putMembers(about: AttestationKey, members: readonly PresentMember[]): Promise<void>;
  /** Those on whom nobody has decided, or who could not be taken out: unusual ones first, then by name. */
  membersLeft(
    about: AttestationKey,
    page: { limit: number; after?: string; search?: string },
  ): Promise<(AttestedMember & { position: string })[]>;
  /** @returns of these people those who stood in one of the states before */
  decide(
    about: AttestationKey,
    memberIds: readonly string[],
    from: readonly AttestedState[],
    to: { state: AttestedState; code?: string },
  ): Promise<string[]>;
  /** Keeps everybody on whom nobody has decided, and who could not be taken out. */
  keepAll(about: AttestationKey): Promise<void>;
  progress(about: AttestationKey): Promise<MembersProgress>;
  /** The round is over: only the numbers stay. */
  forgetMembers(about: AttestationKey): Promise<void>;
}
