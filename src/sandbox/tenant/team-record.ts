import { fixedId } from './cast.ts';
import type { ChannelRecord, TeamRecord, TeamSettings } from './records.ts';

/** Switches of a team that nobody has changed. */
export const usualTeamSettings: TeamSettings = {
  memberSettings: {
    allowAddRemoveApps: true,
    allowCreatePrivateChannels: true,
    allowCreateUpdateChannels: true,
    allowCreateUpdateRemoveConnectors: true,
    allowCreateUpdateRemoveTabs: true,
    allowDeleteChannels: true,
  },
  guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
  messagingSettings: {
    allowChannelMentions: true,
    allowOwnerDeleteMessages: true,
    allowTeamMentions: true,
    allowUserDeleteMessages: true,
    allowUserEditMessages: true,
  },
  funSettings: {
    allowCustomMemes: true,
    allowGiphy: true,
    allowStickersAndMemes: true,
    giphyContentRating: 'moderate',
  },
};

/** A team as it is when it was just made: one channel, which is named General and can never go. */
export function newTeam(groupId: string, createdDateTime: string): TeamRecord {
  return {
    id: groupId,
    createdDateTime,
    isArchived: false,
    settings: usualTeamSettings,
    channels: [channelRecord(fixedId('channel', groupId).replaceAll('-', ''), 'General', createdDateTime)],
    operations: [],
  };
}

/** @param key what stands in the id between `19:` and the at sign */
export function channelRecord(key: string, displayName: string, createdDateTime: string): ChannelRecord {
  return {
    id: `19:${key}@thread.tacv2`,
    displayName,
    description: null,
    membershipType: 'standard',
    createdDateTime,
    memberIds: [],
  };
}
