import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from './api.ts';
import type { CardJson } from './card-runtime.ts';
import { DrawnCard } from './card.ts';
import { ExtensionResults } from './extension-results.ts';
import { useExtensionSearch } from './extension-search.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { type AfterSignIn, SignIn } from './sign-in.ts';

interface FinderProps {
  as: string;
  conversation: string;
  command: Session['extensionCommands'][number];
  onChoose: (card: CardJson) => void;
}

/** One search command: type, look at a result, choose it. */
export function ExtensionFinder({ as, conversation, command, onChoose }: FinderProps): View {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [previewed, setPreviewed] = useState(false);
  const search = useExtensionSearch(as, conversation, command, text);
  const field = useRef<HTMLInputElement>(null);
  const { results } = search;
  const at = Math.min(active, results.length - 1);
  const current = results[at];
  useEffect(() => {
    setActive(0);
    field.current?.focus();
  }, [command.id]);

  const key = (event: KeyboardEvent): void => {
    if (event.isComposing || results.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at + step + results.length) % results.length);
      setPreviewed(true);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onChoose(current.card);
    }
  };

  return html`<div class="extension-finder">
    <label class="search-box">
      <${Icon} name="search" size=${16} />
      <input
        ref=${field}
        type="search"
        dir="auto"
        data-testid="extension-search"
        placeholder=${command.parameter.title}
        aria-label=${command.parameter.title}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded=${results.length > 0}
        aria-controls="extension-results"
        aria-activedescendant=${results.length > 0 ? `extension-result-${at}` : undefined}
        value=${text}
        onInput=${(event: InputEvent) => {
          setText((event.currentTarget as HTMLInputElement).value);
          setActive(0);
        }}
        onKeyDown=${key}
      />
      ${search.loading ? html`<span class="spinner" role="status" aria-label="Searching"></span>` : null}
    </label>
    <div class="extension-body">
      ${
        search.signIn
          ? html`<div class="pad">
              <${SignIn}
                ...${search.signIn}
                as=${as}
                conversation=${conversation}
                onEnd=${(end: AfterSignIn) => search.take(end)}
              />
            </div>`
          : html`<${ExtensionResults}
              search=${search}
              active=${active}
              asked=${text !== '' || command.initialRun}
              onChoose=${onChoose}
              onLook=${setActive}
            />`
      }
    </div>
    ${
      current && previewed
        ? html`<div class="extension-preview" aria-hidden="true"><${DrawnCard} json=${current.card} /></div>`
        : null
    }
  </div>`;
}
