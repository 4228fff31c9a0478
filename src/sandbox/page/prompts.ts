import { useEffect, useRef, useState } from 'preact/hooks';
import { classes, html, type View } from './html.ts';
import type { Suggestion } from './suggestions.ts';

/** The app's commands in one row that scrolls; it fades at an end behind which there is more. */
export function Prompts({ prompts, onPick }: { prompts: Suggestion[]; onPick: (prompt: Suggestion) => void }): View {
  const row = useRef<HTMLUListElement>(null);
  const more = useMore(row, prompts.length);
  if (prompts.length === 0) return null;
  return html`<ul
    ref=${row}
    class=${classes('prompts', more.before && 'more-before', more.after && 'more-after')}
    aria-label="Commands"
    onWheel=${turnSideways}
  >
    ${prompts.map(
      (each) =>
        html`<li key=${each.key}>
          <button class="prompt" title=${each.hint} onClick=${() => onPick(each)}>${each.title}</button>
        </li>`,
    )}
  </ul>`;
}

/** Whether something is hidden at either end of a row. */
function useMore(row: { current: HTMLElement | null }, count: number): { before: boolean; after: boolean } {
  const [more, setMore] = useState({ before: false, after: false });
  useEffect(() => {
    const box = row.current;
    if (!box) return;
    const look = (): void => {
      const before = box.scrollLeft > 1;
      const after = box.scrollLeft < box.scrollWidth - box.clientWidth - 1;
      setMore((was) => (was.before === before && was.after === after ? was : { before, after }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [count]);
  return more;
}

/** A mouse whose wheel only turns up and down reaches the end of the row too. */
function turnSideways(event: WheelEvent): void {
  const box = event.currentTarget as HTMLElement;
  if (event.deltaX !== 0 || box.scrollWidth <= box.clientWidth) return;
  event.preventDefault();
  box.scrollLeft += event.deltaY;
}
