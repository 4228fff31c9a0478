/**
 * Takes the pictures of docs/images from a fresh system at a fixed time and writes docs/gallery.md:
 * `npm run screenshots`, or a part of them, such as `npm run screenshots -- cards`.
 */
import { startMuster } from '../test/support/muster.ts';
import { openBrowser } from '../test/support/page-browser.ts';
import { cardSheets } from './screenshots/card-sheets.ts';
import { flowPictures } from './screenshots/flows/index.ts';
import { gallery } from './screenshots/gallery.ts';
import { pageViews } from './screenshots/page-views.ts';
import { readmePictures } from './screenshots/readme-pictures.ts';
import { clear, onStage, startAt } from './screenshots/stage.ts';

const wanted = new Set(process.argv.slice(2));
const wants = (part: string): boolean => wanted.size === 0 || wanted.has(part);

const browser = await openBrowser();
const muster = ['cards', 'readme', 'page'].some(wants) ? await startMuster({ startAt }) : undefined;
try {
  if (muster && wants('cards')) await cardSheets(browser, muster.sandbox.pageUrl);
  if (muster && wants('readme')) for (const scene of readmePictures) await onStage(muster, browser, scene);
  if (muster && wants('page')) await pageViews(muster, browser);
  await muster?.stop();
  // Each story has a system of its own, and can be told alone: `-- flows-approvals`.
  if (wants('flows')) clear('images/flows');
  await flowPictures(browser, (story) => wants('flows') || wanted.has(`flows-${story}`));
  if (wants('gallery')) gallery();
} finally {
  await browser.close();
  await muster?.stop();
}
