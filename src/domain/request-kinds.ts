/** What is asked for. A kind says what its approval executes; see `operations/requests/carry-out.ts`. */
export type RequestKind =
  | 'join'
  | 'add-member'
  /** A new group, of any kind. */
  | 'create'
  /** A team on a group, with or without channels to begin with. */
  | 'team'
  /** Becoming an owner, or making somebody one. */
  | 'owner'
  | 'visibility'
  | 'delete'
  /** To a name that the policy reserves. */
  | 'rename';

/** Whether it lets somebody into a group, which takes fewer rights than the other kinds. */
export function isAboutMembership({ kind }: { kind: RequestKind }): boolean {
  return kind === 'join' || kind === 'add-member';
}

/** Whether somebody stands otherwise to the group afterwards: whoever asks, or the subject. */
export function isAboutSomebody({ kind }: { kind: RequestKind }): boolean {
  return isAboutMembership({ kind }) || kind === 'owner';
}

/** Whether owners may do it by themselves, but others have to ask them. */
export function isForOwnersToDo({ kind }: { kind: RequestKind }): boolean {
  return isAboutSomebody({ kind }) || kind === 'team';
}
