let drawn = 0;

/**
 * Two cards in a chat may use one id, and a document must not: gives the ids that a card brings along a beginning of
 * their own. Those that the renderer makes are unique already, and it looks some of them up.
 */
export function makeIdsUnique(card: HTMLElement): void {
  drawn += 1;
  const own = (id: string): string => (id === '' || /^(__)?ac-/.test(id) ? id : `card${drawn}-${id}`);
  for (const element of card.querySelectorAll('[id]')) element.id = own(element.id);
  // Radio buttons of one name are one choice.
  for (const input of card.querySelectorAll<HTMLInputElement>('input[type="radio"]'))
    input.name = `card${drawn}-${input.name}`;
  // A button that shows and hides something names it.
  for (const button of card.querySelectorAll('[aria-controls]')) {
    const ids = (button.getAttribute('aria-controls') ?? '').split(' ');
    button.setAttribute('aria-controls', ids.map(own).join(' '));
  }
}
