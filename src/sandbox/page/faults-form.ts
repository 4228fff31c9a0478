import { useEffect, useState } from 'preact/hooks';
import type { Faults } from './api.ts';
import { client } from './client.ts';
import { change } from './change.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';

type NumberFault = Exclude<keyof Faults, 'entraUnavailable' | 'deliveries'>;

/** A fault counts as off at this value, 0 where none is named. */
const usual: Partial<Record<NumberFault, number>> = { teamLagMs: 4_000 };

const numbers: { key: NumberFault; label: string; hint: string; step: number; max: number }[] = [
  { key: 'graphThrottle', label: 'Graph is busy', hint: 'calls answered 429 with Retry-After', step: 1, max: 1_000 },
  { key: 'graphUnavailable', label: 'Graph is down', hint: 'calls answered 503', step: 1, max: 1_000 },
  { key: 'graphDelayMs', label: 'Graph is slow', hint: 'milliseconds for each call', step: 500, max: 60_000 },
  {
    key: 'deltaForgotten',
    label: 'Graph forgets what it told',
    hint: 'delta queries answered 410',
    step: 1,
    max: 1_000,
  },
  {
    key: 'replicationLagMs',
    label: 'Replication lag',
    hint: 'milliseconds until reads see a change',
    step: 1_000,
    max: 120_000,
  },
  { key: 'connectorThrottle', label: 'Teams is busy', hint: 'sends answered 429', step: 1, max: 1_000 },
  {
    key: 'connectorFailAfterStore',
    label: 'Teams loses its answer',
    hint: 'messages stored, then answered 502',
    step: 1,
    max: 1_000,
  },
  {
    key: 'teamLagMs',
    label: 'Teams hears late of new groups',
    hint: 'milliseconds until a new group can have a team; 4,000 is usual',
    step: 1_000,
    max: 120_000,
  },
  {
    key: 'teamMadeThoughRefused',
    label: 'Teams makes it and says no',
    hint: 'times a team is made although the answer is that it failed',
    step: 1,
    max: 1_000,
  },
];

/** Troubles that can be switched on; what counts down is shown as it does. */
export function FaultsForm({ faults }: { faults: Faults }): View {
  const [draft, setDraft] = useState(faults);
  useEffect(() => setDraft(faults), [JSON.stringify(faults)]);
  const calm =
    numbers.every(({ key }) => faults[key] === (usual[key] ?? 0)) &&
    !faults.entraUnavailable &&
    faults.deliveries === 1;
  const save = (part: Partial<Faults>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    void change(client.faults(next), '');
  };
  const none = (): void =>
    save({
      ...Object.fromEntries(numbers.map(({ key }) => [key, usual[key] ?? 0])),
      entraUnavailable: false,
      deliveries: 1,
    });
  return html`<section class="panel" aria-labelledby="faults-heading">
    <h2 id="faults-heading"><${Icon} name="warning" /> Faults</h2>
    <div class="fault-list">
      ${numbers.map(
        ({ key, label, hint, step, max }) =>
          html`<label key=${key} class="fault">
            <span><span class="fault-name">${label}</span><span class="hint">${hint}</span></span>
            <input
              type="number"
              inputmode="numeric"
              min="0"
              max=${max}
              step=${step}
              data-testid=${`fault-${key}`}
              value=${draft[key]}
              onChange=${(event: Event) => {
                const typed = (event.currentTarget as HTMLInputElement).valueAsNumber;
                save({ [key]: Math.min(max, Math.max(0, Math.round(Number.isFinite(typed) ? typed : 0))) });
              }}
            />
          </label>`,
      )}
      <label class="fault">
        <span
          ><span class="fault-name">Deliveries</span
          ><span class="hint">how often each activity reaches the bot</span></span
        >
        <select
          data-testid="fault-deliveries"
          value=${String(draft.deliveries)}
          onChange=${(event: Event) =>
            save({ deliveries: Number((event.currentTarget as HTMLSelectElement).value) as Faults['deliveries'] })}
        >
          <option value="1">once</option>
          <option value="2">twice</option>
          <option value="3">three times</option>
        </select>
      </label>
      <label class="fault">
        <span><span class="fault-name">Entra is down</span><span class="hint">no tokens are issued</span></span>
        <input
          type="checkbox"
          class="switch"
          role="switch"
          data-testid="fault-entraUnavailable"
          checked=${draft.entraUnavailable}
          onChange=${(event: Event) => save({ entraUnavailable: (event.currentTarget as HTMLInputElement).checked })}
        />
      </label>
    </div>
    <div class="button-row">
      <button class="button subtle" disabled=${calm} onClick=${none}>Switch everything off</button>
    </div>
  </section>`;
}
