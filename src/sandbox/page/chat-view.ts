import { useEffect, useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import { ChatPane } from './chat-pane.ts';
import { ConversationList } from './conversation-list.ts';
import { html, type View } from './html.ts';
import { go, type Route } from './route.ts';
import { SidePane, type SideTab } from './side-pane.ts';
import { useStore } from './store.ts';

const sideKey = 'muster.side';
const phone = window.matchMedia('(max-width: 640px)');

function storedSide(): SideTab | '' {
  if (phone.matches) return '';
  const stored = localStorage.getItem(sideKey);
  return stored === 'tenant' || stored === 'traffic' ? stored : '';
}

/** Chats and channels, the open one, and on demand the tenant or the traffic beside it. */
export function ChatView({ me, session, route }: { me: Person; session: Session; route: Route }): View {
  const conversations = useStore((all) => all.conversations);
  const [side, setSide] = useState<SideTab | ''>(storedSide);
  const open = conversations?.find((each) => each.id === route.conversation);
  useEffect(() => {
    if (phone.matches || open || !conversations) return;
    const first = firstToOpen(conversations);
    if (first) go({ conversation: first.id }, 'replace');
  }, [conversations, open?.id]);
  const show = (tab: SideTab | ''): void => {
    localStorage.setItem(sideKey, tab);
    setSide(tab);
  };
  return html`<div class="view chat-view">
    <${ConversationList} conversations=${conversations} current=${route.conversation} botName=${session.bot.name} />
    ${
      open
        ? html`<${ChatPane}
            key=${open.id}
            me=${me}
            session=${session}
            conversation=${open}
            side=${side}
            onSide=${show}
          />`
        : html`<main id="main" class="pane-empty" tabindex="-1">
            ${conversations?.length === 0 ? html`<p>${me.displayName} is in no conversation yet.</p>` : html`<p>Choose a conversation.</p>`}
          </main>`
    }
    ${open && side ? html`<${SidePane} tab=${side} me=${me} onTab=${show} />` : null}
  </div>`;
}

/** The chat with the bot, for it is what one came for. */
function firstToOpen(conversations: Conversation[]): Conversation | undefined {
  return conversations.find((each) => each.kind === 'personal' && each.botInstalled) ?? conversations[0];
}
