/** Renders the drawings in `appPackage/` to the PNG files that Teams wants: `node scripts/run.mjs scripts/draw-icons.ts`. */
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(path.dirname(import.meta.dirname), 'appPackage');
const icons = { color: 192, outline: 32 };

const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: chromium.args });
try {
  for (const [name, size] of Object.entries(icons)) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawing = readFileSync(path.join(folder, `${name}.svg`), 'utf8');
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing}`);
    await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true });
    console.log(`wrote appPackage/${name}.png (${size} × ${size})`);
  }
} finally {
  await browser.close();
}
