import { useEffect, useRef, useState } from 'preact/hooks';
import type { TrafficEntry } from './api.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { useStore } from './store.ts';
import { refreshTraffic } from './sync.ts';
import { fullTime, preciseTime } from './time.ts';

/** The calls between Teams, the bot, Entra, the connector and Graph, as they happen. */
export function TrafficView(): View {
  return html`<div class="view">
    <main id="main" class="page-pane" tabindex="-1" aria-label="Traffic">
      <header class="page-head">
        <h1>Traffic</h1>
        <p class="hint">
          Every call between Teams, the bot, Entra, the connector and Graph. Open one to see its token’s claims.
        </p>
      </header>
      <${TrafficPanel} wide=${true} />
    </main>
  </div>`;
}

const parties: TrafficEntry['from'][] = ['Teams', 'Bot', 'Entra', 'Connector', 'Graph', 'Browser'];

/** The list with its filter; it follows the newest until one scrolls up. */
export function TrafficPanel({ wide = false }: { wide?: boolean }): View {
  const traffic = useStore((all) => all.traffic);
  const failure = useStore((all) => all.failures['traffic']);
  const [party, setParty] = useState<TrafficEntry['from'] | ''>('');
  const [open, setOpen] = useState(0);
  const [loaded, setLoaded] = useState(false);
  const box = useRef<HTMLOListElement>(null);
  const follow = useRef(true);
  useEffect(() => void refreshTraffic().then(() => setLoaded(true)), []);
  useEffect(() => {
    if (follow.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [traffic, party]);
  const shown = traffic.filter((entry) => party === '' || entry.from === party || entry.to === party);
  const scrolled = (): void => {
    const list = box.current;
    if (list) follow.current = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  };
  return html`<div class=${classes('traffic', wide && 'wide')}>
    <div class="chips" role="group" aria-label="Whose calls">
      <button
        class=${classes('chip', party === '' && 'current')}
        aria-pressed=${party === ''}
        onClick=${() => setParty('')}
      >
        All
      </button>
      ${parties.map(
        (each) =>
          html`<button
            key=${each}
            class=${classes('chip', party === each && 'current')}
            aria-pressed=${party === each}
            onClick=${() => setParty(each)}
          >
            ${each}
          </button>`,
      )}
    </div>
    ${failure ? html`<p class="inline-error pad" role="alert"><${Icon} name="warning" size=${16} /> ${failure}</p>` : null}
    ${
      shown.length === 0
        ? html`<p class="empty small" role="status">
            ${loaded ? 'No calls yet. Send the bot a message.' : 'Loading…'}
          </p>`
        : html`<ol class="calls" ref=${box} onScroll=${scrolled}>
            ${shown.map(
              (entry) =>
                html`<${Call}
                  key=${entry.sequence}
                  entry=${entry}
                  open=${open === entry.sequence}
                  onToggle=${() => setOpen(open === entry.sequence ? 0 : entry.sequence)}
                />`,
            )}
          </ol>`
    }
  </div>`;
}

/** Status 0 is a call under way, or with a time one that nobody answered. */
function statusOf({ status, milliseconds }: TrafficEntry): { text: string; tone: string } {
  if (status === 0) return milliseconds > 0 ? { text: 'none', tone: 'bad' } : { text: '…', tone: 'pending' };
  return { text: String(status), tone: status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good' };
}

function Call({ entry, open, onToggle }: { entry: TrafficEntry; open: boolean; onToggle: () => void }): View {
  const status = statusOf(entry);
  return html`<li class=${classes('call', open && 'open')} data-testid="traffic-entry">
    <button class="call-line" aria-expanded=${open} onClick=${onToggle}>
      <time class="call-time" datetime=${entry.at} title=${fullTime(entry.at)}>${preciseTime(entry.at)}</time>
      <span class="call-way">
        <span class=${`party ${entry.from.toLowerCase()}`}>${entry.from}</span>
        <span aria-label="to" class="arrow">→</span>
        <span class=${`party ${entry.to.toLowerCase()}`}>${entry.to}</span>
      </span>
      <span class="call-summary" dir="auto">${entry.summary}</span>
      <span class="call-request"><b>${entry.method}</b> ${entry.path}</span>
      <span class=${`call-status ${status.tone}`}>${status.text}</span>
      <span class="call-ms">${status.tone === 'pending' ? '' : `${Math.round(entry.milliseconds)} ms`}</span>
    </button>
    ${open ? html`<${Claims} entry=${entry} />` : null}
  </li>`;
}

function Claims({ entry }: { entry: TrafficEntry }): View {
  const claims = Object.entries(entry.claims ?? {});
  return html`<div class="call-details">
    <p class="mono">${entry.method} ${entry.path}</p>
    ${
      claims.length === 0
        ? html`<p class="hint">This call carried no token.</p>`
        : html`<dl class="claims">
            ${claims.map(
              ([name, value]) =>
                html`<div key=${name}>
                  <dt>${name}</dt>
                  <dd>${typeof value === 'string' ? value : JSON.stringify(value)}${dateOf(name, value)}</dd>
                </div>`,
            )}
          </dl>`
    }
  </div>`;
}

/** The times of a token are seconds since 1970. */
function dateOf(name: string, value: unknown): View {
  if (!['exp', 'iat', 'nbf', 'auth_time'].includes(name) || typeof value !== 'number') return null;
  return html` <span class="hint">${fullTime(new Date(value * 1000).toISOString())}</span>`;
}
