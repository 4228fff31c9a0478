import { useEffect } from 'preact/hooks';
import type { Person, Session } from './api.ts';
import { ChatView } from './chat-view.ts';
import { ControlsView } from './controls-view.ts';
import { DialogHost } from './dialog.ts';
import { classes, html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { Welcome } from './person-chooser.ts';
import { Rail } from './rail.ts';
import { type Route, useRoute } from './route.ts';
import { useStore } from './store.ts';
import { play, refreshAll, refreshSession } from './sync.ts';
import { TenantView } from './tenant-view.ts';
import { Toasts } from './toasts.ts';
import { TopBar } from './top-bar.ts';
import { TrafficView } from './traffic-view.ts';

/** The whole page: nobody chosen yet, or the client of one person. */
export function App(): View {
  const route = useRoute();
  const session = useStore((all) => all.session);
  const failure = useStore((all) => all.failures['session']);
  const me = session?.people.find((person) => person.id === route.as);
  useEffect(() => {
    if (session) play(me?.id ?? '');
  }, [me?.id, session !== undefined]);
  useEffect(() => {
    if (!failure) return;
    const retry = setInterval(() => void refreshSession(), 3_000);
    return () => clearInterval(retry);
  }, [failure]);
  useEffect(() => {
    document.title = me ? `${me.displayName} | Muster sandbox` : 'Muster sandbox';
  }, [me?.displayName]);

  if (!session) return html`<${Starting} failure=${failure} />`;
  if (!me) return html`<div class="root"><${Welcome} people=${session.people} route=${route} /><${Toasts} /></div>`;
  return html`<${Client} key=${me.id} me=${me} session=${session} route=${route} />`;
}

function Starting({ failure }: { failure: string | undefined }): View {
  if (!failure) return html`<p class="boot" role="status"><span class="spinner"></span> Starting the sandbox…</p>`;
  return html`<div class="boot" role="alert">
    <p>${failure}</p>
    <button class="button" onClick=${() => void refreshSession()}>Try again</button>
  </div>`;
}

function Client({ me, session, route }: { me: Person; session: Session; route: Route }): View {
  return html`<div class=${classes('root', 'client')} data-view=${route.view} data-open=${route.conversation !== ''}>
    <a class="skip" href="#main" onClick=${skipToMain}>Skip to the conversation</a>
    <${TopBar} me=${me} session=${session} route=${route} />
    <${Banners} session=${session} />
    <div class="body">
      <${Rail} route=${route} />
      <${CurrentView} me=${me} session=${session} route=${route} />
    </div>
    <${Toasts} />
    <${DialogHost} session=${session} />
  </div>`;
}

/** The hash of the address is ours, so the link to the main part moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function CurrentView({ me, session, route }: { me: Person; session: Session; route: Route }): View {
  switch (route.view) {
    case 'chat':
      return html`<${ChatView} me=${me} session=${session} route=${route} />`;
    case 'tenant':
      return html`<${TenantView} me=${me} route=${route} />`;
    case 'traffic':
      return html`<${TrafficView} />`;
    case 'controls':
      return html`<${ControlsView} me=${me} session=${session} />`;
  }
}

function Banners({ session }: { session: Session }): View {
  const connected = useStore((all) => all.connected);
  if (!connected)
    return html`<div class="banner error" role="alert">
      <${Icon} name="warning" /> <span>The connection to the sandbox is lost. Trying again…</span>
      <button class="button subtle" onClick=${refreshAll}>Try now</button>
    </div>`;
  if (!session.bot.reachable)
    return html`<div class="banner" role="alert">
      <${Icon} name="warning" />
      <span
        >${session.bot.name} cannot be reached. It may still be starting; Teams gives up on a message after a few
        tries.</span
      >
    </div>`;
  return null;
}
