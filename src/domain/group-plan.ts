import type { PersonRef } from './people.ts';

/** What may be asked for: Microsoft 365 groups are the only kind so far that a person creates here. */
export type CreatedVisibility = 'public' | 'private';

/** A group that is wished for. */
export interface GroupPlan {
  displayName: string;
  /** What comes before the @ of its mail address. */
  mailNickname: string;
  /** What it is for; may be empty. */
  description: string;
  visibility: CreatedVisibility;
  hasTeam: boolean;
  /** Further owners: whoever asks becomes one in any case. */
  owners: readonly PersonRef[];
  classification?: string;
  /** The name that was asked for, where whoever approved it had to give another. */
  askedAs?: string;
}

/** Limits of Graph, in UTF-16 units. @see https://learn.microsoft.com/graph/api/group-post-groups */
export const planLimits = { displayName: 256, mailNickname: 64, description: 1024, owners: 9 } as const;

/** All of ASCII but what addresses reserve; a full stop only inside. @see https://learn.microsoft.com/graph/api/resources/group */
export function isMailNickname(text: string): boolean {
  return /^[!#-'*+\-/-9=?A-Z^-~]+$/u.test(text) && text.length <= planLimits.mailNickname;
}

/**
 * A mail nickname from a name: letters that ASCII has, whatever marks they wear, and digits.
 * @returns an empty text when none is left, as with names in other scripts
 */
export function mailNicknameFrom(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, planLimits.mailNickname)
    .replace(/-+$/u, '')
    .toLowerCase();
}
