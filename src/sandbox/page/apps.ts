import { useState } from 'preact/hooks';
import type { Conversation, Person, Session } from './api.ts';
import { client } from './client.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { Popover } from './popover.ts';
import { toast } from './store.ts';
import { refreshConversations } from './sync.ts';

interface AppsProps {
  me: Person;
  session: Session;
  conversation: Conversation;
}

/** Where the app is added to a team or a group chat, and taken away. */
export function AppsButton(props: AppsProps): View {
  const [open, setOpen] = useState(false);
  return html`<div>
    <button
      class="icon-button labelled"
      aria-haspopup="dialog"
      aria-expanded=${open}
      title="Apps here"
      data-testid="apps"
      onClick=${() => setOpen(!open)}
    >
      <${Icon} name="apps" /> <span>Apps</span>
    </button>
    ${open ? html`<${Apps} ...${props} onClose=${() => setOpen(false)} />` : null}
  </div>`;
}

function Apps({ me, session, conversation, onClose }: AppsProps & { onClose: () => void }): View {
  const [busy, setBusy] = useState(false);
  const { botInstalled: installed, kind, subtitle, title, mayAddApps } = conversation;
  const where = kind === 'channel' ? subtitle : title;
  const { name } = session.bot;
  const put = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.install(me.id, conversation.id, !installed);
      await refreshConversations();
      toast(installed ? `${name} was removed from ${where}` : `${name} was added to ${where}`, 'success');
      onClose();
    } catch (error) {
      toast(error instanceof Error ? error.message : 'That did not work.', 'error');
      setBusy(false);
    }
  };
  return html`<${Popover} label=${`Apps in ${where}`} className="apps" onClose=${onClose}>
    <h2 dir="auto">Apps in ${where}</h2>
    <div class="apps-app">
      <img src="/page/icon.svg" alt="" width="32" height="32" />
      <div>
        <p><b>${name}</b></p>
        <p>${installed ? 'Added' : 'Not added'}</p>
      </div>
      <button
        class=${installed ? 'button' : 'button primary'}
        disabled=${busy || !mayAddApps}
        data-testid="apps-change"
        onClick=${() => void put()}
      >
        ${installed ? 'Remove' : 'Add'}
      </button>
    </div>
    <p class="hint">
      ${
        !mayAddApps
          ? 'You may not add or remove apps here.'
          : kind === 'channel'
            ? 'An app is in all channels of a team or in none.'
            : `${name} hears only what mentions it.`
      }
    </p>
  <//>`;
}
