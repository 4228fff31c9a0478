import { useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import type { CardJson } from './card-runtime.ts';
import { openDialog } from './dialogs.ts';
import { ExtensionFinder } from './extension-finder.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { Popover } from './popover.ts';

interface PickerProps {
  me: Person;
  session: Session;
  conversation: Conversation;
  /** The post in a channel under which the compose box is; empty elsewhere. */
  thread: string;
  onClose: () => void;
  onChoose: (card: CardJson) => void;
}

/** The app's message extension: what it can find for the message, and what it does in dialogs. */
export function ExtensionPicker({ me, session, conversation, thread, onClose, onChoose }: PickerProps): View {
  const searches = session.extensionCommands;
  const [commandId, setCommandId] = useState(searches[0]?.id ?? '');
  const command = searches.find((each) => each.id === commandId);
  const act = (id: string, title: string): void => {
    onClose();
    const source = { kind: 'command' as const, commandId: id, message: '' };
    openDialog({ as: me.id, conversation: conversation.id, thread, source }, title);
  };
  return html`<${Popover} label=${session.bot.name} className="extension" onClose=${onClose}>
    <header class="extension-head">
      <img src="/page/icon.svg" alt="" width="24" height="24" />
      <h2>${session.bot.name}</h2>
      <button class="icon-button" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
    </header>
    <${ActionCommands} session=${session} onPick=${act} />
    ${searches.length > 1 ? html`<${Tabs} searches=${searches} current=${commandId} onPick=${setCommandId} />` : null}
    ${
      command
        ? html`<${ExtensionFinder}
            as=${me.id}
            conversation=${conversation.id}
            command=${command}
            onChoose=${onChoose}
          />`
        : null
    }
  <//>`;
}

interface TabsProps {
  searches: Session['extensionCommands'];
  current: string;
  onPick: (id: string) => void;
}

function Tabs({ searches, current, onPick }: TabsProps): View {
  return html`<div class="tabs" role="group" aria-label="Commands">
    ${searches.map(
      ({ id, title }) =>
        html`<button
          key=${id}
          aria-pressed=${id === current}
          class=${classes('tab', id === current && 'current')}
          onClick=${() => onPick(id)}
        >
          ${title}
        </button>`,
    )}
  </div>`;
}

/** What the app does in a dialog, beside what it can find. */
function ActionCommands({
  session,
  onPick,
}: {
  session: Session;
  onPick: (commandId: string, title: string) => void;
}): View {
  const commands = session.actionCommands.filter(({ contexts }) => contexts.includes('compose'));
  if (commands.length === 0) return null;
  return html`<ul class="extension-actions" aria-label="Actions">
    ${commands.map(
      ({ id, title, description }) =>
        html`<li key=${id}>
          <button
            class="extension-action"
            data-testid="extension-action"
            title=${description}
            onClick=${() => onPick(id, title)}
          >
            <${Icon} name="plus" size=${16} /> <span>${title}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}
