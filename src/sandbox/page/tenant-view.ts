import { useEffect, useState } from 'preact/hooks';
import type { GroupSummary, Person, Tenant } from './api.ts';
import { DeletedGroups } from './deleted-groups.ts';
import { GroupDrawer } from './group-drawer.ts';
import { GroupTable } from './group-table.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { go, type Route } from './route.ts';
import { sandboxNow, useStore } from './store.ts';
import { refreshTenant } from './sync.ts';
import { daysUntil } from './time.ts';

const filters = {
  all: { label: 'All', keep: () => true },
  mine: { label: 'Mine', keep: (group: GroupSummary) => group.mine.member || group.mine.owner },
  owned: { label: 'I own', keep: (group: GroupSummary) => group.mine.owner },
  expiring: { label: 'Expiring', keep: (group: GroupSummary, now: number) => expiresSoon(group, now) },
  ownerless: { label: 'No owner', keep: (group: GroupSummary) => group.ownerCount === 0 },
  teams: { label: 'Teams', keep: (group: GroupSummary) => group.hasTeam },
} as const;
type Filter = keyof typeof filters;

function expiresSoon(group: GroupSummary, now: number): boolean {
  return group.expiresAt !== undefined && daysUntil(group.expiresAt, now) <= 30;
}

function chosen(tenant: Tenant, filter: Filter, text: string): GroupSummary[] {
  const wanted = text.trim().toLocaleLowerCase();
  const now = sandboxNow();
  return tenant.groups
    .filter((group) => filters[filter].keep(group, now))
    .filter((group) => `${group.displayName} ${group.kind} ${group.visibility}`.toLocaleLowerCase().includes(wanted))
    .sort((one, other) => one.displayName.localeCompare(other.displayName));
}

function useTenant(me: Person): { tenant: Tenant | undefined; failure: string | undefined } {
  const tenant = useStore((all) => all.tenant);
  const failure = useStore((all) => all.failures[`tenant ${me.id}`]);
  useEffect(() => void refreshTenant(), [me.id]);
  return { tenant, failure };
}

/** The directory as it is, changing before one's eyes. */
export function TenantView({ me, route }: { me: Person; route: Route }): View {
  return html`<div class="view">
    <main id="main" class="page-pane" tabindex="-1" aria-label="Tenant">
      <header class="page-head">
        <h1>Tenant</h1>
        <p class="hint">The directory behind the bot, with your own standing as ${me.displayName}. Changes light up.</p>
      </header>
      <${TenantPanel} me=${me} wide=${true} open=${route.group} />
    </main>
    ${route.group ? html`<${GroupDrawer} key=${route.group} me=${me} id=${route.group} />` : null}
  </div>`;
}

/** The groups with their filters: a table where there is room, a list beside a chat. */
export function TenantPanel({ me, wide = false, open = '' }: { me: Person; wide?: boolean; open?: string }): View {
  const { tenant, failure } = useTenant(me);
  const [filter, setFilter] = useState<Filter>('all');
  const [text, setText] = useState('');
  if (!tenant) return html`<${Waiting} failure=${failure} />`;
  const groups = chosen(tenant, filter, text);
  return html`<div class=${classes('tenant', wide && 'wide')}>
    <div class="tenant-tools">
      <label class="search-box">
        <${Icon} name="search" size=${16} />
        <input
          type="search"
          placeholder="Filter groups"
          aria-label="Filter groups"
          value=${text}
          onInput=${(event: InputEvent) => setText((event.currentTarget as HTMLInputElement).value)}
        />
      </label>
      <div class="chips" role="group" aria-label="Which groups">
        ${(Object.keys(filters) as Filter[]).map(
          (each) =>
            html`<button
              key=${each}
              class=${classes('chip', each === filter && 'current')}
              aria-pressed=${each === filter}
              onClick=${() => setFilter(each)}
            >
              ${filters[each].label}
            </button>`,
        )}
      </div>
    </div>
    ${failure ? html`<p class="inline-error pad" role="alert"><${Icon} name="warning" size=${16} /> ${failure}</p>` : null}
    ${
      groups.length === 0
        ? html`<p class="empty small">No group fits.</p>`
        : html`<${GroupTable} groups=${groups} open=${open} onOpen=${(id: string) => openGroup(id)} />`
    }
    ${tenant.deleted.length > 0 ? html`<${DeletedGroups} deleted=${tenant.deleted} />` : null}
  </div>`;
}

function openGroup(id: string): void {
  go({ view: 'tenant', group: id });
}

function Waiting({ failure }: { failure: string | undefined }): View {
  if (!failure) return html`<p class="empty" role="status"><span class="spinner"></span> Loading the tenant…</p>`;
  return html`<div class="empty" role="alert">
    <p>${failure}</p>
    <button class="button" onClick=${() => void refreshTenant()}>Try again</button>
  </div>`;
}
