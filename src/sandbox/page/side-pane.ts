import { useRef } from 'preact/hooks';
import type { Person } from './api.ts';
import { usePaneFocus } from './focus-trap.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { TenantPanel } from './tenant-view.ts';
import { TrafficPanel } from './traffic-view.ts';

/** What can stand beside a chat. */
export type SideTab = 'tenant' | 'traffic';

interface SideProps {
  tab: SideTab;
  me: Person;
  onTab: (tab: SideTab | '') => void;
}

/** The pane at the right of a chat: watch the tenant change, or the calls that changed it. */
export function SidePane({ tab, me, onTab }: SideProps): View {
  const pane = useRef<HTMLElement>(null);
  usePaneFocus(pane, () => onTab(''));
  return html`<aside ref=${pane} class="side-pane" aria-label=${tab === 'tenant' ? 'Tenant' : 'Traffic'}>
    <header class="pane-head">
      <h2>${tab === 'tenant' ? 'Tenant' : 'Traffic'}</h2>
      <button class="icon-button" aria-label="Close the side pane" onClick=${() => onTab('')}>
        <${Icon} name="close" />
      </button>
    </header>
    ${tab === 'tenant' ? html`<${TenantPanel} me=${me} />` : html`<${TrafficPanel} />`}
  </aside>`;
}
