import { html, type View } from './html.ts';
import { Icon, type IconName } from './icons.ts';
import { go } from './route.ts';
import { dismissToast, type Toast, useStore } from './store.ts';

/** Notices at the foot of the page, read out as they come. */
export function Toasts(): View {
  const toasts = useStore((all) => all.toasts);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map(
      (each) =>
        html`<div key=${each.key} class=${`toast ${each.tone}`} data-testid="toast">
          <${Icon} name=${iconOf(each)} />
          <span dir="auto">${each.news ? html`<b class="toast-title">${each.news.title}</b>` : null}${each.text}</span>
          ${each.news ? html`<button class="button subtle" onClick=${() => show(each)}>Show</button>` : null}
          <button class="icon-button" aria-label="Dismiss" onClick=${() => dismissToast(each.key)}>
            <${Icon} name="close" size=${16} />
          </button>
        </div>`,
    )}
  </div>`;
}

function iconOf({ tone, news }: Toast): IconName {
  if (news) return 'chat';
  return tone === 'error' ? 'warning' : tone === 'success' ? 'check' : 'info';
}

function show({ key, news }: Toast): void {
  dismissToast(key);
  if (news) go({ view: 'chat', conversation: news.conversation });
}
