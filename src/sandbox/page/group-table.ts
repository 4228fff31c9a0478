import type { GroupSummary } from './api.ts';
import { Avatar } from './avatar.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { sandboxNow, useStore } from './store.ts';
import { calendarDay, daysUntil, fullTime, relativeTime } from './time.ts';

interface TableProps {
  groups: GroupSummary[];
  open: string;
  onOpen: (id: string) => void;
}

/** How long a change stays lit. */
const litMs = 8_000;

/** Groups as rows; one opens with a press anywhere on it. */
export function GroupTable({ groups, open, onOpen }: TableProps): View {
  const changedAt = useStore((all) => all.changedAt);
  const lit = (id: string): boolean => Date.now() - (changedAt[id] ?? 0) < litMs;
  const head = ['Group', 'Type', 'Visibility', 'Members', 'Owners', 'Expires', 'You'];
  return html`<table class="groups">
    <caption class="visually-hidden">
      Groups
    </caption>
    <thead>
      <tr>
        ${head.map((title) => html`<th key=${title} scope="col">${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${groups.map((group) => {
        const changed = lit(group.id);
        // A new key starts the animation again for each change.
        return html`<tr
          key=${`${group.id} ${changed ? group.revision : ''}`}
          class=${classes('group-row', changed && 'changed', group.id === open && 'current')}
          data-testid=${`tenant-row-${group.id}`}
          data-revision=${group.revision}
          onClick=${() => onOpen(group.id)}
        >
          ${cells(group, onOpen)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function cells(group: GroupSummary, onOpen: (id: string) => void): View[] {
  const open = (event: Event): void => {
    event.stopPropagation();
    onOpen(group.id);
  };
  return [
    html`<th key="name" scope="row" class="cell-group">
      <div class="cell-name">
        <${Avatar} id=${group.id} name=${group.displayName} shape="square" size=${28} />
        <button class="row-button" dir="auto" onClick=${open}>${group.displayName}</button>
      </div>
    </th>`,
    html`<td key="kind" class="cell-kind">
      ${group.kind} ${group.hasTeam ? html`<span class="tag team">Team</span>` : null}
      ${group.dynamic ? html`<span class="tag">Dynamic</span>` : null}
      ${group.synced ? html`<span class="tag">Synced</span>` : null}
    </td>`,
    html`<td key="visibility" class="cell-visibility"><${Visibility} value=${group.visibility} /></td>`,
    html`<td key="members" class="cell-count">
      ${group.memberCount}<span class="unit"> ${group.memberCount === 1 ? 'member' : 'members'}</span>
    </td>`,
    html`<td key="owners" class=${classes('cell-count', group.ownerCount === 0 && 'attention')}>
      ${group.ownerCount}<span class="unit"> ${group.ownerCount === 1 ? 'owner' : 'owners'}</span>
    </td>`,
    html`<td key="expires" class="cell-expiry"><${Expiry} at=${group.expiresAt} /></td>`,
    html`<td key="mine" class="cell-mine"><${Standing} mine=${group.mine} /></td>`,
  ];
}

const visibilities = { Public: 'Public', Private: 'Private', HiddenMembership: 'Hidden members', '': '' } as const;

/** Whether anybody may join, with a sign for it. */
export function Visibility({ value }: { value: GroupSummary['visibility'] }): View {
  if (value === '') return null;
  return html`<span class="with-icon">
    <${Icon} name=${value === 'Public' ? 'globe' : 'lock'} size=${16} /> ${visibilities[value]}
  </span>`;
}

/** When a group expires, measured from the sandbox's clock. */
export function Expiry({ at }: { at: string | undefined }): View {
  if (at === undefined) return html`<span class="hint">—</span>`;
  const days = daysUntil(at, sandboxNow());
  return html`<span
    class=${classes('expiry', days <= 15 ? 'attention' : days <= 30 && 'warning')}
    title=${fullTime(at)}
  >
    ${calendarDay(at)} <span class="hint">${relativeTime(at, sandboxNow())}</span>
  </span>`;
}

/** How the person stands to a group. */
export function Standing({ mine }: { mine: GroupSummary['mine'] }): View {
  return html`<span class="standing">
    ${mine.owner ? html`<span class="tag brand">Owner</span>` : mine.member ? html`<span class="tag">Member</span>` : null}
    ${
      mine.favorite
        ? html`<span class="with-icon" title="Favourite"
            ><${Icon} name="star" size=${16} /><span class="visually-hidden">Favourite</span></span
          >`
        : null
    }
    ${
      mine.subscribed
        ? html`<span class="with-icon" title="Subscribed by mail"
            ><${Icon} name="mail" size=${16} /><span class="visually-hidden">Subscribed by mail</span></span
          >`
        : null
    }
  </span>`;
}
