import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { giveFocusBack } from './focus-trap.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';

/** An entry of a menu; what it does may open something, for which the menu is gone already. */
export interface MenuItem {
  key: string;
  label: string;
  onPick: () => void;
}

/** The three dots and the menu behind them. @param start whether it opens towards the end of the line */
export function MenuButton({
  label,
  items,
  start = false,
}: {
  label: string;
  items: MenuItem[];
  start?: boolean;
}): View {
  const [open, setOpen] = useState(false);
  return html`<div class="menu-host">
    <button
      class="icon-button"
      aria-label=${label}
      title=${label}
      aria-haspopup="menu"
      aria-expanded=${open}
      data-testid="menu-open"
      onClick=${() => setOpen(!open)}
    >
      <${Icon} name="more" />
    </button>
    ${open ? html`<${Menu} label=${label} items=${items} start=${start} onClose=${() => setOpen(false)} />` : null}
  </div>`;
}

interface MenuProps {
  label: string;
  items: MenuItem[];
  start: boolean;
  onClose: () => void;
}

function Menu({ label, items, start, onClose }: MenuProps): View {
  const host = useRef<HTMLDivElement>(null);
  const [up, setUp] = useState(false);
  // Before anything is painted: a key that is pressed at once is for the menu.
  useLayoutEffect(() => {
    const box = host.current;
    if (!box) return;
    const opener = document.activeElement;
    const press = (event: Event): void => {
      const target = event.target as Node;
      if (!box.contains(target) && !opener?.contains(target)) onClose();
    };
    setUp(box.getBoundingClientRect().bottom > window.innerHeight - 80);
    document.addEventListener('pointerdown', press);
    box.querySelector('button')?.focus();
    return () => {
      document.removeEventListener('pointerdown', press);
      giveFocusBack(opener, box);
    };
  }, []);
  const key = (event: KeyboardEvent): void => {
    const entries = [...(host.current?.querySelectorAll('button') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (next !== undefined) entries.at(next % entries.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div
    ref=${host}
    class=${classes('menu', up && 'up', start && 'start')}
    role="menu"
    aria-label=${label}
    onKeyDown=${key}
  >
    ${items.map(
      (item) =>
        html`<button
          key=${item.key}
          class="menu-item"
          role="menuitem"
          tabindex="-1"
          data-testid="menu-item"
          onClick=${() => {
            onClose();
            item.onPick();
          }}
        >
          <img src="/page/icon.svg" alt="" width="20" height="20" /> <span>${item.label}</span>
        </button>`,
    )}
  </div>`;
}
