import type * as AdaptiveCardsModule from 'adaptivecards';
import { avatarTint, initials } from './avatar.ts';

declare const AdaptiveCards: typeof AdaptiveCardsModule;

/** Somebody who can be picked: directory object id, and what is shown. */
export interface Pickable {
  id: string;
  name: string;
  hint: string;
}

const mostShown = 6;
let listCount = 0;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function face(person: Pickable): HTMLElement {
  const made = element('span', `avatar s24 ${avatarTint(person.id)}`, initials(person.name));
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/**
 * Teams' people picker as an element of Microsoft's renderer: only people of the directory can be picked, and the value is
 * their object ids joined by commas. `card-runtime.ts` puts it in the place of choice sets whose data are people.
 */
export class PeopleInput extends AdaptiveCards.Input {
  #people: Pickable[] = [];
  #picked: Pickable[] = [];
  #many = false;
  #placeholder = '';
  #active = 0;
  readonly #field = element('input', 'people-field');
  readonly #list = element('ul', 'people-list');
  readonly #chips = element('span', 'people-chips');

  override getJsonTypeName(): string {
    return 'Input.People';
  }

  protected override internalParse(
    source: Record<string, unknown>,
    context: AdaptiveCardsModule.BaseSerializationContext,
  ): void {
    super.internalParse(source, context);
    this.#people = source['people'] as Pickable[];
    this.#many = source['isMultiSelect'] === true;
    this.#placeholder = typeof source['placeholder'] === 'string' ? source['placeholder'] : 'Search people';
    const preset = typeof source['value'] === 'string' ? source['value'].split(',') : [];
    this.#picked = this.#people.filter((person) => preset.includes(person.id));
  }

  protected override internalRender(): HTMLElement {
    const box = element('div', 'people-input');
    this.#list.id = `people-list-${++listCount}`;
    this.#list.setAttribute('role', 'listbox');
    for (const [name, value] of Object.entries({
      role: 'combobox',
      type: 'text',
      autocomplete: 'off',
      'aria-autocomplete': 'list',
      'aria-controls': this.#list.id,
      'aria-label': this.label ?? 'People',
    }))
      this.#field.setAttribute(name, value);
    this.#field.addEventListener('input', () => this.#search());
    this.#field.addEventListener('focus', () => this.#search());
    this.#field.addEventListener('blur', () => this.#close());
    this.#field.addEventListener('keydown', (event) => this.#key(event));
    box.append(this.#chips, this.#field, this.#list);
    this.#close();
    this.#drawChips();
    return box;
  }

  override focus(): void {
    this.#field.focus();
  }

  override isSet(): boolean {
    return this.#picked.length > 0;
  }

  override get value(): string | undefined {
    return this.isSet() ? this.#picked.map((person) => person.id).join(',') : undefined;
  }

  #found(): Pickable[] {
    const wanted = this.#field.value.trim().toLocaleLowerCase();
    return this.#people
      .filter((person) => !this.#picked.includes(person))
      .filter((person) => `${person.name} ${person.hint}`.toLocaleLowerCase().includes(wanted))
      .slice(0, mostShown);
  }

  #search(): void {
    if (!this.#many && this.#picked.length > 0) {
      this.#close();
      return;
    }
    const found = this.#found();
    this.#active = Math.min(this.#active, Math.max(0, found.length - 1));
    this.#list.replaceChildren(
      ...found.map((person, index) => {
        const row = element('li', index === this.#active ? 'person active' : 'person');
        row.id = `${this.#list.id}-${index}`;
        row.setAttribute('role', 'option');
        row.setAttribute('aria-selected', String(index === this.#active));
        row.append(face(person), element('span', 'person-name', person.name), element('span', 'hint', person.hint));
        row.addEventListener('mousedown', (event) => event.preventDefault());
        row.addEventListener('click', () => this.#pick(person));
        return row;
      }),
    );
    if (found.length === 0) this.#list.append(element('li', 'hint pad', 'We didn’t find anybody.'));
    this.#list.hidden = false;
    this.#field.setAttribute('aria-expanded', 'true');
    this.#field.setAttribute('aria-activedescendant', `${this.#list.id}-${this.#active}`);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#active = 0;
    this.#field.setAttribute('aria-expanded', 'false');
    this.#field.removeAttribute('aria-activedescendant');
  }

  #key(event: KeyboardEvent): void {
    const found = this.#found();
    const open = !this.#list.hidden;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault();
      if (open) this.#active = (this.#active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length;
      this.#search();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const person = found[this.#active];
      if (person) this.#pick(person);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      // Nor does a dialog close by it.
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Backspace' && this.#field.value === '') {
      this.#setPicked(this.#picked.slice(0, -1));
    }
  }

  #pick(person: Pickable): void {
    this.#field.value = '';
    this.#setPicked([...this.#picked, person]);
    this.#close();
    this.#field.focus();
  }

  #setPicked(picked: Pickable[]): void {
    this.#picked = picked;
    this.#drawChips();
    this.valueChanged();
  }

  #drawChips(): void {
    const full = !this.#many && this.#picked.length > 0;
    this.#field.placeholder = this.#picked.length > 0 ? '' : this.#placeholder;
    this.#field.classList.toggle('full', full);
    this.#chips.replaceChildren(
      ...this.#picked.map((person) => {
        const chip = element('span', 'person-chip');
        const remove = element('button', 'person-remove', '×');
        remove.type = 'button';
        remove.setAttribute('aria-label', `Remove ${person.name}`);
        remove.addEventListener('click', () => {
          this.#setPicked(this.#picked.filter((each) => each !== person));
          this.#field.focus();
        });
        chip.append(face(person), element('span', '', person.name), remove);
        return chip;
      }),
    );
  }
}
