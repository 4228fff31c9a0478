import type * as AdaptiveCardsModule from 'adaptivecards';
import type { Person } from './api.ts';
import { makeIdsUnique } from './card-ids.ts';
import { hostConfig } from './host-config.ts';
import { renderMarkdown } from './markdown.ts';
import { type Pickable, PeopleInput } from './people-input.ts';
import type { Theme } from './theme.ts';

declare const AdaptiveCards: typeof AdaptiveCardsModule;

/** Card JSON. */
export type CardJson = Record<string, unknown>;
/** An action that the app has to answer, with the inputs merged into its data. */
export interface CardAction {
  type: 'Action.Execute' | 'Action.Submit';
  id?: string;
  verb?: string;
  data: Record<string, unknown>;
}

/** Prepares Microsoft's renderer: Markdown as in Teams, links in new tabs. Call once. */
export function startCards(): void {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = renderMarkdown(text);
    result.didProcess = true;
  };
  AdaptiveCards.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
}

/** Opens a web address from a card in a tab of its own; other schemes are ignored. */
function openLink(address: string | undefined): void {
  if (address && /^(https?|mailto):/i.test(address)) window.open(address, '_blank', 'noopener,noreferrer');
}

/**
 * Gives people pickers their people: Teams looks them up in the directory itself, without asking the app.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
 */
export function withPeople(json: CardJson, people: Person[]): CardJson {
  const pickable: Pickable[] = people.map(({ id, displayName, principalName }) => ({
    id,
    name: displayName,
    hint: principalName,
  }));
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const object = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
    const data = object['choices.data'] as { dataset?: unknown } | undefined;
    if (typeof data?.dataset !== 'string' || !data.dataset.startsWith('graph.microsoft.com/users')) return object;
    return { ...object, type: 'Input.People', people: pickable };
  };
  return visit(json) as CardJson;
}

function dataOf(action: AdaptiveCardsModule.SubmitAction | AdaptiveCardsModule.ExecuteAction): CardAction['data'] {
  return { ...(action.data as Record<string, unknown> | undefined) };
}

function toCardAction(action: AdaptiveCardsModule.Action): CardAction | undefined {
  const id = action.id ? { id: action.id } : {};
  if (action instanceof AdaptiveCards.ExecuteAction)
    return { type: 'Action.Execute', ...id, ...(action.verb ? { verb: action.verb } : {}), data: dataOf(action) };
  if (action instanceof AdaptiveCards.SubmitAction) return { type: 'Action.Submit', ...id, data: dataOf(action) };
  return undefined;
}

const elements = new AdaptiveCards.CardObjectRegistry<AdaptiveCardsModule.CardElement>();
AdaptiveCards.GlobalRegistry.populateWithDefaultElements(elements);
elements.register('Input.People', PeopleInput);

interface RenderOptions {
  theme: Theme;
  people: Person[];
  /** Called when the inputs are valid; `button` is what was pressed. */
  onAction: (action: CardAction, button: HTMLElement | undefined) => void;
}

/** Draws a card with Microsoft's renderer. Inputs are validated by it before `onAction`. */
export function renderCard(json: CardJson, options: RenderOptions): HTMLElement | undefined {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig(options.theme));
  card.onAnchorClicked = (_element, anchor) => {
    openLink(anchor.href);
    return true;
  };
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      openLink(action.url);
      return;
    }
    const asked = toCardAction(action);
    if (asked) options.onAction(asked, action.renderedElement);
  };
  const context = new AdaptiveCards.SerializationContext();
  context.setElementRegistry(elements);
  card.parse(withPeople(json, options.people), context);
  const drawn = card.render();
  if (drawn) makeIdsUnique(drawn);
  return drawn;
}
