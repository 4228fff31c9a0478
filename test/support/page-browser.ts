import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * Chromium's flags for one process do not survive a second context, and without web security it would say nothing about
 * the origins that the page checks.
 */
const unwanted = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
]);

/** Starts the Chromium that came with the packages, headless, its web security on. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((flag) => !unwanted.has(flag)),
    headless: true,
  });
}
