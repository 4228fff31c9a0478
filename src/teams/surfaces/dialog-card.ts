type Json = Record<string, unknown>;

/** What the buttons of a dialog's card can do. */
export interface DialogButtons {
  /** Operations that a dialog may ask for. */
  verbs: ReadonlySet<string>;
  /** Goes with every button, beside its own data. */
  carried: Json;
}

/** What stays as it is: it belongs to whoever sent the card, or is for the person to choose from. */
const opaque = new Set(['data', 'choices', 'choices.data', 'fallback', 'msteams']);

/**
 * Makes a card out of a chat into one for a dialog, which knows only `Action.Submit`: the same verb goes inside the data.
 * Buttons that lead elsewhere, such as “Not now”, are left out; whoever changes their mind closes the dialog.
 * @returns `canGoOn` false when no button is left that the dialog could send
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function cardForDialog(card: Json, buttons: DialogButtons): { card: Json; canGoOn: boolean } {
  let count = 0;
  // A dialog refreshes nothing.
  const drawn = redrawn(without(card, ['refresh']), (action) => {
    const submit = submitFor(action, buttons);
    if (submit) count += 1;
    return submit;
  });
  return { card: drawn as Json, canGoOn: count > 0 };
}

type Redraw = (action: Json) => Json | undefined;

/** @returns undefined for what is left out */
function redrawn(node: unknown, redraw: Redraw): unknown {
  if (Array.isArray(node)) return node.map((one) => redrawn(one, redraw)).filter((one) => one !== undefined);
  if (typeof node !== 'object' || node === null) return node;
  const { type } = node as Json;
  if (type === 'Action.Execute' || type === 'Action.Submit') return redraw(node as Json);
  const parts = Object.entries(node as Json).flatMap(([key, value]): [string, unknown][] => {
    const part = opaque.has(key) ? value : redrawn(value, redraw);
    return part === undefined || (key === 'actions' && isEmpty(part)) ? [] : [[key, part]];
  });
  const copy = Object.fromEntries(parts);
  return type === 'ActionSet' && !('actions' in copy) ? undefined : copy;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function submitFor(action: Json, { verbs, carried }: DialogButtons): Json | undefined {
  const data = { verb: action['verb'], ...(action['data'] as Json | undefined) };
  const { verb } = data;
  if (typeof verb !== 'string' || !verbs.has(verb)) return undefined;
  const look = without(action, ['verb', 'fallback']);
  return { ...look, type: 'Action.Submit', data: { ...without(data, ['msteams', 'place']), ...carried, verb } };
}

/** @returns the same without some of its fields */
export function without(fields: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
