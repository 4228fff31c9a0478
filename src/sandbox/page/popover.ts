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
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const press = (event: Event): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !opener?.contains(target)) onClose();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      onClose();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    box.current?.querySelector<HTMLElement>('[autofocus], input, button')?.focus();
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return html`<div ref=${box} class=${`popover ${className}`} role="dialog" aria-label=${label}>${children}</div>`;
}
