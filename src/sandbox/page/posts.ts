import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Conversation, Message, Person, Session } from './api.ts';
import { Compose } from './compose.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { MessageView } from './message-view.ts';
import { placeKey, sandboxNow, useStore } from './store.ts';
import { dayName } from './time.ts';

const groupGapMs = 5 * 60_000;
/** Of a long thread the last answers are shown. */
const shownReplies = 3;

/** Whether a message comes soon after another of the same sender, so that the name need not be said again. */
export function followsOn(message: Message, before: Message): boolean {
  return before.from.id === message.from.id && Date.parse(message.at) - Date.parse(before.at) < groupGapMs;
}

/** The app's commands that can be chosen on a message. */
export function messageCommands(session: Session): Session['actionCommands'] {
  return session.actionCommands.filter(({ contexts }) => contexts.includes('message'));
}

/** A post with its answers, oldest first. */
type Thread = [Message, ...Message[]];

/** The posts of a channel, where something was said last at the end, as Teams orders them. */
function threadsOf(messages: Message[]): Thread[] {
  const threads = new Map<string, Thread>();
  for (const message of messages) {
    const thread = threads.get(message.rootId);
    threads.delete(message.rootId);
    threads.set(message.rootId, thread ? [...thread, message] : [message]);
  }
  return [...threads.values()];
}

interface PostsProps {
  messages: Message[];
  me: Person;
  session: Session;
  conversation: Conversation;
}

/** A channel: each post with what was answered to it, and where to answer. */
export function Posts({ messages, ...place }: PostsProps): View {
  return html`<ol
    class="message-column posts"
    role="log"
    aria-live="polite"
    aria-relevant="additions"
    aria-label="Posts"
  >
    ${threadsOf(messages).map((thread) => html`<${Post} key=${thread[0].rootId} thread=${thread} ...${place} />`)}
  </ol>`;
}

function Post({ thread, me, session, conversation }: Omit<PostsProps, 'messages'> & { thread: Thread }): View {
  const [all, setAll] = useState(false);
  const [root, ...replies] = thread;
  const hidden = all || replies.length <= shownReplies + 1 ? 0 : replies.length - shownReplies;
  const draw = (message: Message, before?: Message): View =>
    html`<${MessageView}
      key=${message.id}
      message=${message}
      mine=${false}
      follows=${before !== undefined && followsOn(message, before)}
      as=${me.id}
      conversation=${conversation.id}
      commands=${messageCommands(session)}
    />`;
  const shown = replies.slice(hidden);
  return html`<li class="post" data-testid="post">
    <p class="hint post-day">${dayName(root.at, sandboxNow())}</p>
    <ol class="post-messages" aria-label=${`Post by ${root.from.name}`}>
      ${draw(root)}
      ${
        hidden > 0
          ? html`<li key="earlier">
              <button class="button subtle earlier" onClick=${() => setAll(true)}>
                Show ${hidden} earlier replies
              </button>
            </li>`
          : null
      }
      ${shown.map((message, index) => draw(message, shown[index - 1]))}
    </ol>
    ${root.id === root.rootId ? html`<${Reply} me=${me} session=${session} conversation=${conversation} thread=${root.id} />` : null}
  </li>`;
}

/** A button until one wants to write, or has a card to send. */
function Reply({ thread, ...place }: Omit<PostsProps, 'messages'> & { thread: string }): View {
  const [open, setOpen] = useState(false);
  const attached = useStore((all) => all.attached[placeKey(place.conversation.id, thread)]);
  if (!open && !attached)
    return html`<button class="reply" data-testid="reply" onClick=${() => setOpen(true)}>
      <${Icon} name="reply" size=${16} /> Reply
    </button>`;
  return html`<${ReplyBox} ...${place} thread=${thread} />`;
}

/** Takes the focus when it opens. */
function ReplyBox(place: Omit<PostsProps, 'messages'> & { thread: string }): View {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => host.current?.querySelector('textarea')?.focus(), []);
  return html`<div ref=${host} class="reply-box"><${Compose} ...${place} /></div>`;
}
