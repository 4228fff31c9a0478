import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A person's window on the sandbox's page, and what its console and its content policy complained about. */
export interface Window {
  page: Page;
  /** Cards in the conversation that is open, the newest last. */
  cards: (saying: string) => Locator;
  /** Writes in the box and sends. */
  write: (text: string) => Promise<void>;
  /** @throws when the page logged an error, broke its content policy or threw */
  isClean: () => void;
  close: () => Promise<void>;
}

/** teams-js asks there which hosts it may trust besides those that it knows; tests have no network but loopback. */
const teamsDomains = 'https://res.cdn.office.net/';

/** Code for the page, as text: it runs there. */
const reportViolations = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('content policy: ' + violatedDirective + ' ' + blockedURI))`;

/** Fits a text in which names stand between marks that nobody sees. */
export function shown(text: string): RegExp {
  const words = text.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  const marks = '[\\u2060\\u2066-\\u2069]*';
  return new RegExp(`${marks}${words.join(`${marks}\\s+${marks}`)}`.replaceAll(':', `${marks}:`), 'u');
}

/**
 * Opens the page as somebody, in a context of their own.
 * @param hash further parts of the address, such as `view=tenant`
 */
export async function openAs(
  browser: Browser,
  pageUrl: string,
  person: { id: string },
  { hash = '', ...options }: BrowserContextOptions & { hash?: string } = {},
): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  // The policy's own event says more than the console, and also comes for what is only reported.
  await context.addInitScript({ content: reportViolations });
  const page = await context.newPage();
  context.on('console', (message) => {
    const { url } = message.location();
    if (!['error', 'warning'].includes(message.type()) || url.startsWith(teamsDomains)) return;
    complaints.push(`${message.type()}: ${message.text()} (${url})`);
  });
  context.on('weberror', (problem) => complaints.push(String(problem.error())));
  page.on('pageerror', (problem) => complaints.push(String(problem)));
  await page.goto(`${pageUrl}/#as=${person.id}${hash === '' ? '' : `&${hash}`}`);
  await page.getByTestId('me').waitFor();
  return {
    page,
    cards: (saying) => page.getByTestId('card').filter({ hasText: shown(saying) }),
    write: async (text) => {
      await page.getByTestId('compose').fill(text);
      await page.getByTestId('send').click();
    },
    isClean: () => {
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
    },
    close: () => context.close(),
  };
}

/** Waits for the newest of the cards that say something, and returns it. */
export async function newest(cards: Locator): Promise<Locator> {
  await cards.last().waitFor();
  return cards.last();
}
