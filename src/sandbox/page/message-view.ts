import type { Message, Session } from './api.ts';
import { FileName } from './attached-file.ts';
import { Avatar } from './avatar.ts';
import { MessageCard } from './card.ts';
import { openDialog } from './dialogs.ts';
import { classes, html, type View } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { Icon } from './icons.ts';
import { MenuButton } from './menu.ts';
import { SignIn } from './sign-in.ts';
import { fullTime, timeOfDay } from './time.ts';

interface MessageProps {
  message: Message;
  mine: boolean;
  /** Comes soon after another of the same sender, whose name is not repeated. */
  follows: boolean;
  as: string;
  conversation: string;
  /** Action commands of the app for a message. */
  commands: Session['actionCommands'];
}

/** One message: bubble, cards and the request to sign in. */
export function MessageView({ message, mine, follows, as, conversation, commands }: MessageProps): View {
  const { from } = message;
  if (from.id === 'teams') return html`<${ClientLine} message=${message} />`;
  return html`<li
    class=${classes('message', mine && 'mine', follows && 'follows')}
    data-testid="message"
    data-message-id=${message.id}
    data-from=${from.isBot ? 'bot' : from.id}
  >
    ${mine ? null : html`<div class="message-avatar">${follows ? null : html`<${Avatar} id=${from.id} name=${from.name} bot=${from.isBot} />`}</div>`}
    <article class="message-body" aria-label=${`${mine ? 'You' : from.name}, ${timeOfDay(message.at)}`}>
      <header class=${classes('message-meta', follows && 'visually-hidden')}>
        ${mine ? null : html`<span class="message-name" dir="auto">${from.name}</span>`}
        <time datetime=${message.at} title=${fullTime(message.at)}>${timeOfDay(message.at)}</time>
        ${message.edited && !message.deleted ? html`<span class="edited">Edited</span>` : null}
      </header>
      ${
        message.deleted
          ? html`<div class="bubble deleted">This message has been deleted.</div>`
          : html`<${Content} message=${message} as=${as} conversation=${conversation} />`
      }
    </article>
    ${
      message.deleted || commands.length === 0
        ? null
        : html`<${MoreActions}
            message=${message}
            as=${as}
            conversation=${conversation}
            commands=${commands}
            mine=${mine}
          />`
    }
  </li>`;
}

/** What the app does with a message. */
function MoreActions({ message, as, conversation, commands, mine }: Omit<MessageProps, 'follows'>): View {
  const thread = message.rootId === message.id ? '' : message.rootId;
  const items = commands.map(({ id, title }) => ({
    key: id,
    label: title,
    onPick: () => {
      const source = { kind: 'command' as const, commandId: id, message: message.id };
      openDialog({ as, conversation, thread, source }, title);
    },
  }));
  return html`<div class="message-more">
    <${MenuButton} label=${`More actions for the message of ${timeOfDay(message.at)}`} items=${items} start=${!mine} />
  </div>`;
}

/** What Teams itself says, such as that an app did not answer: a line, not somebody's message. */
function ClientLine({ message }: { message: Message }): View {
  return html`<li class="client-line" data-testid="message" data-message-id=${message.id} data-from="teams">
    <${Icon} name="warning" size=${16} />
    <span><span class="visually-hidden">Teams: </span>${message.text}</span>
    <time datetime=${message.at} title=${fullTime(message.at)}>${timeOfDay(message.at)}</time>
  </li>`;
}

function Content({ message, as, conversation }: { message: Message; as: string; conversation: string }): View {
  return html`<div class="message-content">
    ${message.text === '' ? null : html`<${Text} message=${message} />`}
    ${
      message.picture === undefined
        ? null
        : html`<img class="pasted" src=${`${message.picture}?as=${as}`} alt="Pasted picture" />`
    }
    ${message.file === undefined ? null : html`<div class="bubble plain"><${FileName} name=${message.file} /></div>`}
    ${message.cards.map(
      (json, index) =>
        html`<${MessageCard} key=${index} json=${json} as=${as} conversation=${conversation} message=${message.id} />`,
    )}
    ${
      message.signIn
        ? html`<div class="card sign-in-card" data-testid="card">
            <${SignIn} ...${message.signIn} as=${as} conversation=${conversation} />
          </div>`
        : null
    }
  </div>`;
}

function Text({ message }: { message: Message }): View {
  if (message.from.isBot)
    return html`<div
      class="bubble"
      dir="auto"
      dangerouslySetInnerHTML=${{ __html: renderMarkdown(message.text) }}
    ></div>`;
  return html`<div class="bubble plain" dir="auto">${mentions(message.text)}</div>`;
}

/** A person's plain text, its mentions marked. */
function mentions(text: string): (string | View)[] {
  return text
    .split(/<at>(.{1,200}?)<\/at>/gs)
    .map((part, index) => (index % 2 === 0 ? part : html`<span class="mention">${part}</span>`));
}
