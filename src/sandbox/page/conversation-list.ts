import type { Conversation } from './api.ts';
import { Avatar } from './avatar.ts';
import { classes, html, type View } from './html.ts';
import { previewOf } from './preview.ts';
import { go } from './route.ts';
import { sandboxNow, useStore } from './store.ts';
import { refreshConversations } from './sync.ts';
import { fullTime, listTime } from './time.ts';

interface ListProps {
  conversations: Conversation[] | undefined;
  current: string;
  botName: string;
}

/** Chats first, then channels under their team, newest on top. */
export function ConversationList({ conversations, current, botName }: ListProps): View {
  const failure = useStore(
    (all) => Object.entries(all.failures).find(([key]) => key.startsWith('conversations '))?.[1],
  );
  const newest = [...(conversations ?? [])].sort((one, other) => other.lastAt.localeCompare(one.lastAt));
  const chats = newest.filter((each) => each.kind !== 'channel');
  const channels = newest.filter((each) => each.kind === 'channel');
  return html`<section class="list-pane" aria-label="Conversations">
    <header class="pane-head"><h1>Chat</h1></header>
    <nav class="list-scroll" aria-label="Conversations">
      ${
        failure && !conversations
          ? html`<div class="empty" role="alert">
              <p>${failure}</p>
              <button class="button" onClick=${() => void refreshConversations()}>Try again</button>
            </div>`
          : null
      }
      ${!conversations && !failure ? html`<${Skeletons} />` : null}
      ${chats.length > 0 ? html`<${Section} title="Chats" entries=${chats} current=${current} botName=${botName} />` : null}
      ${channels.length > 0 ? html`<${Teams} channels=${channels} current=${current} />` : null}
      ${conversations?.length === 0 ? html`<p class="empty">No conversations yet.</p>` : null}
    </nav>
  </section>`;
}

interface SectionProps {
  title: string;
  entries: Conversation[];
  current: string;
  botName: string;
}

function Section({ title, entries, current, botName }: SectionProps): View {
  return html`<div class="list-section">
    <h2>${title}</h2>
    <ul>
      ${entries.map((each) => html`<${Entry} key=${each.id} entry=${each} current=${each.id === current} botName=${botName} />`)}
    </ul>
  </div>`;
}

/** Channels under their team, General first. */
function Teams({ channels, current }: { channels: Conversation[]; current: string }): View {
  const teams = Map.groupBy(channels, (each) => each.subtitle);
  const names = [...teams.keys()].sort((one, other) => one.localeCompare(other));
  const isGeneral = ({ title }: Conversation): number => Number(title !== 'General');
  return html`<div class="list-section">
    <h2>Teams and channels</h2>
    ${names.map(
      (name) =>
        html`<section key=${name} aria-label=${name}>
          <h3 class="list-team">
            <${Avatar} id=${name} name=${name} size=${24} shape="square" /> <span dir="auto">${name}</span>
          </h3>
          <ul>
            ${(teams.get(name) ?? [])
              .sort((one, other) => isGeneral(one) - isGeneral(other) || one.title.localeCompare(other.title))
              .map((each) => html`<${Channel} key=${each.id} entry=${each} current=${each.id === current} />`)}
          </ul>
        </section>`,
    )}
  </div>`;
}

function Channel({ entry, current }: { entry: Conversation; current: boolean }): View {
  return html`<li>
    <button
      class=${classes('list-entry', 'channel', current && 'current', entry.unread > 0 && 'unread')}
      data-testid=${`conversation-${entry.id}`}
      data-kind="channel"
      aria-current=${current ? 'true' : undefined}
      onClick=${() => go({ conversation: entry.id })}
    >
      <span class="list-text">
        <span class="list-title" dir="auto">${entry.title}</span>
        <${Unread} count=${entry.unread} />
      </span>
    </button>
  </li>`;
}

function Unread({ count }: { count: number }): View {
  if (count === 0) return null;
  return html`<span class="dot"><span class="visually-hidden">${count} unread</span></span>`;
}

function Entry({ entry, current, botName }: { entry: Conversation; current: boolean; botName: string }): View {
  const typing = useStore((all) => all.typing[entry.id]);
  const bot = entry.kind === 'personal' && entry.botInstalled && entry.title === botName;
  return html`<li>
    <button
      class=${classes('list-entry', current && 'current', entry.unread > 0 && 'unread')}
      data-testid=${`conversation-${entry.id}`}
      data-kind=${entry.kind}
      aria-current=${current ? 'true' : undefined}
      onClick=${() => go({ conversation: entry.id })}
    >
      <${Avatar}
        id=${entry.id}
        name=${entry.title}
        shape=${entry.kind === 'personal' ? 'round' : 'square'}
        bot=${bot}
      />
      <span class="list-text">
        <span class="list-top">
          <span class="list-title" dir="auto">${entry.title}</span>
          <time class="list-time" datetime=${entry.lastAt} title=${entry.lastAt ? fullTime(entry.lastAt) : ''}
            >${listTime(entry.lastAt, sandboxNow())}</time
          >
        </span>
        <span class="list-last">
          <span class="list-preview" dir="auto"
            >${typing ? `${botName} is typing…` : previewOf(entry.lastMessage)}</span
          >
          <${Unread} count=${entry.unread} />
        </span>
      </span>
    </button>
  </li>`;
}

function Skeletons(): View {
  return html`<div role="status" aria-label="Loading conversations">
    ${[0, 1, 2, 3].map((row) => html`<div key=${row} class="skeleton-row"><span class="skeleton round"></span><span class="skeleton line"></span></div>`)}
  </div>`;
}
