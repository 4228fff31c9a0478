import { expect, it } from 'vitest';
import { defineCard } from '../../../src/cards/define-card.ts';
import { anyReader } from '../../../src/cards/reader.ts';

const reader = anyReader(new Date(0));
const view = { title: 'T', sentence: '${title}', detail: '', hasDetail: false, actions: [] };

it('draws a text of the data as it is, even one that looks like a template', () => {
  const card = defineCard<object>('done', { samples: {}, text: () => 'T', view: () => view });
  expect(JSON.stringify(card({}, reader).card)).toContain('"text":"${title}"');
});

it('fails on a value that the view lacks, instead of showing its name', () => {
  const { sentence, detail, hasDetail, actions } = view;
  const lacking = { sentence, detail, hasDetail, actions };
  const card = defineCard<object>('done', { samples: {}, text: () => 'T', view: () => lacking });
  expect(() => card({}, reader)).toThrow("A card's view lacks title.");
});

it('ends tags and links in the plain text before they begin', () => {
  const card = defineCard<object>('done', { samples: {}, text: () => '<at>Ada</at> [x](y)', view: () => view });
  expect(card({}, reader).text).toBe('<\u2060at>Ada<\u2060/at> [x]\u2060(y)');
});
