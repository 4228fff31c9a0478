import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Conversation, Message, Person, Session } from './api.ts';
import { Avatar } from './avatar.ts';
import { html, type View } from './html.ts';
import { MessageView } from './message-view.ts';
import { followsOn, messageCommands, Posts } from './posts.ts';
import { sandboxNow, useStore } from './store.ts';
import { refreshMessages } from './sync.ts';
import { dayName } from './time.ts';

interface ListProps {
  messages: Message[] | undefined;
  failure: string | undefined;
  me: Person;
  session: Session;
  conversation: Conversation;
}

/** The messages of a conversation, kept at its end unless one has scrolled away from it. */
export function MessageList({ messages, failure, me, session, conversation }: ListProps): View {
  const scroller = useStickyEnd(messages);
  if (!messages)
    return html`<div class="messages" ref=${scroller}>
      ${
        failure
          ? html`<div class="empty" role="alert">
              <p>${failure}</p>
              <button class="button" onClick=${() => void refreshMessages(conversation.id)}>Try again</button>
            </div>`
          : html`<p class="empty" role="status"><span class="spinner"></span> Loading messages…</p>`
      }
    </div>`;
  return html`<div class="messages" ref=${scroller}>
    ${messages.length === 0 ? html`<${FirstSteps} session=${session} conversation=${conversation} me=${me} />` : null}
    ${
      conversation.kind === 'channel'
        ? html`<${Posts} messages=${messages} me=${me} session=${session} conversation=${conversation} />`
        : html`<ol class="message-column" role="log" aria-live="polite" aria-relevant="additions" aria-label="Messages">
            ${messages.flatMap((message, index) =>
              withSeparator(message, messages[index - 1], { me, session, conversation }),
            )}
          </ol>`
    }
    <${Typing} session=${session} conversation=${conversation} />
  </div>`;
}

type Place = Pick<ListProps, 'me' | 'session' | 'conversation'>;

function withSeparator(message: Message, before: Message | undefined, { me, session, conversation }: Place): View[] {
  const newDay = !before || new Date(before.at).toDateString() !== new Date(message.at).toDateString();
  const follows = !newDay && followsOn(message, before);
  const separator = html`<li key=${`day ${message.id}`} class="day" role="separator">
    <span>${dayName(message.at, sandboxNow())}</span>
  </li>`;
  const view = html`<${MessageView}
    key=${message.id}
    message=${message}
    mine=${message.from.id === me.id}
    follows=${follows}
    as=${me.id}
    conversation=${conversation.id}
    commands=${messageCommands(session)}
  />`;
  return newDay ? [separator, view] : [view];
}

function Typing({ session, conversation }: { session: Session; conversation: Conversation }): View {
  const typing = useStore((all) => all.typing[conversation.id]);
  return html`<div class="typing" role="status">
    ${
      typing
        ? html`<span class="typing-inner">
            <${Avatar} id=${session.bot.id} name=${session.bot.name} bot=${true} />
            <span class="typing-dots"><i></i><i></i><i></i></span>
            <span class="visually-hidden">${session.bot.name} is typing</span>
          </span>`
        : null
    }
  </div>`;
}

function FirstSteps({ session, conversation, me }: { session: Session; conversation: Conversation; me: Person }): View {
  const bot = conversation.kind === 'personal' && conversation.botInstalled;
  return html`<div class="first-steps">
    <${Avatar}
      id=${conversation.id}
      name=${conversation.title}
      size=${56}
      bot=${bot}
      shape=${conversation.kind === 'personal' ? 'round' : 'square'}
    />
    <h2 dir="auto">${conversation.title}</h2>
    ${
      bot
        ? html`<p>
            Ask ${session.bot.name} to find, create or change a group. Start with “help”, or choose a command below.
          </p>`
        : html`<p>
            No messages yet.
            ${conversation.botInstalled ? `Mention @${session.bot.name} so that it hears you.` : `${session.bot.name} is not in this conversation.`}
          </p>`
    }
    ${bot && !me.grants.installed ? html`<p class="hint">The app is not installed for ${me.displayName}.</p>` : null}
  </div>`;
}

/** Follows the end as messages and cards grow; scrolling holds still. Of a message taller than the view the top is shown. */
function useStickyEnd(messages: Message[] | undefined): { current: HTMLDivElement | null } {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const placedAt = useRef(0);
  const lastRead = useRef<Element>(null);
  const follow = (): void => {
    const box = scroller.current;
    if (!box || !atEnd.current) return;
    box.scrollTop = restingPlace(box, lastRead.current);
    placedAt.current = box.scrollTop;
  };
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    let top = box.scrollTop;
    // A card that grew since the last scroll also leaves us away from the end: only moving means that one wants to.
    const note = (): void => {
      const isMoved = Math.abs(box.scrollTop - placedAt.current) > 2;
      const last = lastMessage(box);
      if (box.scrollHeight - box.scrollTop - box.clientHeight < 80) atEnd.current = true;
      else if (isMoved && (box.scrollTop < top || isTallerThan(box, last))) atEnd.current = false;
      if (isMoved) lastRead.current = last ?? null;
      top = box.scrollTop;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    box.addEventListener('scroll', note, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', note);
    };
  }, [messages === undefined]);
  useLayoutEffect(follow, [messages]);
  return scroller;
}

function lastMessage(box: HTMLElement): HTMLElement | undefined {
  return [...box.querySelectorAll<HTMLElement>('[data-testid="message"]')].at(-1);
}

function isTallerThan(box: HTMLElement, message: HTMLElement | undefined): boolean {
  return message !== undefined && message.offsetHeight > box.clientHeight;
}

/** @param read the last message when one has moved about in it: its end is the place then, as for all that fit */
function restingPlace(box: HTMLElement, read: Element | null): number {
  const last = lastMessage(box);
  if (!last || last === read || !isTallerThan(box, last)) return box.scrollHeight;
  return box.scrollTop + last.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
}
