import { useState } from 'preact/hooks';
import type { Person } from './api.ts';
import { Avatar } from './avatar.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { formatRoute, go, type Route } from './route.ts';

interface ListProps {
  people: Person[];
  route: Route;
  /** The person played now, who is not offered again. */
  me?: string;
  onChoose?: () => void;
}

const roles: Record<Person['role'], string> = {
  employee: 'Employee',
  owner: 'Owner',
  admin: 'Administrator',
  guest: 'Guest',
};

function matches(person: Person, wanted: string): boolean {
  const words = wanted.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = `${person.displayName} ${person.principalName} ${person.jobTitle} ${person.role}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

/** People to be: those worth trying first with the reason why, then everybody, searchable. */
export function ChooserList({ people, route, me, onChoose }: ListProps): View {
  const [wanted, setWanted] = useState('');
  const found = people.filter((person) => person.id !== me && matches(person, wanted));
  const suggested = found.filter((person) => person.suggestion !== '');
  const others = found
    .filter((person) => person.suggestion === '')
    .sort((one, other) => one.displayName.localeCompare(other.displayName));
  const choose = (person: Person): void => {
    onChoose?.();
    go({ as: person.id, conversation: '', group: '' });
  };
  return html`<div class="chooser" data-testid="person-chooser">
    <label class="search-box">
      <${Icon} name="search" size=${16} />
      <input
        type="search"
        placeholder="Search people"
        aria-label="Search people"
        value=${wanted}
        onInput=${(event: InputEvent) => setWanted((event.currentTarget as HTMLInputElement).value)}
      />
    </label>
    <ul class="chooser-list">
      ${suggested.map((person) => html`<${Entry} key=${person.id} person=${person} route=${route} onChoose=${choose} />`)}
      ${suggested.length > 0 && others.length > 0 ? html`<li class="chooser-divider" key="divider">Everybody else</li>` : null}
      ${others
        .slice(0, 100)
        .map((person) => html`<${Entry} key=${person.id} person=${person} route=${route} onChoose=${choose} />`)}
    </ul>
    ${found.length === 0 ? html`<p class="empty small">Nobody is called that here.</p>` : null}
    ${others.length > 100 ? html`<p class="hint pad">${others.length - 100} more: search to narrow the list.</p>` : null}
  </div>`;
}

interface EntryProps {
  person: Person;
  route: Route;
  onChoose: (person: Person) => void;
}

/** A real link, so that a middle click opens a second window in which we are somebody else. */
function Entry({ person, route, onChoose }: EntryProps): View {
  const press = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onChoose(person);
  };
  return html`<li>
    <a
      class="chooser-entry"
      href=${formatRoute({ ...route, as: person.id, conversation: '', group: '' })}
      data-testid=${`person-${person.id}`}
      onClick=${press}
    >
      <${Avatar} id=${person.id} name=${person.displayName} size=${40} />
      <span class="chooser-text">
        <span class="chooser-name" dir="auto">${person.displayName}</span>
        <span class="hint">${person.suggestion || person.jobTitle || person.principalName}</span>
      </span>
      <span class=${`tag ${person.role}`}>${roles[person.role]}</span>
    </a>
  </li>`;
}

/** The first thing that anybody sees: who would you like to be? */
export function Welcome({ people, route }: { people: Person[]; route: Route }): View {
  return html`<main class="welcome">
    <div class="welcome-panel">
      <div class="welcome-head">
        <img src="/page/icon.svg" alt="" width="48" height="48" />
        <h1>Who would you like to be?</h1>
        <p>
          This is a whole Microsoft 365 tenant on your machine: people, groups, teams, and Muster in its chat. Choose a
          person to sign in as. Open a second window to be two people at once.
        </p>
        <p>New here? Start with the first one; a line over the chat says what to try.</p>
      </div>
      <${ChooserList} people=${people} route=${route} />
    </div>
  </main>`;
}
