import { AdaptiveCard } from 'adaptivecards';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawSamples } from '../../../src/cards/index.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, dialogsOn, walk } from '../../support/builders.ts';

const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: new Date('2026-01-06T12:00:00Z') };
const samples = drawSamples(reader);
const guid = /[0-9a-f]{8}-[0-9a-f]{4}/u;

describe.each(samples)('$template, $sample', ({ message }) => {
  it('has every value filled in', () => {
    expect(JSON.stringify(message)).not.toContain('${');
    walk(message.card, (node) => {
      for (const [key, value] of Object.entries(node))
        expect(value, key).toSatisfy((one) => one !== null && one !== undefined);
    });
  });

  it('is version 1.5 with a plain text that stands for it', () => {
    expect(message.card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', fallbackText: message.text });
    expect(message.text).not.toBe('');
    expect(message.text).not.toMatch(/\\[[*]/u);
  });

  it('asks only for operations, by both kinds of action', () => {
    for (const action of actionsOn(message)) {
      expect(operationNamed(action.verb)?.name).toBe(action.verb);
      expect(action.title).not.toBe('');
      expect(action.fallback).toEqual({
        type: 'Action.Submit',
        title: action.title,
        data: { ...action.data, verb: action.verb },
      });
    }
  });

  it('opens as dialogs only operations that have that door, and works without dialogs too', () => {
    for (const { title, data } of dialogsOn(message)) {
      expect(operationNamed(String(data['verb']))?.dialog, title).toBeDefined();
      expect(data).toMatchObject({ place: 'new' });
      expect(title).toMatch(/…$/u);
    }
  });

  it('is understood by a renderer, without a complaint', () => {
    const card = new AdaptiveCard();
    card.parse(message.card);
    // Teams fills a people picker by itself; this renderer does not know them.
    const picker = JSON.stringify(message.card).includes('"choices":[],"choices.data"')
      ? ['An Input.ChoiceSet must have at least one choice defined.']
      : [];
    expect(card.validateProperties().validationEvents.map((event) => event.message)).toEqual(picker);
  });

  it('shows no id and stays small', () => {
    expect(Buffer.byteLength(JSON.stringify(message.card))).toBeLessThan(28_000);
    walk(withoutFields(message.card), (node) => {
      for (const key of ['text', 'title', 'value', 'altText', 'tooltip']) {
        if (typeof node[key] === 'string') expect(node[key]).not.toMatch(guid);
      }
    });
  });
});

/** What a field holds is sent back, not read: a people picker holds ids. */
function withoutFields(card: unknown): unknown {
  const isField = (value: unknown) => /^Input\./u.test(String((value as { type?: unknown } | null)?.type));
  return JSON.parse(
    JSON.stringify(card, (_, value: unknown) =>
      isField(value) ? { ...(value as object), value: '', choices: [] } : value,
    ),
  );
}

it('draws every template', () => {
  const files = readdirSync(new URL('../../../adaptive-cards/', import.meta.url)).map((file) =>
    file.replace('.json', ''),
  );
  expect([...new Set(samples.map(({ template }) => template))].sort()).toEqual(files.sort());
});
