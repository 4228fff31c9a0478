import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { dismissToast, useStore } from './store.ts';

/** Notices at the foot of the page, read out as they come. */
export function Toasts(): View {
  const toasts = useStore((all) => all.toasts);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.map(
      (each) =>
        html`<div key=${each.key} class=${`toast ${each.tone}`} data-testid="toast">
          <${Icon} name=${each.tone === 'error' ? 'warning' : each.tone === 'success' ? 'check' : 'info'} />
          <span dir="auto">${each.text}</span>
          <button class="icon-button" aria-label="Dismiss" onClick=${() => dismissToast(each.key)}>
            <${Icon} name="close" size=${16} />
          </button>
        </div>`,
    )}
  </div>`;
}
