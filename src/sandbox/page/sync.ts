import type { Conversation, ServerEvent, Tenant } from './api.ts';
import { client } from './client.ts';
import { previewOf } from './preview.ts';
import { parseRoute } from './route.ts';
import { forgetPerson, state, toast, update } from './store.ts';

let me = '';
let source: EventSource | undefined;
let wanted = new Set<string>();
const running = new Map<string, Promise<void>>();
const again = new Set<string>();
const typingTimers = new Map<string, ReturnType<typeof setTimeout>>();

/** Reads something once at a time: what is asked for while under way is read once more afterwards. */
function refresh(key: string, read: () => Promise<void>): Promise<void> {
  const under = running.get(key);
  if (under) {
    again.add(key);
    return under;
  }
  const asked = me;
  const job = read()
    .then(() => fail(key, undefined))
    .catch((error: unknown) => {
      if (asked === me) fail(key, error instanceof Error ? error.message : 'Something went wrong.');
    })
    .finally(() => {
      running.delete(key);
      if (again.delete(key)) void refresh(key, read);
    });
  running.set(key, job);
  return job;
}

function fail(key: string, text: string | undefined): void {
  if (state().failures[key] !== text) update({ failures: { ...state().failures, [key]: text } });
}

/** Reads the session: people, time, faults, whether the bot answers. */
export function refreshSession(): Promise<void> {
  return refresh('session', async () => update({ session: await client.session() }));
}

/** Reads the conversation list of the person whom the page plays. */
export function refreshConversations(): Promise<void> {
  const asked = me;
  // Nobody is chosen, so nobody has any.
  if (asked === '') return Promise.resolve();
  return refresh(`conversations ${asked}`, async () => {
    const conversations = await client.conversations(asked);
    if (asked !== me) return;
    announce(state().conversations, conversations);
    update({ conversations });
  });
}

/** Tells of messages that came to a conversation which is not on screen. */
function announce(before: Conversation[] | undefined, after: Conversation[]): void {
  if (!before) return;
  const known = new Map(before.map(({ id, unread }) => [id, unread]));
  const { view, conversation: open } = parseRoute(location.hash);
  for (const { id, unread, title, subtitle, kind, lastMessage } of after) {
    const isNews = unread > (known.get(id) ?? unread) && !(view === 'chat' && id === open);
    const where = kind === 'channel' ? `${subtitle} › ${title}` : title;
    if (isNews) toast(previewOf(lastMessage), 'info', { title: where, conversation: id });
  }
}

/** Reads a conversation and keeps it up to date from then on. */
export function refreshMessages(conversation: string): Promise<void> {
  const asked = me;
  wanted.add(conversation);
  return refresh(`messages ${asked} ${conversation}`, async () => {
    const read = await client.messages(asked, conversation);
    if (asked === me) update({ messages: { ...state().messages, [conversation]: read } });
  });
}

/** Reads the groups of the tenant and notes which of them changed. */
export function refreshTenant(): Promise<void> {
  const asked = me;
  wanted.add('tenant');
  // The view is drawn before its person plays; who does reads everything that is wanted.
  if (asked === '') return Promise.resolve();
  return refresh(`tenant ${asked}`, async () => {
    const tenant = await client.tenant(asked);
    if (asked === me) update({ tenant, changedAt: { ...state().changedAt, ...grown(state().tenant, tenant) } });
  });
}

function grown(before: Tenant | undefined, after: Tenant): Record<string, number> {
  if (!before) return {};
  const revisions = new Map(before.groups.map((group) => [group.id, group.revision]));
  const changed = after.groups.filter((group) => group.revision > (revisions.get(group.id) ?? -1));
  return Object.fromEntries(changed.map((group) => [group.id, Date.now()]));
}

/** Reads the traffic since the newest entry, and those again that were under way. */
export function refreshTraffic(): Promise<void> {
  wanted.add('traffic');
  return refresh('traffic', async () => {
    const known = state().traffic;
    const underWay = known.find((entry) => entry.status === 0 && Date.now() - Date.parse(entry.at) < 60_000);
    const after = underWay ? underWay.sequence - 1 : (known.at(-1)?.sequence ?? 0);
    const fresh = await client.traffic(after);
    if (fresh.length === 0) return;
    const bySequence = new Map([...known, ...fresh].map((entry) => [entry.sequence, entry]));
    const ordered = [...bySequence.values()].sort((one, other) => one.sequence - other.sequence);
    update({ traffic: ordered.slice(-500) });
  });
}

function setTyping(conversation: string, on: boolean): void {
  clearTimeout(typingTimers.get(conversation));
  if (Boolean(state().typing[conversation]) !== on) update({ typing: { ...state().typing, [conversation]: on } });
  if (on)
    typingTimers.set(
      conversation,
      setTimeout(() => setTyping(conversation, false), 6_000),
    );
}

function handle(event: ServerEvent): void {
  switch (event.kind) {
    case 'messages':
      setTyping(event.conversation, false);
      void refreshConversations();
      if (wanted.has(event.conversation)) void refreshMessages(event.conversation);
      return;
    case 'conversations':
      return void refreshConversations();
    case 'typing': {
      setTyping(event.conversation, true);
      return;
    }
    case 'tenant':
      if (wanted.has('tenant')) void refreshTenant();
      return;
    case 'traffic':
      if (wanted.has('traffic')) void refreshTraffic();
      return;
    case 'session':
      return void refreshSession();
  }
}

/** Everything that is on screen, after the stream was interrupted or the tenant was reset. */
export function refreshAll(): void {
  void refreshSession();
  if (me === '') return;
  void refreshConversations();
  for (const each of wanted) {
    if (each === 'tenant') void refreshTenant();
    else if (each === 'traffic') void refreshTraffic();
    else void refreshMessages(each);
  }
}

function listen(as: string): void {
  source?.close();
  const stream = new EventSource(`/api/events?as=${encodeURIComponent(as)}`);
  source = stream;
  let opened = false;
  stream.onopen = () => {
    update({ connected: true });
    if (opened) refreshAll();
    opened = true;
  };
  stream.onmessage = (message: MessageEvent<string>) => handle(JSON.parse(message.data) as ServerEvent);
  stream.onerror = () => {
    if (source !== stream) return;
    update({ connected: false });
    // The browser gives up for good when the answer was not a stream: then we try again ourselves.
    if (stream.readyState === EventSource.CLOSED)
      setTimeout(() => {
        if (source === stream) listen(as);
        refreshAll();
      }, 3_000);
  };
}

/** Becomes another person: forgets what the last one saw and follows the new one's events. */
export function play(person: string): void {
  if (person === me) return;
  me = person;
  wanted = new Set([...wanted].filter((each) => each === 'traffic' || each === 'tenant'));
  forgetPerson();
  if (person === '') {
    source?.close();
    source = undefined;
    return;
  }
  listen(person);
  refreshAll();
}
