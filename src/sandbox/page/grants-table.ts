import { useState } from 'preact/hooks';
import type { Grants, Person, Session } from './api.ts';
import { Avatar } from './avatar.ts';
import { client } from './client.ts';
import { change } from './change.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';

/** Consent, MFA, installation and devices: of oneself, of the suggested people, and of all on demand. */
export function GrantsTable({ session, me }: { session: Session; me: Person }): View {
  const [all, setAll] = useState(false);
  const first = session.people.filter((person) => person.suggestion !== '' || person.id === me.id);
  const shown = all ? session.people : first;
  return html`<section class="panel wide" aria-labelledby="grants-heading">
    <h2 id="grants-heading"><${Icon} name="person" /> People’s grants</h2>
    <p class="hint">
      What each person has consented to, whether the next token asks for a second factor, and where they are signed in.
    </p>
    <div class="table-scroll">
      <table class="grants">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Consented</th>
            <th scope="col">MFA wanted</th>
            <th scope="col">App installed</th>
            <th scope="col">Devices</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((person) => html`<${Row} key=${person.id} person=${person} me=${person.id === me.id} />`)}
        </tbody>
      </table>
    </div>
    ${
      session.people.length > first.length
        ? html`<button class="button subtle" onClick=${() => setAll(!all)}>
            ${all ? 'Show fewer people' : `Show all ${session.people.length} people`}
          </button>`
        : null
    }
  </section>`;
}

function Row({ person, me }: { person: Person; me: boolean }): View {
  const { grants } = person;
  const save = (part: Partial<Grants>): void => void change(client.grants({ ...grants, ...part }), '');
  const box = (label: string, checked: boolean, part: (on: boolean) => Partial<Grants>): View =>
    html`<input
      type="checkbox"
      class="switch"
      role="switch"
      aria-label=${`${label}: ${person.displayName}`}
      checked=${checked}
      onChange=${(event: Event) => save(part((event.currentTarget as HTMLInputElement).checked))}
    />`;
  return html`<tr data-testid=${`grants-${person.id}`}>
    <th scope="row">
      <div class="cell-name">
        <${Avatar} id=${person.id} name=${person.displayName} size=${28} />
        <span dir="auto">${person.displayName}</span> ${me ? html`<span class="tag brand">You</span>` : null}
      </div>
    </th>
    <td>${box('Consented', grants.consented === 'all', (on) => ({ consented: on ? 'all' : 'none' }))}</td>
    <td>${box('MFA wanted', grants.mfaWanted, (on) => ({ mfaWanted: on }))}</td>
    <td>${box('App installed', grants.installed, (on) => ({ installed: on }))}</td>
    <td>
      <select
        aria-label=${`Devices: ${person.displayName}`}
        value=${String(grants.devices)}
        onChange=${(event: Event) =>
          save({ devices: Number((event.currentTarget as HTMLSelectElement).value) as Grants['devices'] })}
      >
        <option>1</option>
        <option>2</option>
        <option>3</option>
      </select>
    </td>
  </tr>`;
}
