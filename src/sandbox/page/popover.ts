import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { html, type View } from './html.ts';

interface PopoverProps {
  label: string;
  className: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A layer that closes on Escape and on a press elsewhere, and gives the focus back to what opened it. */
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
    const first = box.querySelector<HTMLElement>('input') ?? box.querySelector<HTMLElement>('button');
    first?.focus();
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
      // Unless the focus went on by itself, to what was chosen.
      const stays = document.activeElement === document.body || box.contains(document.activeElement);
      if (stays && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return html`<div ref=${host} class=${`popover ${className}`} role="dialog" aria-label=${label}>${children}</div>`;
}
