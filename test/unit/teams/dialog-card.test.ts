import { describe, expect, it } from 'vitest';
import { drawSamples } from '../../../src/cards/index.ts';
import { operations } from '../../../src/operations/index.ts';
import { cardForDialog } from '../../../src/teams/surfaces/dialog-card.ts';
import { walk } from '../../support/builders.ts';

const verbs = new Set(['group.request']);
const execute = (verb: string, more: object = {}) => ({
  type: 'Action.Execute',
  title: verb,
  verb,
  data: { a: 1, place: 'new' },
  fallback: { type: 'Action.Submit', title: verb, data: { a: 1, verb } },
  ...more,
});
const submit = (more: object = {}) => ({
  type: 'Action.Submit',
  title: 'group.request',
  data: { a: 1, opened: 'x', verb: 'group.request' },
  ...more,
});
const drawn = (parts: object) => cardForDialog({ type: 'AdaptiveCard', ...parts }, { verbs, carried: { opened: 'x' } });

describe('a card for a dialog', () => {
  it('sends the same verb inside the data, and keeps how the button looks', () => {
    const look = { style: 'positive', associatedInputs: 'none', tooltip: 'Send' };
    expect(drawn({ actions: [execute('group.request', look)] })).toEqual({
      card: { type: 'AdaptiveCard', actions: [submit(look)] },
      canGoOn: true,
    });
  });

  it('leaves out what leads elsewhere, and says when nothing is left', () => {
    const refresh = { action: execute('group.request') };
    const elsewhere = execute('group.show');
    const body = [
      { type: 'ActionSet', actions: [elsewhere] },
      { type: 'Container', items: [], selectAction: elsewhere },
    ];
    expect(drawn({ body, actions: [elsewhere], refresh })).toEqual({
      card: { type: 'AdaptiveCard', body: [{ type: 'Container', items: [] }] },
      canGoOn: false,
    });
  });

  it('turns a button that opens a dialog into one that goes on in this one', () => {
    const data = { a: 1, msteams: { type: 'task/fetch' }, verb: 'group.request', place: 'new' };
    const open = { type: 'Action.Submit', title: 'group.request', data };
    expect(drawn({ body: [{ type: 'ActionSet', actions: [open] }] }).card).toEqual({
      type: 'AdaptiveCard',
      body: [{ type: 'ActionSet', actions: [submit()] }],
    });
  });

  it('looks inside cards that open, and not at data', () => {
    const card = { type: 'AdaptiveCard', body: [], actions: [execute('group.request')] };
    const choices = [{ type: 'Action.Execute', title: 'x', value: 'y' }];
    const field = { type: 'Input.ChoiceSet', choices, 'choices.data': { type: 'Data.Query', dataset: 'd' } };
    expect(drawn({ body: [field], actions: [{ type: 'Action.ShowCard', title: 'More', card }] }).card).toEqual({
      type: 'AdaptiveCard',
      body: [field],
      actions: [{ type: 'Action.ShowCard', title: 'More', card: { ...card, actions: [submit()] } }],
    });
  });

  it('does not change the card that it was made from', () => {
    const card = { type: 'AdaptiveCard', actions: [execute('group.request')], refresh: {} };
    const before = structuredClone(card);
    cardForDialog(card, { verbs, carried: {} });
    expect(card).toEqual(before);
  });

  const reader = { locale: 'en-GB', timeZone: 'UTC', now: new Date('2026-01-06T12:00:00Z') };
  const doors = new Set(operations.flatMap(({ name, dialog }) => (dialog ? [name] : [])));
  it.each(drawSamples(reader))('has no other kind of button: $template, $sample', ({ message }) => {
    const { card } = cardForDialog(message.card, { verbs: doors, carried: {} });
    walk(card, ({ type, data, verb }) => {
      expect(type).not.toBe('Action.Execute');
      if (type !== 'Action.Submit') return;
      expect(verb).toBeUndefined();
      expect(data).not.toHaveProperty('msteams');
      expect(doors).toContain((data as { verb: unknown }).verb);
    });
  });
});
