import type { Group, Standing } from '../domain/groups.ts';
import { escapeText, plain } from './escape.ts';

/** What kind of group it is, as people say it. */
function kindWord(group: Group): string {
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

function visibilityWord(group: Group): string {
  switch (group.visibility) {
    case 'public':
      return 'Public';
    case 'private':
      return 'Private';
    case 'hiddenMembership':
      return 'Private, members hidden';
  }
}

/** Such as `Private · Team`. Only Microsoft 365 groups have a visibility; of the others the directory says none. */
export function traitsOf(group: Group): string {
  return group.kind === 'microsoft365' ? `${visibilityWord(group)} · ${kindWord(group)}` : kindWord(group);
}

/** Empty for somebody who has no part in the group. */
export function roleWord(standing: Standing): string {
  if (standing.isOwner) return 'Owner';
  return standing.isMember ? 'Member' : '';
}

export function memberWord(count: number): string {
  return count === 1 ? '1 member' : `${count} members`;
}

/**
 * Drawn as text, so that it needs no image to load and keeps its contrast in every theme. A styled container has 16
 * pixels of padding on each side, so the column is 60 wide and the text small: two wide letters need all that is left.
 */
export interface Avatar {
  initials: string;
  avatarStyle: string;
}

/** A person is drawn as a Microsoft 365 group is. */
export function avatarOf(group: Pick<Group, 'displayName'> & Partial<Pick<Group, 'kind'>>): Avatar {
  return {
    initials: escapeText(initialsOf(group.displayName)),
    avatarStyle: (group.kind ?? 'microsoft365') === 'microsoft365' ? 'accent' : 'emphasis',
  };
}

/**
 * Two letters where the script has capitals, such as `DG`; else one: letters of other scripts are wide, join, or read
 * from the right. What stands in brackets counts only when there is nothing else. A name without letters shows its emoji.
 */
export function initialsOf(name: string): string {
  const line = plain(name);
  const words = firstLetters(line.replace(/\([^)]*\)|\[[^\]]*\]/gu, ' '));
  const [first, ...others] = words.length > 0 ? words : firstLetters(line);
  if (first === undefined) return emojiIn(line) ?? '#';
  const last = others.at(-1);
  return last !== undefined && hasCapitals(first) && hasCapitals(last)
    ? capital(first) + capital(last)
    : capital(first);
}

function firstLetters(text: string): string[] {
  return text.split(' ').flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
}

function hasCapitals(letter: string): boolean {
  return /[\p{Lu}\p{Ll}\p{N}]/u.test(letter);
}

/** One letter stays one: `ß` would become two. */
function capital(letter: string): string {
  const upper = letter.toLocaleUpperCase('en');
  return upper.length === letter.length ? upper : letter;
}

function emojiIn(text: string): string | undefined {
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  return [...characters].map(({ segment }) => segment).find((one) => /\p{Extended_Pictographic}/u.test(one));
}
