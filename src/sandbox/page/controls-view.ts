import { useState } from 'preact/hooks';
import type { Person, Session } from './api.ts';
import { change } from './change.ts';
import { client } from './client.ts';
import { ClockPanel } from './clock-panel.ts';
import { FaultsForm } from './faults-form.ts';
import { GrantsTable } from './grants-table.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { refreshAll } from './sync.ts';

/** Clock, faults, grants and reset: everything that a real cloud does not let one do. */
export function ControlsView({ me, session }: { me: Person; session: Session }): View {
  return html`<div class="view">
    <main id="main" class="page-pane controls" tabindex="-1" aria-label="Clock and faults">
      <header class="page-head"><h1>Clock & faults</h1></header>
      <div class="control-grid">
        <div class="control-column"><${ClockPanel} session=${session} /><${ResetPanel} /></div>
        <${FaultsForm} faults=${session.faults} />
        <${GrantsTable} session=${session} me=${me} />
      </div>
    </main>
  </div>`;
}

function ResetPanel(): View {
  const [sure, setSure] = useState(false);
  const reset = async (): Promise<void> => {
    setSure(false);
    if (await change(client.reset(), 'The tenant is as it was at the start')) refreshAll();
  };
  return html`<section class="panel" aria-labelledby="reset-heading">
    <h2 id="reset-heading"><${Icon} name="reset" /> Start over</h2>
    <p class="hint">The seeded tenant anew: groups, members and settings as at the start, chats emptied.</p>
    <div class="button-row">
      ${
        sure
          ? html`<button class="button danger" data-testid="reset-confirm" onClick=${() => void reset()}>
              Yes, start over
            </button>`
          : html`<button class="button" data-testid="reset" onClick=${() => setSure(true)}>Reset the tenant…</button>`
      }
      ${sure ? html`<button class="button subtle" onClick=${() => setSure(false)}>Keep it</button>` : null}
    </div>
  </section>`;
}
