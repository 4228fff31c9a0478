import { useLayoutEffect, useRef } from 'preact/hooks';
import { html, type View } from './html.ts';
import { Icon, type IconName } from './icons.ts';
import { go } from './route.ts';
import { dismissToast, type Toast, useStore } from './store.ts';

/** Notices at the foot of the page, read out as they come. */
export function Toasts(): View {
  const toasts = useStore((all) => all.toasts);
  const layer = useRef<HTMLDivElement>(null);
  // The last that opens lies on top: open again, it is seen above a dialog too.
  useLayoutEffect(() => {
    layer.current?.hidePopover();
    if (toasts.length > 0) layer.current?.showPopover();
  }, [toasts]);
  return html`<div class="toasts" popover="manual" role="status" aria-live="polite" ref=${layer}>
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
