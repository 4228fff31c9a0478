/** What the bot says in one line, where a card would be too much. Plain text, no Markdown. */
export const words = {
  noAccount:
    'Muster acts for you in your organisation’s directory, and Teams did not say which account there is yours. Please use it from a chat in your own organisation.',
  otherOrganisation: 'Muster is set up for another organisation. Your administrator can set it up for yours.',
  tooLong: 'That is too long for me. Commands are a few words; say “help” to see them.',
  oldButton: 'This button is of an older version. Please ask for the card again.',
  emptyAnswer: 'There was nothing in that answer. Say “help” to see what I can do.',
  signInInOwnChat: 'Please sign in first: I have written to you in our own chat.',
  installFirst:
    'I would answer this in our own chat, but I cannot write to you there. Please add Muster for yourself: Apps, then Muster, then Add.',
  takesLonger: 'This takes longer than usual. It goes on; please look again in a moment.',
  ourFault: 'Something went wrong on our side. Please try again; if it stays so, tell your administrator.',
  signInForDialog:
    'One moment: I need you to be signed in first. I have written to you in our own chat, and go on there by myself.',
  cardInOwnChat: 'The card about it is in your own chat with Muster.',
  cardNeedsInstall:
    'I could not send you the card about it. To get such cards, add Muster for yourself: Apps, then Muster, then Add.',
  cardNotSent: 'The card about it could not be sent.',
  back: 'Back',
  notSent: 'The answer could not be sent. Please try again.',
} as const;
