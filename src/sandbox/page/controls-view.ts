import { useEffect, useState } from 'preact/hooks';
import type { Person, Session } from './api.ts';
import { change } from './change.ts';
import { client } from './client.ts';
import { FaultsForm } from './faults-form.ts';
import { GrantsTable } from './grants-table.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { sandboxNow } from './store.ts';
import { refreshAll } from './sync.ts';
import { aheadInWords, fullTime } from './time.ts';

const steps: { label: string; seconds: number }[] = [
  { label: '1 hour', seconds: 3_600 },
  { label: '1 day', seconds: 86_400 },
  { label: '1 week', seconds: 604_800 },
  { label: '30 days', seconds: 2_592_000 },
];

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

function ClockPanel({ session }: { session: Session }): View {
  const [, tick] = useState(0);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const move = async (ask: Promise<Session>, done: string): Promise<void> => {
    setBusy(true);
    await change(ask, done);
    setBusy(false);
  };
  return html`<section class="panel" aria-labelledby="clock-heading">
    <h2 id="clock-heading"><${Icon} name="controls" /> Clock</h2>
    <p class="clock-now" data-testid="clock-now">${fullTime(new Date(sandboxNow()).toISOString())}</p>
    <p class="hint">
      ${Math.abs(session.aheadSeconds) < 60 ? 'The sandbox’s clock shows the real time.' : `${aheadInWords(session.aheadSeconds)}, compared with the real time.`}
      ${' '}Expiry, reminders and lapses follow it; tokens keep real time.
    </p>
    <div class="button-row">
      ${steps.map(
        ({ label, seconds }) =>
          html`<button
            key=${label}
            class="button"
            disabled=${busy}
            data-testid=${`advance-${seconds}`}
            onClick=${() => void move(client.clock({ advanceSeconds: seconds }), `The clock moved ${label} ahead`)}
          >
            + ${label}
          </button>`,
      )}
      <button
        class="button subtle"
        disabled=${busy || session.aheadSeconds === 0}
        data-testid="clock-reset"
        onClick=${() => void move(client.clock({ reset: true }), 'The clock shows the real time')}
      >
        <${Icon} name="reset" size=${16} /> Real time
      </button>
    </div>
  </section>`;
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
