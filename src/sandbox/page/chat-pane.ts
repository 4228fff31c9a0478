import { useEffect } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import { AppsButton } from './apps.ts';
import { Avatar } from './avatar.ts';
import { client } from './client.ts';
import { Compose } from './compose.ts';
import { classes, html, type View } from './html.ts';
import { Icon, type IconName } from './icons.ts';
import { Guide } from './guide.ts';
import { MessageList } from './message-list.ts';
import { go } from './route.ts';
import type { SideTab } from './side-pane.ts';
import { useStore } from './store.ts';
import { refreshConversations, refreshMessages } from './sync.ts';

interface PaneProps {
  me: Person;
  session: Session;
  conversation: Conversation;
  side: SideTab | '';
  onSide: (tab: SideTab | '') => void;
}

/** One conversation: its head, its messages and where to write. */
export function ChatPane({ me, session, conversation, side, onSide }: PaneProps): View {
  const messages = useStore((all) => all.messages[conversation.id]);
  const failure = useStore((all) => all.failures[`messages ${me.id} ${conversation.id}`]);
  useEffect(() => void refreshMessages(conversation.id), []);
  useReading(me.id, conversation.id, messages?.at(-1)?.id, conversation.unread);
  return html`<main id="main" class="chat-pane" tabindex="-1" aria-label=${conversation.title}>
    <${Head} me=${me} conversation=${conversation} session=${session} side=${side} onSide=${onSide} />
    <${Guide} me=${me} session=${session} conversation=${conversation} />
    <${MessageList} messages=${messages} failure=${failure} me=${me} session=${session} conversation=${conversation} />
    <${Compose} me=${me} session=${session} conversation=${conversation} />
  </main>`;
}

/** Marks as read what is on screen, once the window is looked at. */
function useReading(as: string, conversation: string, newest: string | undefined, unread: number): void {
  useEffect(() => {
    if (unread === 0 || newest === undefined) return;
    const read = (): void => {
      if (document.visibilityState !== 'visible') return;
      void client.read(as, conversation).then(refreshConversations, () => undefined);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [newest, unread > 0]);
}

interface HeadProps {
  me: Person;
  conversation: Conversation;
  session: Session;
  side: SideTab | '';
  onSide: (tab: SideTab | '') => void;
}

function Head({ me, conversation, session, side, onSide }: HeadProps): View {
  const bot = conversation.kind === 'personal' && conversation.title === session.bot.name;
  const toggle = (tab: SideTab, icon: IconName, label: string): View =>
    html`<button
      class=${classes('icon-button', 'labelled', side === tab && 'current')}
      aria-pressed=${side === tab}
      title=${`${label} beside the chat`}
      onClick=${() => onSide(side === tab ? '' : tab)}
    >
      <${Icon} name=${icon} /> <span>${label}</span>
    </button>`;
  return html`<header class="pane-head chat-head">
    <button class="icon-button back" aria-label="Back to the conversations" onClick=${() => go({ conversation: '' })}>
      <${Icon} name="back" />
    </button>
    <${Avatar}
      id=${conversation.kind === 'channel' ? conversation.subtitle : conversation.id}
      name=${conversation.kind === 'channel' ? conversation.subtitle || conversation.title : conversation.title}
      shape=${conversation.kind === 'personal' ? 'round' : 'square'}
      bot=${bot}
    />
    <div class="head-text">
      <h1 dir="auto">${conversation.title}</h1>
      ${conversation.subtitle ? html`<p class="hint" dir="auto">${conversation.subtitle}</p>` : null}
    </div>
    <div class="head-tools">
      ${conversation.kind === 'personal' ? null : html`<${AppsButton} me=${me} session=${session} conversation=${conversation} />`}
      ${toggle('tenant', 'people', 'Tenant')} ${toggle('traffic', 'traffic', 'Traffic')}
    </div>
  </header>`;
}
