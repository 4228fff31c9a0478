import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { giveFocusBack, keepFocusIn } from './focus-trap.ts';
import { html, type View } from './html.ts';

interface PopoverProps {
  label: string;
  className: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A layer that keeps Tab inside, closes on Escape and on a press elsewhere, and gives the focus back to what opened it. */
export function Popover({ label, className, onClose, children }: PopoverProps): View {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const opener = document.activeElement;
    const press = (event: Event): void => {
      const target = event.target as Node;
      if (!box.contains(target) && !opener?.contains(target)) onClose();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    const release = keepFocusIn(box);
    const first = box.querySelector<HTMLElement>('input') ?? box.querySelector<HTMLElement>('button');
    first?.focus();
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
      release();
      giveFocusBack(opener, box);
    };
  }, []);
  return html`<div ref=${host} class=${`popover ${className}`} role="dialog" aria-modal="true" aria-label=${label}>
    ${children}
  </div>`;
}
