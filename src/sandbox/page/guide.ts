import { useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import { client } from './client.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { go } from './route.ts';
import { toast } from './store.ts';

/** What a newcomer may try as one of the suggested people. */
interface Step {
  text: string;
  /** What to write to the bot; one of these. */
  say: readonly string[];
  /** Who sees what comes of it. */
  then?: Person | undefined;
}

const key = 'muster.guide';

function stepFor(me: Person, { people }: Session): Step | undefined {
  if (me.suggestion === '') return undefined;
  const first = (role: Person['role']): Person | undefined =>
    people.find((person) => person.role === role && person.suggestion !== '' && person.id !== me.id);
  switch (me.role) {
    case 'employee':
      return {
        text: 'Ask to join a private group, or for a new one, then decide as somebody else.',
        say: ['join Design Guild', 'new group Tide Pool'],
        then: first('owner'),
      };
    case 'owner':
      return {
        text: 'What others ask of you comes here by itself: ask for something as somebody else first.',
        say: ['waiting for me'],
        then: first('employee'),
      };
    case 'admin':
      return {
        text: 'You see more than others, such as a group whose members are hidden.',
        say: ['show group Quiet Council'],
      };
    case 'guest':
      return { text: 'Guests see only the groups that took them in.', say: ['my groups'], then: first('employee') };
  }
}

interface GuideProps {
  me: Person;
  session: Session;
  conversation: Conversation;
}

/** One line over the chat with the bot: what to try first, until it is put away for good. */
export function Guide({ me, session, conversation }: GuideProps): View {
  const [isAway, setIsAway] = useState(localStorage.getItem(key) === 'away');
  const step = stepFor(me, session);
  if (isAway || !step || conversation.kind !== 'personal' || !conversation.botInstalled) return null;
  const { text, say, then } = step;
  const write = (words: string): void => {
    client.send({ as: me.id, conversation: conversation.id, text: words }).catch((error: unknown) => {
      toast(error instanceof Error ? error.message : 'The message was not sent.', 'error');
    });
  };
  const putAway = (): void => {
    localStorage.setItem(key, 'away');
    setIsAway(true);
  };
  return html`<aside class="guide" aria-label="What to try">
    <p>${text}</p>
    <div class="guide-steps">
      ${say.map((words) => html`<button key=${words} class="guide-step" onClick=${() => write(words)}>Write “${words}”</button>`)}
      ${
        then
          ? html`<button class="guide-step" onClick=${() => go({ as: then.id, conversation: '', group: '' })}>
              Be ${then.displayName}
            </button>`
          : null
      }
    </div>
    <button class="icon-button" aria-label="Put the hint away" title="Put the hint away" onClick=${putAway}>
      <${Icon} name="close" size=${16} />
    </button>
  </aside>`;
}
