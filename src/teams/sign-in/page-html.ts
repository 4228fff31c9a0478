import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PageAnswer } from '../../ports/pages.ts';

const teamsJs = createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js');

const script = 'text/javascript; charset=utf-8';
const assets = {
  '/auth.js': asset(new URL('./page/auth.js', import.meta.url), script),
  '/auth.css': asset(new URL('./page/auth.css', import.meta.url), 'text/css; charset=utf-8'),
  '/teams-js.js': asset(teamsJs, script),
};

function asset(file: string | URL, contentType: string) {
  const body = readFileSync(file);
  return { body, contentType, version: createHash('sha256').update(body).digest('hex').slice(0, 12) };
}

/** Files whose address changes with what is in them, so that they may be kept for ever. */
export const assetAnswers: Readonly<Record<string, PageAnswer>> = Object.fromEntries(
  Object.entries(assets).map(([path, { body, contentType }]) => [
    path,
    {
      status: 200,
      headers: {
        'content-type': contentType,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      },
      body,
    },
  ]),
);

/** Headers of everything that belongs to one person's sign-in. */
export const privateHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Only teams-js connects anywhere: to Microsoft's list of Teams' own origins. No Cross-Origin-Opener-Policy: the
  // page speaks to the window that opened it.
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'connect-src https://res.cdn.office.net',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

export interface AuthPage {
  status: number;
  title: string;
  text: string;
  /** What the Teams client is told. */
  notify: { outcome: 'success' | 'failure'; value: string };
  /** `now`, or when the person has read the page and presses Close. */
  when: 'now' | 'button';
}

/**
 * A little page that ends a sign-in.
 * @param trustedHostOrigins origins of Teams clients beyond those that teams-js knows
 */
export function authPage(page: AuthPage, trustedHostOrigins: readonly string[]): PageAnswer {
  const { status, title, text, notify, when } = page;
  const data = { outcome: notify.outcome, value: notify.value, when, origins: JSON.stringify(trustedHostOrigins) };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Muster</title>
<link rel="stylesheet" href="${versioned('/auth.css')}">
<script src="${versioned('/teams-js.js')}" defer></script>
<script src="${versioned('/auth.js')}" defer></script>
</head>
<body${attributes.join('')}>
<main>
<div role="${status === 200 ? 'status' : 'alert'}">
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
</div>
${when === 'button' ? '<button type="button">Close</button>' : ''}
<p id="hint" role="status" hidden>Teams does not answer. Close this window and go back to Teams.</p>
</main>
</body>
</html>
`;
  return { status, headers: { ...privateHeaders, 'content-type': 'text/html; charset=utf-8' }, body };
}

function versioned(path: keyof typeof assets): string {
  return `${path}?v=${assets[path].version}`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
