import { classes, html, type View } from './html.ts';

/** Up to two letters for a name, without what stands in brackets. */
export function initials(name: string): string {
  const words = name
    .replace(/\(.*?\)/g, '')
    .split(/[\s.\-_@]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  const letter = (word: string): string => /^./su.exec(word)?.[0] ?? '';
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

/** The class of a colour: the same for the same id everywhere, one of sixteen. */
export function avatarTint(id: string): string {
  let sum = 7;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return `tint-${sum % 16}`;
}

interface AvatarProps {
  id: string;
  name: string;
  size?: 20 | 24 | 28 | 32 | 40 | 56;
  /** People are round, apps, groups and teams are square. */
  shape?: 'round' | 'square';
  /** Draws the app's own picture. */
  bot?: boolean;
}

/** Picture of a person, a group or the bot; decoration, for the name stands beside it. */
export function Avatar({ id, name, size = 32, shape = 'round', bot = false }: AvatarProps): View {
  if (bot)
    return html`<img class=${`avatar square s${size}`} src="/page/icon.svg" alt="" width=${size} height=${size} />`;
  return html`<span
    class=${classes('avatar', shape === 'square' && 'square', `s${size}`, avatarTint(id))}
    aria-hidden="true"
  >
    ${initials(name)}
  </span>`;
}
