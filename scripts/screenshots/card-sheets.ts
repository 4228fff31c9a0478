import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { drawSamples, type DrawnSample } from '../../src/cards/index.ts';
import { ada, alan, grace, gus } from '../../src/cards/samples.ts';
import { clear, shoot } from './stage.ts';

/** Where the samples are read: in their own year, by somebody in Berlin. */
const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: new Date('2026-01-06T12:00:00Z') };

const mostFaces = 6;
const widths = { desktop: 600, phone: 320 };
const themes = ['light', 'dark', 'contrast'] as const;

/** Code for the page, as text: it runs there. The page's own parts draw the cards, so they look as they do in the chat. */
const drawing = `
  import { renderCard, startCards } from '/page/card-runtime.ts';
  startCards();
  window.draw = (faces, people, widths, themes) => {
    const make = (tag, className, text = '') => Object.assign(document.createElement(tag), { className, textContent: text });
    const place = (json, theme, device, width) => {
      const stage = make('div', 'stage');
      stage.dataset.theme = theme;
      const card = make('div', json.msteams?.width === 'Full' ? 'card wide' : 'card');
      const box = make('div', 'card-box');
      stage.style.width = width + 'px';
      box.append(renderCard(json, { theme, people, onAction: () => undefined }));
      card.append(box);
      stage.append(card);
      return stage;
    };
    document.body.replaceChildren(...faces.flatMap(({ name, json }) => [
      make('h2', 'face', name),
      ...themes.flatMap((theme) => Object.entries(widths).map(([device, width]) => place(json, theme, device, width))),
    ]));
  };
  document.body.dataset.ready = '';`;

const layout = `
  html, body { height: auto; overflow: visible; background: #d8d8de; }
  body { display: grid; grid-template-columns: repeat(2, max-content); gap: 8px 8px; align-items: start; width: max-content; padding: 12px; }
  .face { grid-column: 1 / -1; margin: 12px 0 4px; font: 600 14px/20px var(--font); color: #242424; }
  .stage { box-sizing: content-box; height: calc(100% - 24px); padding: 12px; background: var(--bg-3); color: var(--fg); }`;

/** The sandbox's page with its styles and its renderer, without what makes it a client. */
function sheet(): string {
  const page = readFileSync(new URL('../../src/sandbox/page/index.html', import.meta.url), 'utf8');
  return page
    .replace(
      /<script src="\/page\/main.ts"[^>]*><\/script>/u,
      `<style>${layout}</style><script type="module">${drawing}</script>`,
    )
    .replace(/<body>.*<\/body>/su, '<body></body>');
}

/** One picture for each template: faces of the cards that use it, in three themes, on a desktop and on a phone. */
export async function cardSheets(browser: Browser, pageUrl: string): Promise<void> {
  clear('images/cards');
  const page = await browser.newPage({ viewport: { width: 1000, height: 100 } });
  await page.route('**/card-sheet', (route) => route.fulfill({ contentType: 'text/html', body: sheet() }));
  await page.goto(`${pageUrl}/card-sheet`);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  const people = [ada, grace, alan, gus];
  for (const [template, faces] of byTemplate()) {
    const shown = pictured(faces).map(({ sample, message }) => ({ name: inWords(sample), json: message.card }));
    await page.evaluate(`draw(...${JSON.stringify([shown, people, widths, themes])})`);
    await shoot(page, `cards/${template}`, { fullPage: true, colors: 64 });
  }
  await page.close();
}

/** Every face, by the template that draws it. */
export function byTemplate(): Map<string, DrawnSample[]> {
  const samples = drawSamples(reader);
  return Map.groupBy(samples, ({ template }) => template);
}

/** Of a template that draws a hundred cards, some from everywhere among them: nobody looks at more. */
export function pictured<Face>(faces: readonly Face[]): Face[] {
  const step = Math.max(1, faces.length / mostFaces);
  return faces.filter((_, index) => Math.floor(index / step) > Math.floor((index - 1) / step));
}

/** `reasonMissing` is `reason missing`. */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
