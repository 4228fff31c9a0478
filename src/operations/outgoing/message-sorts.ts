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
  'ask-list': { what: 'A question about a list of people', sort: requests },
  'tell-list': { what: 'What became of a list of people', sort: requests },
  'deliver-term-card': { what: 'Word that a membership ends', sort: requests },
  'update-term-card': { what: 'How a membership stands now', sort: cards },
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
