import type { Target } from './actions.ts';
import type { StoredMessage } from './chats.ts';
import type { TeamsWorld } from './world.ts';

/**
 * A message as an action command gets it that was chosen in the message's menu: in Graph's words, its text as HTML.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
 */
export function messagePayload(world: TeamsWorld, { conversation, message }: Target): Record<string, unknown> {
  const place = encodeURIComponent(conversation.id);
  return {
    id: message.id,
    ...(message.rootId === message.id ? {} : { replyToId: message.rootId }),
    createdDateTime: message.at,
    importance: 'normal',
    from: author(world, message),
    body: { contentType: 'html', content: html(message.text) },
    linkToMessage: `https://teams.microsoft.com/l/message/${place}/${message.id}`,
    attachments: message.cards.map((card, index) => ({
      id: `${message.id}-${index}`,
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: JSON.stringify(card),
    })),
    mentions: [],
    reactions: [],
  };
}

function author(world: TeamsWorld, { from }: StoredMessage): Record<string, unknown> {
  if (from === 'bot') {
    return { application: { id: world.bot.id, displayName: world.bot.name, applicationIdentityType: 'bot' } };
  }
  const displayName = world.people.byId(from)?.displayName ?? '';
  return { user: { id: from, displayName, userIdentityType: 'aadUser' } };
}

/** Mentions are names without their marks. */
function html(text: string): string {
  const plain = text.replace(/<\/?at>/g, '');
  return `<p>${plain.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</p>`;
}
