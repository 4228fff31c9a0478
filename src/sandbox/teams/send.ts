import type { SendMessage } from '../page/api.ts';
import { clientInfo, envelope, placeOf, withConversation } from './activities.ts';
import { seat } from './actions.ts';
import type { StoredConversation, StoredMessage } from './chats.ts';
import type { TeamsPerson } from './people.ts';
import { notice, Refused, tell, wentWrong } from './world.ts';
import type { TeamsWorld } from './world.ts';

interface Mention {
  type: 'mention';
  mentioned: { id: string; name: string };
  text: string;
}

/**
 * A person writes. It is in the conversation at once; the bot hears it in its own chat, and elsewhere when it is mentioned.
 * @returns settles when the message is stored, not when the bot has answered
 * @throws Refused
 */
export function send(world: TeamsWorld, sent: SendMessage): void {
  const { person, conversation } = seat(world, sent.as, sent.conversation);
  const text = sent.text.trim();
  const picture = sent.picture && { ...sent.picture, bytes: Buffer.from(sent.picture.base64, 'base64') };
  if (sent.file !== undefined && conversation.kind !== 'personal')
    throw new Refused(400, 'Apps get files in their own chat only.');
  const file = sent.file && { name: sent.file.name, bytes: Buffer.from(sent.file.base64, 'base64') };
  if (text === '' && sent.card === undefined && picture === undefined && file === undefined)
    throw new Refused(400, 'There is nothing to send.');
  const rootId = threadOf(conversation, sent.thread);
  const { marked, mentions } = markMentions(world, conversation, text);
  const message = world.chats.add(conversation, {
    from: person.id,
    text: marked,
    ...(rootId === undefined ? {} : { rootId }),
    ...(sent.card === undefined ? {} : { cards: [sent.card] }),
    ...(picture === undefined ? {} : { picture: world.pictures.put(picture) }),
    ...(file === undefined ? {} : { file: { name: file.name, ...world.files.put(file) } }),
  });
  conversation.readUpTo[person.id] = message.id;
  tell(world, conversation);
  const heard = conversation.kind === 'personal' || mentions.some(({ mentioned }) => mentioned.id === world.bot.mri);
  if (heard && conversation.botInstalled) void deliver(world, person, conversation, message, mentions);
}

/** @throws Refused when the post that is answered is not there */
function threadOf({ kind, messages }: StoredConversation, thread: string | undefined): string | undefined {
  if (thread === undefined || kind !== 'channel') return undefined;
  if (!messages.some(({ id, rootId }) => id === thread && rootId === id))
    throw new Refused(404, 'This post is not there any more.');
  return thread;
}

async function deliver(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  message: StoredMessage,
  mentions: Mention[],
): Promise<void> {
  const place = placeOf(conversation, message);
  const html = `<div>${message.text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}</div>`;
  const { status } = await world.delivery.send(
    withConversation(world, place, {
      ...envelope(world, person, place),
      type: 'message',
      id: message.id,
      // Teams ends what was typed after a mention with a line break.
      text: mentions.length > 0 ? `${message.text}\n` : message.text,
      textFormat: 'plain',
      attachments: [
        ...pictureAttachments(world, message),
        ...fileAttachments(world, message),
        ...message.cards.map((content) => ({ contentType: 'application/vnd.microsoft.card.adaptive', content })),
        { contentType: 'text/html', content: html },
      ],
      entities: [...mentions, clientInfo(world.clients.of(person.id))],
    }),
    'message',
  );
  if (status < 200 || status >= 300) {
    notice(world, conversation, person.id, wentWrong, message.rootId);
  }
}

/** As Teams delivers what was pasted into a message: an address that wants the bot's token. */
function pictureAttachments(world: TeamsWorld, { picture }: StoredMessage): Record<string, unknown>[] {
  const kept = picture === undefined ? undefined : world.pictures.get(picture);
  if (picture === undefined || kept === undefined) return [];
  const contentUrl = `${world.serviceUrl}v3/attachments/${picture}/views/original`;
  return [{ contentType: kept.contentType, contentUrl }];
}

/** As Teams delivers a file: an address that opens it for a while, and the one under which the person finds it. */
function fileAttachments(world: TeamsWorld, { file }: StoredMessage): Record<string, unknown>[] {
  if (file === undefined) return [];
  const { name, id, key } = file;
  const { origin } = new URL(world.serviceUrl);
  const fileType = name.includes('.') ? name.split('.').at(-1) : '';
  return [
    {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: `${origin}/personal/documents/${encodeURIComponent(name)}`,
      name,
      content: { downloadUrl: `${origin}/personal/files/${id}?tempauth=${key}`, uniqueId: id, fileType },
    },
  ];
}

/** `@Name` of somebody in the conversation, or of the bot, becomes a mention; longer names win. */
function markMentions(
  world: TeamsWorld,
  conversation: StoredConversation,
  text: string,
): { marked: string; mentions: Mention[] } {
  if (!text.includes('@')) return { marked: text, mentions: [] };
  const people = world.members(conversation).flatMap((id) => world.people.byId(id) ?? []);
  const names = [
    { id: world.bot.mri, name: world.bot.name },
    ...people.map((p) => ({ id: p.mri, name: p.displayName })),
  ]
    .filter(() => conversation.kind !== 'personal')
    .sort((one, other) => other.name.length - one.name.length);
  const mentions: Mention[] = [];
  const found = new RegExp(`(?<![\\w.])@(${names.map(({ name }) => escape(name)).join('|')})(?![\\p{L}\\d])`, 'giu');
  if (names.length === 0) return { marked: text, mentions };
  const marked = text.replace(found, (whole, said: string) => {
    const named = names.find(({ name }) => name.toLowerCase() === said.toLowerCase());
    if (named === undefined) return whole;
    const mark = `<at>${named.name}</at>`;
    mentions.push({ type: 'mention', mentioned: named, text: mark });
    return mark;
  });
  return { marked, mentions };
}

function escape(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
