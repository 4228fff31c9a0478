import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import { FileButton, FileToBeSent, type FileToSend } from './attached-file.ts';
import type { CardJson } from './card-runtime.ts';
import { DrawnCard } from './card.ts';
import { client } from './client.ts';
import { ExtensionPicker } from './extension-picker.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { AttachedPicture, PictureButton, pastedPicture, type PastedPicture } from './pasted-picture.ts';
import { Prompts } from './prompts.ts';
import { placeKey, state, toast, update, useStore } from './store.ts';
import { commandsFor, type Suggestion, SuggestionList, suggestionsFor } from './suggestions.ts';
import { refreshMessages } from './sync.ts';

interface ComposeProps {
  me: Person;
  session: Session;
  conversation: Conversation;
  /** The post in a channel that is answered; none at the foot of a conversation. */
  thread?: string;
}

/** What was written and not sent, by person and conversation, while the page is open. */
const drafts = new Map<string, string>();

/** Where to write: Enter sends, Shift+Enter breaks the line, commands and mentions are completed. */
export function Compose({ me, session, conversation, thread = '' }: ComposeProps): View {
  const place = placeKey(conversation.id, thread);
  const draftKey = `${me.id} ${place}`;
  const [text, setText] = useState(drafts.get(draftKey) ?? '');
  const card = useStore((all) => all.attached[place]);
  const setCard = (json: CardJson | undefined): void => update({ attached: { ...state().attached, [place]: json } });
  const [active, setActive] = useState(-1);
  const [hidden, setHidden] = useState(false);
  const [sending, setSending] = useState(false);
  const [picking, setPicking] = useState(false);
  const [picture, setPicture] = useState<PastedPicture | undefined>();
  const [file, setFile] = useState<FileToSend | undefined>();
  const box = useRef<HTMLTextAreaElement>(null);
  const suggestions = hidden ? [] : suggestionsFor(session, conversation, text);
  const mention = suggestions[0]?.person !== undefined;
  const chosen = active < 0 && mention ? 0 : Math.min(active, suggestions.length - 1);

  const write = (value: string): void => {
    drafts.set(draftKey, value);
    setText(value);
    setActive(-1);
    setHidden(false);
  };
  const pick = (suggestion: Suggestion): void => {
    write(suggestion.text);
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    const trimmed = text.trim();
    if (sending || (trimmed === '' && !card && !picture && !file)) return;
    setSending(true);
    try {
      const attached = { ...(card && { card }), ...(picture && { picture }), ...(file && { file }) };
      const answer = { ...attached, ...(thread !== '' && { thread }) };
      await client.send({ as: me.id, conversation: conversation.id, text: trimmed, ...answer });
      write('');
      setCard(undefined);
      setPicture(undefined);
      setFile(undefined);
      void refreshMessages(conversation.id);
    } catch (error) {
      toast(error instanceof Error ? error.message : 'The message was not sent.', 'error');
    } finally {
      setSending(false);
      box.current?.focus();
    }
  };
  const key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const offered = suggestions[chosen];
    if (suggestions.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((chosen + step + suggestions.length) % suggestions.length);
    } else if (offered && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
      event.preventDefault();
      pick(offered);
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      event.preventDefault();
      setHidden(true);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };
  useGrowing(box, text);
  useEffect(() => {
    if (card) box.current?.focus();
  }, [card]);

  const listId = `compose-suggestions${thread}`;
  const words = wordsFor(conversation, thread);
  return html`<div class=${thread === '' ? 'compose-area' : 'compose-area in-thread'}>
    ${text === '' && !card && thread === '' ? html`<${Prompts} prompts=${commandsFor(session, conversation)} onPick=${pick} />` : null}
    ${
      suggestions.length > 0
        ? html`<${SuggestionList} id=${listId} suggestions=${suggestions} active=${chosen} onPick=${pick} />`
        : null
    }
    ${
      picking
        ? html`<${ExtensionPicker}
            me=${me}
            session=${session}
            conversation=${conversation}
            thread=${thread}
            onClose=${() => setPicking(false)}
            onChoose=${(json: CardJson) => {
              setPicking(false);
              setCard(json);
            }}
          />`
        : null
    }
    <div class="compose">
      ${card ? html`<${Attached} card=${card} onRemove=${() => setCard(undefined)} />` : null}
      ${picture ? html`<${AttachedPicture} picture=${picture} onRemove=${() => setPicture(undefined)} />` : null}
      ${file ? html`<${FileToBeSent} file=${file} onRemove=${() => setFile(undefined)} />` : null}
      <div class="compose-row">
        <textarea
          ref=${box}
          rows="1"
          dir="auto"
          data-testid=${thread === '' ? 'compose' : 'reply-compose'}
          placeholder=${words.placeholder}
          aria-label=${words.label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${suggestions.length > 0}
          aria-controls=${suggestions.length > 0 ? listId : undefined}
          aria-activedescendant=${chosen >= 0 && suggestions.length > 0 ? `${listId}-${chosen}` : undefined}
          value=${text}
          onInput=${(event: InputEvent) => write((event.currentTarget as HTMLTextAreaElement).value)}
          onKeyDown=${key}
          onPaste=${(event: ClipboardEvent) => void pastedPicture(event).then((one) => one && setPicture(one))}
        ></textarea>
        <div class="compose-tools">
          ${conversation.kind === 'personal' ? html`<${FileButton} onPick=${setFile} />` : null}
          <${PictureButton} testId=${thread === '' ? 'picture' : 'reply-picture'} onPick=${setPicture} />
          ${
            session.extensionCommands.length + session.actionCommands.length > 0
              ? html`<button
                  class="icon-button"
                  data-testid=${thread === '' ? 'extension-open' : 'reply-extension-open'}
                  title=${`Find and insert with ${session.bot.name}`}
                  aria-label=${`Find and insert with ${session.bot.name}`}
                  aria-haspopup="dialog"
                  aria-expanded=${picking}
                  onClick=${() => setPicking(!picking)}
                >
                  <${Icon} name="apps" />
                </button>`
              : null
          }
          <span class="tool-line"></span>
          <button
            class="icon-button send"
            data-testid=${thread === '' ? 'send' : 'reply-send'}
            aria-label="Send"
            title="Send (Enter)"
            disabled=${sending || (text.trim() === '' && !card && !picture && !file)}
            onClick=${() => void send()}
          >
            <${Icon} name="send" />
          </button>
        </div>
      </div>
    </div>
  </div>`;
}

function wordsFor({ kind, title }: Conversation, thread: string): { placeholder: string; label: string } {
  if (thread !== '') return { placeholder: 'Reply', label: 'Reply to this post' };
  return kind === 'channel'
    ? { placeholder: 'Start a post', label: `Start a post in ${title}` }
    : { placeholder: 'Type a message', label: `Type a message to ${title}` };
}

/** Grows with the text up to what the style allows. */
function useGrowing(box: { current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
}

function Attached({ card, onRemove }: { card: CardJson; onRemove: () => void }): View {
  return html`<div class="attached">
    <${DrawnCard} json=${card} />
    <button class="icon-button" aria-label="Remove the card" onClick=${onRemove}>
      <${Icon} name="close" size=${16} />
    </button>
  </div>`;
}
