/** What speaks against a name of a new group, and one that would do where that is known. */
export interface NameProblem {
  field: 'displayName' | 'mailNickname';
  reason: 'affix' | 'blockedWord' | 'taken' | 'other';
  suggestion?: string;
}

/** In plain words, for beside the field. */
export function nameProblemWords({ field, reason, suggestion }: NameProblem): string {
  const what = field === 'displayName' ? 'name' : 'mail address';
  switch (reason) {
    case 'affix':
      return `Your organisation wants this ${what} to begin or end in its own way${suggestion ? `: “${suggestion}” would do` : ''}.`;
    case 'blockedWord':
      return `This ${what} has a word that your organisation does not allow in groups.`;
    case 'taken':
      return `Another group has this ${what} already${suggestion ? `: “${suggestion}” may be free` : ''}.`;
    case 'other':
      return `Your organisation does not take this ${what}.`;
  }
}
