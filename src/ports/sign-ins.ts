/** A command that waits until its sender has signed in. */
export interface PendingCommand {
  /** The id that the sign-in carries, random, at least 128 bit. */
  flowId: string;
  tenantId: string;
  userId: string;
  conversationId: string;
  /** The activity as it arrived, so that it can be handled again. */
  activity: Record<string, unknown>;
  /** Delegated scopes that are wanted. */
  scopes: readonly string[];
  /** Message that carries the sign-in card, so that it can be tidied up. */
  cardActivityId?: string;
  createdAt: Date;
  expiresAt: Date;
}

export type CommandClaim = { state: 'claimed'; command: PendingCommand } | { state: 'busy' } | { state: 'gone' };

export interface PendingCommandStore {
  insert(command: PendingCommand): Promise<void>;
  /** The command, while it waits: not once somebody has claimed it. */
  get(tenantId: string, flowId: string): Promise<PendingCommand | undefined>;
  /** @returns false when the command does not wait any more: whoever claimed it did not know the card */
  setCardActivity(tenantId: string, flowId: string, activityId: string): Promise<boolean>;
  /** The newest waiting command of a person in a conversation. */
  newest(tenantId: string, userId: string, conversationId: string, now: Date): Promise<PendingCommand | undefined>;
  /**
   * Begins to carry it out: of several devices that answer the same sign-in, one gets it. It stays until `remove`, so
   * that it can be claimed again when the lease (in real time) has ended, should this process die before it is done.
   * @returns `busy` while somebody else's lease runs, `gone` when it was carried out
   */
  claim(tenantId: string, flowId: string, options: { leaseSeconds: number }): Promise<CommandClaim>;
  /** It was carried out, or never will be. */
  remove(tenantId: string, flowId: string): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
}

/** An interactive sign-in through the popup, from its link to the one-time code. Holds no token. */
export interface SignInFlow {
  flowId: string;
  tenantId: string;
  /** Whose link it is: nobody else may end it. */
  userId: string;
  scopes: readonly string[];
  claims?: string;
  prompt?: 'consent';
  /** Set when `/auth-start` was opened: SHA-256 of the state and the binding cookie, the PKCE verifier and the nonce. */
  opened?: { stateHash: string; cookieHash: string; codeVerifier: string; nonce: string };
  /** SHA-256 of the one-time code that `/auth-end` gave out, and when it stops being good. */
  oneTimeCode?: { hash: string; expiresAt: Date };
  createdAt: Date;
  expiresAt: Date;
}

export interface SignInStore {
  insert(flow: SignInFlow): Promise<void>;
  get(flowId: string): Promise<SignInFlow | undefined>;
  byStateHash(stateHash: string): Promise<SignInFlow | undefined>;
  open(flowId: string, opened: NonNullable<SignInFlow['opened']>): Promise<void>;
  setOneTimeCode(flowId: string, code: NonNullable<SignInFlow['oneTimeCode']>): Promise<void>;
  /** Takes the flow out by its one-time code's hash, once. */
  takeByCode(codeHash: string): Promise<SignInFlow | undefined>;
  /** What Entra wants to see proven, found out after the link was given. */
  setClaims(flowId: string, claims: string): Promise<void>;
  forgetBefore(time: Date): Promise<void>;
  /** Whether the person asked to stay signed out; silent sign-in is then not tried. */
  isSignedOut(tenantId: string, userId: string): Promise<boolean>;
  setSignedOut(tenantId: string, userId: string, signedOut: boolean): Promise<void>;
}
