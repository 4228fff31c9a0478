import type { Group, Standing } from '../domain/groups.ts';
import { escapeText, plain } from './escape.ts';

/** What kind of group it is, as people say it. */
export function kindWord(group: Group): string {
  switch (group.kind) {
    case 'microsoft365':
      return group.hasTeam ? 'Team' : 'Microsoft 365 group';
    case 'security':
      return 'Security group';
    case 'mailEnabledSecurity':
      return 'Mail-enabled security group';
    case 'distribution':
      return 'Distribution list';
  }
}

export function visibilityWord(group: Group): string {
  switch (group.visibility) {
    case 'public':
      return 'Public';
    case 'private':
      return 'Private';
    case 'hiddenMembership':
      return 'Private, members hidden';
  }
}

/** Empty for somebody who has no part in the group. */
export function roleWord(standing: Standing): string {
  if (standing.isOwner) return 'Owner';
  return standing.isMember ? 'Member' : '';
}

export function memberWord(count: number): string {
  return count === 1 ? '1 member' : `${count} members`;
}

/** Drawn as text, so that it needs no image to load and keeps its contrast in every theme. */
export interface Avatar {
  initials: string;
  avatarStyle: string;
}

export function avatarOf(group: Pick<Group, 'displayName' | 'kind'>): Avatar {
  return {
    initials: escapeText(initialsOf(group.displayName)),
    avatarStyle: group.kind === 'microsoft365' ? 'accent' : 'emphasis',
  };
}

function initialsOf(name: string): string {
  const words = plain(name)
    .split(' ')
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0])
    .filter((letter) => letter !== undefined);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.join('').toLocaleUpperCase('en') || '#';
}
