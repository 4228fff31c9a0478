/**
 * Takes the pictures of docs/images from a fresh system at a fixed time and writes docs/gallery.md:
 * `npm run screenshots`, or a part of them, such as `npm run screenshots -- cards`.
 */
import { startMuster } from '../test/support/muster.ts';
import { openBrowser } from '../test/support/page-browser.ts';
import { cardSheets } from './screenshots/card-sheets.ts';
import { gallery } from './screenshots/gallery.ts';
import { pageViews } from './screenshots/page-views.ts';
import { readmePictures } from './screenshots/readme-pictures.ts';
import { onStage, startAt } from './screenshots/stage.ts';

const wanted = new Set(process.argv.slice(2));
const wants = (part: string): boolean => wanted.size === 0 || wanted.has(part);

const [muster, browser] = await Promise.all([startMuster({ startAt }), openBrowser()]);
try {
  if (wants('cards')) await cardSheets(browser, muster.sandbox.pageUrl);
  if (wants('readme')) for (const scene of readmePictures) await onStage(muster, browser, scene);
  if (wants('page')) await pageViews(muster, browser);
  if (wants('gallery')) gallery();
} finally {
  await browser.close();
  await muster.stop();
}
