/** Where to reach a person or a channel: the latest address that the channel told us. */
export interface ConversationReference {
  tenantId: string;
  conversationId: string;
  /** `personal` conversations belong to one person. */
  kind: 'personal' | 'groupChat' | 'channel';
  /** For `personal`: the directory object id of the person. */
  userId?: string;
  teamsUserId?: string;
  /** Group id of the team, for channels where it is known. */
  groupId?: string;
  /** For `personal`, as the person's client said last: a BCP 47 tag and an IANA zone that `Intl` knows. */
  locale?: string;
  timeZone?: string;
  serviceUrl: string;
  botId: string;
}

export interface ConversationStore {
  save(reference: ConversationReference): Promise<void>;
  get(tenantId: string, conversationId: string): Promise<ConversationReference | undefined>;
  personal(tenantId: string, userId: string): Promise<ConversationReference | undefined>;
  /** A channel of the team of this group in which the bot is; always the same one of several. */
  channelOf(tenantId: string, groupId: string): Promise<ConversationReference | undefined>;
  remove(tenantId: string, conversationId: string): Promise<void>;
}
