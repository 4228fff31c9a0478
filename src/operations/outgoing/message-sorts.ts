/** What a kind of message is called where it is listed, and among which sort it is counted. */
interface MessageSort {
  what: string;
  sort: string;
}

const requests = 'Requests and decisions';
const cards = 'Changes to cards that people have';
const notices = 'Notices about groups';

const kinds: Readonly<Record<string, MessageSort>> = {
  'deliver-request-card': { what: 'A question to decide on', sort: requests },
  'tell-requester': { what: 'What became of a request', sort: requests },
  'tell-approver': { what: 'A reminder of a question', sort: requests },
  'tell-subject': { what: 'Word that somebody is asked for', sort: requests },
  'tell-comment': { what: 'A comment on a request', sort: requests },
  'ask-list': { what: 'A question about a list of people', sort: requests },
  'tell-list': { what: 'What became of a list of people', sort: requests },
  'deliver-term-card': { what: 'Word that a membership ends', sort: requests },
  'deliver-delegation-card': { what: 'Word that somebody decides for a colleague', sort: requests },
  'update-delegation-card': { what: 'Who decides for a colleague now', sort: cards },
  'update-term-card': { what: 'How a membership stands now', sort: cards },
  'deliver-search-card': { what: 'A question about who owns a group', sort: requests },
  'update-search-card': { what: 'How the search for an owner stands now', sort: cards },
  'deliver-report': { what: 'The weekly report', sort: notices },
  'tell-owner-left': { what: 'Word that an owner has left', sort: notices },
  'tell-overdue': { what: 'Word that somebody’s time in a group is over', sort: notices },
  'deliver-attestation-card': { what: 'A question whether a group is still needed', sort: notices },
  'update-attestation-card': { what: 'How a group to confirm stands now', sort: cards },
  'update-request-card': { what: 'How a request stands now', sort: cards },
  'update-notice': { what: 'How a notice stands now', sort: cards },
  'tell-hand-over': { what: 'Word that a group was handed over', sort: notices },
  'deliver-notice': { what: 'Word that a group expires', sort: notices },
};

/** @returns the words for a kind of message; kinds that were added since are messages too */
export function sortOf(kind: string): MessageSort {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return known ?? { what: 'A message', sort: 'Other messages' };
}
