import { useEffect } from 'preact/hooks';

const stops =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** Where Tab stops inside a box, in the order of the page. */
function stopsIn(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>(stops)].filter(
    (each) => each.getClientRects().length > 0 && !each.closest('[inert]'),
  );
}

/** Lets Tab go round inside a box instead of out of it. @returns what ends it */
export function keepFocusIn(box: HTMLElement): () => void {
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || event.defaultPrevented) return;
    const all = stopsIn(box);
    const [first, last] = event.shiftKey ? [all.at(-1), all[0]] : [all[0], all.at(-1)];
    if (box.contains(document.activeElement) && document.activeElement !== last) return;
    event.preventDefault();
    first?.focus();
  };
  document.addEventListener('keydown', turn);
  return () => document.removeEventListener('keydown', turn);
}

/**
 * Gives the focus back to what had it, unless it went on by itself to something that is still there. What was drawn anew
 * meanwhile leaves it to the main part.
 */
export function giveFocusBack(opener: Element | null, box: HTMLElement): void {
  const { activeElement } = document;
  const isLost = activeElement === null || activeElement === document.body || box.contains(activeElement);
  if (!isLost) return;
  const heir = opener?.isConnected === true && opener !== document.body ? opener : document.getElementById('main');
  if (heir instanceof HTMLElement) heir.focus();
}

const phone = window.matchMedia('(max-width: 640px)');

/**
 * A pane that opens at the side takes the focus and gives it back. On a phone, where it covers the rest, Tab stays
 * inside and Escape closes it.
 */
export function usePaneFocus(pane: { current: HTMLElement | null }, onClose: () => void): void {
  useEffect(() => {
    const box = pane.current;
    // A pane that was open when the page came stays where it is, without taking the focus.
    if (!box || document.activeElement === document.body) return;
    const opener = document.activeElement;
    box.querySelector<HTMLElement>('button')?.focus();
    return () => giveFocusBack(opener, box);
  }, []);
  useEffect(() => {
    const box = pane.current;
    if (!box || !phone.matches) return;
    const release = keepFocusIn(box);
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    box.addEventListener('keydown', close);
    return () => {
      release();
      box.removeEventListener('keydown', close);
    };
  }, []);
}
