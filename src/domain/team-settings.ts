/** What can be switched on and off in a team. */
export const teamSwitches = [
  'membersMakeChannels',
  'membersMakePrivateChannels',
  'membersDeleteChannels',
  'membersAddApps',
  'membersAddTabs',
  'membersAddConnectors',
  'guestsMakeChannels',
  'guestsDeleteChannels',
  'membersEditMessages',
  'membersDeleteMessages',
  'ownersDeleteMessages',
  'mentionTeam',
  'mentionChannels',
  'gifs',
  'stickers',
  'ownMemes',
] as const;
export type TeamSwitch = (typeof teamSwitches)[number];

/** How strictly pictures are chosen that move. */
export const gifRatings = ['strict', 'moderate'] as const;

export type TeamSettings = Record<TeamSwitch, boolean> & { gifRating: (typeof gifRatings)[number] };
