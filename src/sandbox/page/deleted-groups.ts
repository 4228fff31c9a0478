import type { Tenant } from './api.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { fullTime, relativeTime } from './time.ts';
import { sandboxNow } from './store.ts';

/** Groups that were deleted and can still be brought back. */
export function DeletedGroups({ deleted }: { deleted: Tenant['deleted'] }): View {
  return html`<section class="deleted-groups" aria-labelledby="deleted-heading">
    <h2 id="deleted-heading"><${Icon} name="trash" size=${16} /> Deleted</h2>
    <ul>
      ${deleted.map(
        (group) =>
          html`<li key=${group.id} data-testid=${`deleted-row-${group.id}`}>
            <span dir="auto" class="deleted-name">${group.displayName}</span>
            <span class="hint" title=${fullTime(group.deletedAt)}
              >deleted ${relativeTime(group.deletedAt, sandboxNow())}</span
            >
            <span class=${classes('tag', group.daysLeft <= 3 && 'attention')}>
              ${group.daysLeft} ${group.daysLeft === 1 ? 'day' : 'days'} left
            </span>
          </li>`,
      )}
    </ul>
  </section>`;
}
