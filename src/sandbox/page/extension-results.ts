import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from './avatar.ts';
import type { CardJson } from './card-runtime.ts';
import type { ExtensionSearch } from './extension-search.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';

interface ResultsProps {
  search: ExtensionSearch;
  active: number;
  /** Whether anything was searched for yet. */
  asked: boolean;
  onChoose: (card: CardJson) => void;
  onLook: (index: number) => void;
}

/** What the search found, or why it found nothing. */
export function ExtensionResults({ search, active, asked, onChoose, onLook }: ResultsProps): View {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  if (search.failure)
    return html`<div class="empty small" role="alert">
      <p><${Icon} name="warning" /> ${search.failure}</p>
      <button class="button" onClick=${search.retry}>Try again</button>
    </div>`;
  if (search.message) return html`<p class="empty small" role="status">${search.message}</p>`;
  if (search.results.length === 0)
    return html`<p class="empty small" role="status">
      ${search.loading ? 'Searching…' : asked ? 'We didn’t find any matches.' : 'Type to search.'}
    </p>`;
  return html`<div>
    <ul id="extension-results" ref=${list} role="listbox" aria-label="Results" class="extension-results">
      ${search.results.map(
        (each, index) =>
          html`<li
            key=${index}
            id=${`extension-result-${index}`}
            role="option"
            aria-selected=${index === active}
            class=${classes('extension-result', index === active && 'active')}
            data-testid="extension-result"
            onMouseMove=${() => onLook(index)}
            onClick=${() => onChoose(each.card)}
          >
            ${
              each.image && /^(https?:|data:image\/)/.test(each.image)
                ? html`<img class="avatar square s32" src=${each.image} alt="" width="32" height="32" />`
                : html`<${Avatar} id=${each.title} name=${each.title} shape="square" />`
            }
            <span class="result-text">
              <span class="result-title" dir="auto">${each.title}</span>
              <span class="hint" dir="auto">${each.text}</span>
            </span>
          </li>`,
      )}
    </ul>
    ${
      search.more
        ? html`<button class="button subtle show-more" disabled=${search.loading} onClick=${search.showMore}>
            Show more
          </button>`
        : null
    }
  </div>`;
}
