let drawn = 0;

/**
 * Two cards in a chat may use one id, and a document must not: gives the ids that a card brings along a beginning of
 * their own. Those that the renderer makes are unique already, and it looks some of them up.
 */
export function makeIdsUnique(card: HTMLElement): void {
  drawn += 1;
  for (const element of [card, ...card.querySelectorAll<HTMLElement>('[id]')]) {
    if (element.id !== '' && !/^(__)?ac-/.test(element.id)) element.id = `card${drawn}-${element.id}`;
  }
}
