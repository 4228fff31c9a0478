import { useRef, useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import type { CardJson } from './card-runtime.ts';
import { DrawnCard } from './card.ts';
import { ExtensionResults } from './extension-results.ts';
import { useExtensionSearch } from './extension-search.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { Popover } from './popover.ts';
import { type AfterSignIn, SignIn } from './sign-in.ts';

interface PickerProps {
  me: Person;
  session: Session;
  conversation: Conversation;
  onClose: () => void;
  onChoose: (card: CardJson) => void;
}

/** The app's message extension: choose a command, search, look, insert. */
export function ExtensionPicker({ me, session, conversation, onClose, onChoose }: PickerProps): View {
  const [commandId, setCommandId] = useState(session.extensionCommands[0]?.id ?? '');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [previewed, setPreviewed] = useState(false);
  const command = session.extensionCommands.find((each) => each.id === commandId);
  const search = useExtensionSearch(me.id, conversation.id, command, text);
  const field = useRef<HTMLInputElement>(null);
  const results = search.results;
  const current = results[Math.min(active, results.length - 1)];

  const key = (event: KeyboardEvent): void => {
    if (event.isComposing || results.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((Math.min(active, results.length - 1) + step + results.length) % results.length);
      setPreviewed(true);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onChoose(current.card);
    }
  };

  return html`<${Popover} label=${session.bot.name} className="extension" onClose=${onClose}>
    <header class="extension-head">
      <img src="/page/icon.svg" alt="" width="24" height="24" />
      <h2>${session.bot.name}</h2>
      <button class="icon-button" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    ${
      session.extensionCommands.length > 1
        ? html`<div class="tabs" role="group" aria-label="Commands">
            ${session.extensionCommands.map(
              (each) =>
                html`<button
                  key=${each.id}
                  aria-pressed=${each.id === commandId}
                  class=${classes('tab', each.id === commandId && 'current')}
                  onClick=${() => {
                    setCommandId(each.id);
                    setActive(0);
                    field.current?.focus();
                  }}
                >
                  ${each.title}
                </button>`,
            )}
          </div>`
        : null
    }
    <label class="search-box">
      <${Icon} name="search" size=${16} />
      <input
        ref=${field}
        type="search"
        dir="auto"
        data-testid="extension-search"
        placeholder=${command?.parameter.title ?? 'Search'}
        aria-label=${command?.parameter.title ?? 'Search'}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded=${results.length > 0}
        aria-controls="extension-results"
        aria-activedescendant=${results.length > 0 ? `extension-result-${Math.min(active, results.length - 1)}` : undefined}
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
                as=${me.id}
                conversation=${conversation.id}
                onEnd=${(end: AfterSignIn) => search.take(end)}
              />
            </div>`
          : html`<${ExtensionResults}
              search=${search}
              active=${active}
              asked=${text !== '' || command?.initialRun === true}
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
  <//>`;
}
