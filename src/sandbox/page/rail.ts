import { classes, html, type View } from './html.ts';
import { Icon, type IconName } from './icons.ts';
import { go, type Route, type ViewName } from './route.ts';
import { useStore } from './store.ts';

const entries: { view: ViewName; icon: IconName; label: string }[] = [
  { view: 'chat', icon: 'chat', label: 'Chat' },
  { view: 'tenant', icon: 'people', label: 'Tenant' },
  { view: 'traffic', icon: 'traffic', label: 'Traffic' },
  { view: 'controls', icon: 'controls', label: 'Clock & faults' },
];

/** The rail at the left, at the foot on a phone. */
export function Rail({ route }: { route: Route }): View {
  const unread = useStore((all) => (all.conversations ?? []).reduce((sum, each) => sum + each.unread, 0));
  return html`<nav class="rail" aria-label="Views">
    ${entries.map(
      ({ view, icon, label }) =>
        html`<button
          key=${view}
          class=${classes('rail-entry', route.view === view && 'current')}
          data-testid=${`nav-${view}`}
          aria-current=${route.view === view ? 'page' : undefined}
          onClick=${() => go({ view })}
        >
          <span class="rail-icon"
            ><${Icon} name=${icon} size=${24} /> ${
              view === 'chat' && unread > 0
                ? html`<span class="badge" aria-label=${`${unread} unread`}>${unread > 99 ? '99+' : unread}</span>`
                : null
            }</span
          >
          <span class="rail-label">${label}</span>
        </button>`,
    )}
  </nav>`;
}
