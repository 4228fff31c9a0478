import { useEffect, useRef } from 'preact/hooks';
import type { DialogSize, Session } from './api.ts';
import type { CardAction, CardJson } from './card-runtime.ts';
import { DrawnCard } from './card.ts';
import { ask, closeDialog, take } from './dialogs.ts';
import { giveFocusBack, keepFocusIn } from './focus-trap.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { type AfterSignIn, SignIn } from './sign-in.ts';
import { type OpenDialog, useStore } from './store.ts';

/** The dialog that an app has opened, above everything else. */
export function DialogHost({ session }: { session: Session }): View {
  const dialog = useStore((all) => all.dialog);
  return dialog ? html`<${DialogWindow} key=${dialog.key} dialog=${dialog} name=${session.bot.name} />` : null;
}

const shares = {
  width: { small: '20vw', medium: '50vw', large: '60vw' },
  height: { small: '20vh', medium: '50vh', large: '66vh' },
};

function length(side: 'width' | 'height', size: DialogSize): string {
  return typeof size === 'number' ? `${size}px` : shares[side][size];
}

function DialogWindow({ dialog, name }: { dialog: OpenDialog; name: string }): View {
  const host = useRef<HTMLDialogElement>(null);
  const { frame, busy } = dialog;
  useModal(host);
  useFirstField(host, dialog);
  const style = { '--dialog-width': length('width', frame.width), '--dialog-height': length('height', frame.height) };
  return html`<dialog
    ref=${host}
    class="dialog"
    tabindex="-1"
    aria-labelledby="dialog-title"
    aria-busy=${busy}
    data-testid="dialog"
    data-busy=${busy ? '' : undefined}
    style=${style}
    onCancel=${(event: Event) => {
      event.preventDefault();
      closeDialog();
    }}
  >
    <header class="dialog-head">
      <img src="/page/icon.svg" alt="" width="32" height="32" />
      <div class="dialog-names">
        <p class="hint">${name}</p>
        <h2 id="dialog-title" dir="auto">${frame.title || name}</h2>
      </div>
      <button class="icon-button" aria-label="Close the dialog" data-testid="dialog-close" onClick=${closeDialog}>
        <${Icon} name="close" />
      </button>
    </header>
    <${Problem} dialog=${dialog} />
    <div class="dialog-body"><${Body} dialog=${dialog} /></div>
    <p class="visually-hidden" role="status">${busy ? 'Waiting for the app' : ''}</p>
  </dialog>`;
}

/** Opens as a modal, keeps Tab inside, and gives the focus back at the end. */
function useModal(host: { current: HTMLDialogElement | null }): void {
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const opener = document.activeElement;
    box.showModal();
    box.focus();
    const release = keepFocusIn(box);
    return () => {
      release();
      giveFocusBack(opener, box);
    };
  }, []);
}

/** Each card that comes takes the focus to where one begins to type. */
function useFirstField(host: { current: HTMLDialogElement | null }, { sequence, signIn }: OpenDialog): void {
  useEffect(() => {
    const body = host.current?.querySelector('.dialog-body');
    if (sequence === 0 && !signIn) return;
    const field = 'input, textarea, select';
    const first = body?.querySelector<HTMLElement>(field) ?? body?.querySelector<HTMLElement>('button');
    first?.focus();
  }, [sequence, signIn !== undefined]);
}

function Problem({ dialog: { problem, card, data } }: { dialog: OpenDialog }): View {
  if (problem === '') return null;
  return html`<div class="dialog-problem" role="alert">
    <${Icon} name="warning" size=${16} />
    <span dir="auto">${problem}</span>
    ${card ? null : html`<button class="button" onClick=${() => void ask({ step: 'fetch', data })}>Try again</button>`}
  </div>`;
}

function Body({ dialog }: { dialog: OpenDialog }): View {
  const { card, said, signIn, preview, key, sequence, from, busy, problem } = dialog;
  if (signIn)
    return html`<div class="dialog-sign-in">
      <${SignIn}
        ...${signIn}
        as=${from.as}
        conversation=${from.conversation}
        onEnd=${(end: AfterSignIn) => take(key, end)}
      />
    </div>`;
  if (said !== '')
    return html`<div class="dialog-said">
      <p role="status" dir="auto">${said}</p>
      <button class="button primary" onClick=${closeDialog}>OK</button>
    </div>`;
  if (card && preview) return html`<${Preview} card=${card} activity=${preview} busy=${busy} />`;
  if (card)
    return html`<${DrawnCard}
      key=${sequence}
      json=${card}
      onAction=${(action: CardAction, button?: HTMLElement) => press(key, action, button)}
    />`;
  return problem ? null : html`<p class="empty" role="status"><span class="spinner"></span> Loading…</p>`;
}

/** What the app will post in the person's name, to be sent or changed. */
function Preview({ card, activity, busy }: { card: CardJson; activity: CardJson; busy: boolean }): View {
  const decide = (action: 'edit' | 'send'): void =>
    void ask({ step: 'submit', data: {}, preview: { action, activity } });
  return html`<div class="dialog-preview">
    <p class="hint">This will be posted:</p>
    <${DrawnCard} json=${card} />
    <div class="button-row">
      <button class="button" disabled=${busy} onClick=${() => decide('edit')}>Edit</button>
      <button class="button primary" disabled=${busy} onClick=${() => decide('send')}>Send</button>
    </div>
  </div>`;
}

/** Of the actions that an app has to answer, Teams carries out Action.Submit alone in dialogs. */
function press(key: number, action: CardAction, button: HTMLElement | undefined): void {
  if (action.type === 'Action.Execute') {
    take(key, { kind: 'error', text: 'Teams does not carry out Action.Execute in a dialog.' });
    return;
  }
  button?.classList.add('pressed-busy');
  void ask({ step: 'submit', data: action.data }).finally(() => button?.classList.remove('pressed-busy'));
}
