import { useEffect, useState } from 'preact/hooks';

/** Teams' three themes. */
export type Theme = 'light' | 'dark' | 'contrast';
/** What a person picked: a theme, or whatever the system says. */
export type ThemeChoice = Theme | 'system';

const key = 'muster.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const contrast = window.matchMedia('(forced-colors: active), (prefers-contrast: more)');
const listeners = new Set<() => void>();

/** The theme that was picked, `system` by default. */
export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system';
}

/** The theme to draw with. */
export function theme(): Theme {
  const choice = themeChoice();
  if (choice !== 'system') return choice;
  if (contrast.matches) return 'contrast';
  return dark.matches ? 'dark' : 'light';
}

function apply(): void {
  document.documentElement.dataset['theme'] = theme();
  for (const listener of [...listeners]) listener();
}

/** Picks a theme and remembers it on this machine. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(key, choice);
  apply();
}

/** Follows the system and other windows; call once. */
export function startTheme(): void {
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  window.addEventListener('storage', apply);
  apply();
}

/** The theme to draw with, drawn again when it changes. */
export function useTheme(): Theme {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = (): void => draw((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return theme();
}
