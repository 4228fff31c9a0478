import { AdaptiveCard } from 'adaptivecards';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawSamples } from '../../../src/cards/index.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, dialogsOn, walk, type CardAction } from '../../support/builders.ts';

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
    const { refresh } = message.card as { refresh?: { action: CardAction } };
    for (const action of [...actionsOn(message), ...(refresh ? [refresh.action] : [])]) {
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

  it('has no field whose name a button’s data needs for itself', () => {
    const needed = new Set(['verb', 'type', 'place', 'msteams', 'opened', 'confirmed']);
    walk(message.card, (node) => {
      if (String(node['type']).startsWith('Input.')) expect(needed.has(String(node['id']))).toBe(false);
    });
  });

  it('is understood by a renderer, without a complaint', () => {
    const card = new AdaptiveCard();
    card.parse(message.card);
    // Teams fills a people picker by itself; this renderer does not know them.
    const empty = JSON.stringify(message.card).split('"choices":[],"choices.data"').length - 1;
    const pickers = Array.from({ length: empty }, () => 'An Input.ChoiceSet must have at least one choice defined.');
    expect(card.validateProperties().validationEvents.map((event) => event.message)).toEqual(pickers);
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

describe.each(samples)('$template, $sample, as a person reads it', ({ message }) => {
  const texts = nodesOf(message.card, 'TextBlock');
  const inputs = nodesOf(message.card, 'Input.');

  it('has one heading, which comes first', () => {
    expect(texts.filter(({ style }) => style === 'heading')).toHaveLength(1);
    const titles = texts.filter(({ size }) => size === 'Large');
    expect(titles).toEqual([expect.objectContaining({ style: 'heading', weight: 'Bolder' })]);
  });

  it('wraps every text, on a phone too', () => {
    expect(texts.filter(({ wrap }) => wrap !== true)).toEqual([]);
    const choices = inputs.filter(({ type, style }) => type === 'Input.Toggle' || style === 'expanded');
    expect(choices.filter(({ wrap }) => wrap !== true)).toEqual([]);
  });

  it('labels every field and says what is wrong with those that must be filled in', () => {
    for (const input of inputs) {
      // What stands beside a switch names it.
      const name = input['label'] ?? (input['type'] === 'Input.Toggle' ? input['title'] : undefined);
      expect(name, String(input['id'])).toEqual(expect.stringMatching(/\S/u));
      if (input['isRequired'] === true) expect(input['errorMessage']).toEqual(expect.stringMatching(/\.$/u));
    }
  });

  it('describes every picture', () => {
    for (const image of nodesOf(message.card, 'Image')) expect(image['altText']).toEqual(expect.stringMatching(/\S/u));
  });

  it('offers no more buttons than Teams shows, and one of them at most as the likeliest', () => {
    const bars = barsOf(message.card);
    for (const buttons of bars) {
      expect(buttons.length).toBeLessThanOrEqual(6);
      const titles = buttons.map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
    }
    const styles = bars.flat().flatMap(({ style }) => style ?? []);
    expect(styles.filter((style) => style === 'positive').length).toBeLessThanOrEqual(1);
    expect(styles.filter((style) => style !== 'positive' && style !== 'destructive')).toEqual([]);
  });

  it('is said in one line without ids or markup where a notification stands for it', () => {
    expect(message.text).not.toMatch(guid);
    expect(message.text).not.toMatch(/\n|[\u2066-\u2069]/u);
    expect(message.text.length).toBeLessThan(1000);
    expect(JSON.stringify(message.card)).not.toContain('"speak"');
  });
});

type Json = Record<string, unknown>;

function nodesOf(card: unknown, type: string): Json[] {
  const found: Json[] = [];
  walk(card, (node) => {
    if (typeof node['type'] === 'string' && node['type'].startsWith(type)) found.push(node);
  });
  return found;
}

/** The rows of buttons: those of the card, of each set of actions in it, and of each card behind a button. */
function barsOf(card: unknown): Json[][] {
  const bars: Json[][] = [];
  walk(card, ({ actions }) => {
    if (Array.isArray(actions)) bars.push(actions as Json[]);
  });
  return bars;
}

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
