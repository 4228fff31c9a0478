import { useEffect, useState } from 'preact/hooks';
import type { ClockChange, ClockPace, Session } from './api.ts';
import { change } from './change.ts';
import { client } from './client.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { sandboxNow } from './store.ts';
import { aheadInWords, fullTime } from './time.ts';

const steps: { label: string; seconds: number }[] = [
  { label: '1 hour', seconds: 3_600 },
  { label: '1 day', seconds: 86_400 },
  { label: '1 week', seconds: 604_800 },
  { label: '30 days', seconds: 2_592_000 },
];

const paces: { pace: ClockPace; label: string; hint: string }[] = [
  { pace: 'hour', label: '1 hour a second', hint: 'a day takes 24 seconds' },
  { pace: 'day', label: '1 day a second', hint: 'a month takes half a minute' },
  { pace: 'week', label: '1 week a second', hint: 'a year takes less than a minute' },
];

/** Moves the sandbox's time by steps, or lets it run. */
export function ClockPanel({ session }: { session: Session }): View {
  const [, tick] = useState(0);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const move = async (wanted: ClockChange, done: string): Promise<void> => {
    setBusy(true);
    await change(client.clock(wanted), done);
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
            onClick=${() => void move({ advanceSeconds: seconds }, `The clock moved ${label} ahead`)}
          >
            + ${label}
          </button>`,
      )}
      <button
        class="button subtle"
        disabled=${busy || session.aheadSeconds === 0}
        data-testid="clock-reset"
        onClick=${() => void move({ reset: true }, 'The clock shows the real time')}
      >
        <${Icon} name="reset" size=${16} /> Real time
      </button>
    </div>
    <h3 class="panel-part" id="run-heading">Let it run</h3>
    <div class="button-row" role="group" aria-labelledby="run-heading">
      ${paces.map(
        ({ pace, label, hint }) =>
          html`<button
            key=${pace}
            class="button"
            disabled=${busy}
            aria-pressed=${session.pace === pace}
            title=${hint}
            data-testid=${`run-${pace}`}
            onClick=${() => void move({ run: pace }, `Time passes: ${hint}`)}
          >
            <${Icon} name="play" size=${16} /> ${label}
          </button>`,
      )}
      ${session.pace ? html`<${StopButton} />` : null}
    </div>
  </section>`;
}

/** Ends what `ClockPanel` lets run; it stands in the bar at the top as well, because one looks at the chats meanwhile. */
export function StopButton(): View {
  return html`<button
    class="button"
    data-testid="clock-stop"
    aria-label="Stop the clock"
    onClick=${() => void change(client.clock({ stop: true }), 'The clock goes on as usual from here')}
  >
    <${Icon} name="stop" size=${16} /> Stop
  </button>`;
}
