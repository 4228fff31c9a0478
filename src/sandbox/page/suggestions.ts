import type { Conversation, Session } from './api.ts';
import { Avatar } from './avatar.ts';
import { classes, html, type View } from './html.ts';

/** Something that can be completed while writing. */
export interface Suggestion {
  key: string;
  title: string;
  hint: string;
  /** What the whole text becomes, the caret at its end. */
  text: string;
  /** Whom a mention names. */
  person?: { id: string; isBot: boolean };
}

const scopeOf: Record<Conversation['kind'], string> = { personal: 'personal', groupChat: 'groupChat', channel: 'team' };

/** The app's commands for this kind of conversation, as text that reaches the bot there. */
export function commandsFor(session: Session, conversation: Conversation): Suggestion[] {
  if (!conversation.botInstalled) return [];
  const scope = scopeOf[conversation.kind].toLowerCase();
  const prefix = conversation.kind === 'personal' ? '' : `@${session.bot.name} `;
  return session.commands
    .filter((command) => command.scopes.some((each) => each.toLowerCase() === scope))
    .map(({ title, description }) => ({ key: title, title, hint: description, text: `${prefix}${title} ` }));
}

function mentionsFor(session: Session, conversation: Conversation, text: string): Suggestion[] {
  // Teams offers no mentions in a chat of two.
  if (conversation.kind === 'personal') return [];
  const started = /(?:^|\s)@([^\n@]{0,40})$/u.exec(text);
  if (!started) return [];
  const wanted = (started[1] ?? '').toLocaleLowerCase();
  const before = text.slice(0, text.length - (started[1] ?? '').length);
  const bot = conversation.botInstalled
    ? [{ id: session.bot.id, name: session.bot.name, hint: 'App', isBot: true }]
    : [];
  const people = session.people.map((each) => ({
    id: each.id,
    name: each.displayName,
    hint: each.jobTitle,
    isBot: false,
  }));
  return [...bot, ...people]
    .filter((each) => each.name.toLocaleLowerCase().includes(wanted) && each.name.toLocaleLowerCase() !== wanted.trim())
    .slice(0, 6)
    .map(({ id, name, hint, isBot }) => ({
      key: id,
      title: name,
      hint,
      text: `${before}${name} `,
      person: { id, isBot },
    }));
}

/** What fits the text up to now: people after an `@`, else commands that begin with its words. */
export function suggestionsFor(session: Session, conversation: Conversation, text: string): Suggestion[] {
  const mentions = mentionsFor(session, conversation, text);
  if (mentions.length > 0) return mentions;
  const wanted = text.replace(`@${session.bot.name}`, '').trimStart().toLocaleLowerCase();
  if (wanted === '' || text.includes('\n')) return [];
  return commandsFor(session, conversation)
    .filter(
      ({ title }) =>
        title.toLocaleLowerCase().includes(wanted.trimEnd()) && title.toLocaleLowerCase() !== wanted.trim(),
    )
    .slice(0, 6);
}

interface ListProps {
  id: string;
  suggestions: Suggestion[];
  active: number;
  onPick: (suggestion: Suggestion) => void;
}

/** The list above the compose box; the keys are handled by the box. */
export function SuggestionList({ id, suggestions, active, onPick }: ListProps): View {
  return html`<ul class="suggestions" id=${id} role="listbox" aria-label="Suggestions">
    ${suggestions.map(
      (each, index) =>
        html`<li
          key=${each.key}
          id=${`${id}-${index}`}
          role="option"
          aria-selected=${index === active}
          class=${classes('suggestion', index === active && 'active')}
          onMouseDown=${(event: Event) => event.preventDefault()}
          onClick=${() => onPick(each)}
        >
          ${
            each.person
              ? html`<${Avatar} id=${each.person.id} name=${each.title} size=${28} bot=${each.person.isBot} />`
              : null
          }
          <span class="suggestion-title">${each.title}</span> <span class="hint">${each.hint}</span>
        </li>`,
    )}
  </ul>`;
}
