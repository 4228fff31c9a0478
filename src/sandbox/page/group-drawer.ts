import { useEffect, useRef, useState } from 'preact/hooks';
import type { GroupDetails, Person } from './api.ts';
import { Avatar } from './avatar.ts';
import { client } from './client.ts';
import { usePaneFocus } from './focus-trap.ts';
import { Expiry, Standing, Visibility } from './group-table.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { go } from './route.ts';
import { useStore } from './store.ts';

/** One group in full, at the right of the list; read again whenever the group changes. */
export function GroupDrawer({ me, id }: { me: Person; id: string }): View {
  const revision = useStore((all) => all.tenant?.groups.find((group) => group.id === id)?.revision);
  const [group, setGroup] = useState<GroupDetails | undefined>();
  const [failure, setFailure] = useState('');
  useEffect(() => {
    let wanted = true;
    client.group(me.id, id).then(
      (read) => {
        if (!wanted) return;
        setGroup(read);
        setFailure('');
      },
      (error: unknown) => {
        if (wanted) setFailure(error instanceof Error ? error.message : 'The group could not be read.');
      },
    );
    return () => {
      wanted = false;
    };
  }, [id, me.id, revision]);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') go({ group: '' });
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, []);
  const pane = useRef<HTMLElement>(null);
  usePaneFocus(pane, () => go({ group: '' }));
  return html`<aside ref=${pane} class="side-pane drawer" aria-label="Group details">
    <header class="pane-head">
      <h2 dir="auto">${group?.displayName ?? 'Group'}</h2>
      <button class="icon-button" aria-label="Close the details" onClick=${() => go({ group: '' })}>
        <${Icon} name="close" />
      </button>
    </header>
    ${failure ? html`<p class="empty small" role="alert">${failure}</p>` : null}
    ${!group && !failure ? html`<p class="empty small" role="status"><span class="spinner"></span> Loading…</p>` : null}
    ${group && !failure ? html`<${Details} group=${group} />` : null}
  </aside>`;
}

function Details({ group }: { group: GroupDetails }): View {
  const rows: [string, unknown][] = [
    ['Type', group.kind],
    ['Visibility', group.visibility === '' ? '—' : html`<${Visibility} value=${group.visibility} />`],
    ['Team', group.hasTeam ? 'Yes' : 'No'],
    ['Membership', group.dynamic ? 'By rule' : 'Assigned'],
    ['Source', group.synced ? 'On-premises' : 'Cloud'],
    ['Mail', group.mail || '—'],
    ['Expires', html`<${Expiry} at=${group.expiresAt} />`],
    ['You', Object.values(group.mine).some(Boolean) ? html`<${Standing} mine=${group.mine} />` : '—'],
  ];
  return html`<div class="drawer-body">
    ${group.description ? html`<p class="drawer-description" dir="auto">${group.description}</p>` : null}
    <dl class="facts">
      ${rows.map(
        ([title, value]) =>
          html`<div key=${title}>
            <dt>${title}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <${People}
      title="Owners"
      people=${group.owners.map((owner) => ({ ...owner, guest: false }))}
      total=${group.ownerCount}
    />
    <${People} title="Members" people=${group.members} total=${group.memberCount} />
  </div>`;
}

interface PeopleProps {
  title: string;
  people: GroupDetails['members'];
  total: number;
}

function People({ title, people, total }: PeopleProps): View {
  return html`<section class="drawer-people">
    <h3>${title} <span class="hint">${total}</span></h3>
    ${people.length === 0 ? html`<p class="hint">${total > 0 ? 'Not visible to you.' : 'Nobody.'}</p>` : null}
    <ul>
      ${people.map(
        (person) =>
          html`<li key=${person.id}>
            <${Avatar} id=${person.id} name=${person.displayName} size=${28} />
            <span dir="auto">${person.displayName}</span>
            ${person.guest ? html`<span class="tag guest">Guest</span>` : null}
          </li>`,
      )}
    </ul>
    ${people.length > 0 && total > people.length ? html`<p class="hint">and ${total - people.length} more</p>` : null}
  </section>`;
}
