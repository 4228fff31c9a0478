import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { findPackageJSON, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { Answer, Route } from './http.ts';

const pageDir = path.join(import.meta.dirname, '..', 'page');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Files of packages that the page may load, by the name under `/vendor/`: package, then path inside it. */
const vendor: Readonly<Record<string, readonly [string, string]>> = {
  'preact.js': ['preact', 'dist/preact.mjs'],
  'preact-hooks.js': ['preact', 'hooks/dist/hooks.mjs'],
  'htm.js': ['htm', 'dist/htm.mjs'],
  'markdown-it.js': ['markdown-it', 'dist/browser/markdown-it.esm.min.mjs'],
  'adaptivecards.js': ['adaptivecards', 'dist/adaptivecards.min.js'],
  'adaptivecards.css': ['adaptivecards', 'dist/adaptivecards.css'],
};

/**
 * The page and the libraries that it loads, as they lie on disk; TypeScript loses its types on the way.
 * @param imageOrigins from where cards may show images, besides https
 */
export function pageFileRoutes(imageOrigins: () => readonly string[]): Route[] {
  const index = async (): Promise<Answer> => {
    const html = await readFile(path.join(pageDir, 'index.html'), 'utf8');
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': contentPolicy(html, imageOrigins()),
        'referrer-policy': 'same-origin',
      },
      body: html,
    };
  };
  return [
    { method: 'GET', path: '/', handle: index },
    { method: 'GET', path: '/page/{file}', handle: ({ params }) => pageFile(params['file'] ?? '') },
    { method: 'GET', path: '/vendor/{file}', handle: ({ params }) => vendorFile(params['file'] ?? '') },
  ];
}

/** Scripts come from here alone; those written into the page (its import map) are named by their hash. */
function contentPolicy(html: string, imageOrigins: readonly string[]): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = inline.map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...hashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'", // the card renderer writes style attributes
    `img-src ${["'self'", 'data:', 'https:', ...imageOrigins].join(' ')}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const notFound: Answer = { status: 404, body: { error: 'There is no such file.' } };
const cache = new Map<string, { changedAt: number; body: string | Buffer }>();

async function pageFile(name: string): Promise<Answer> {
  const type = types[path.extname(name)];
  // One plain file name: nothing outside of the folder, nothing hidden.
  if (type === undefined || !/^[a-z0-9][a-z0-9.-]*$/.test(name)) return notFound;
  return serve(path.join(pageDir, name), type, 'no-cache', (bytes) =>
    name.endsWith('.ts') ? stripTypeScriptTypes(bytes.toString('utf8')) : bytes,
  );
}

async function vendorFile(name: string): Promise<Answer> {
  const entry = Object.hasOwn(vendor, name) ? vendor[name] : undefined;
  if (entry === undefined) return notFound;
  const [library, file] = entry;
  const manifest = findPackageJSON(library, import.meta.url);
  if (manifest === undefined) return notFound;
  const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
  return serve(path.join(path.dirname(manifest), file), type, 'max-age=3600', (bytes) => bytes);
}

async function serve(
  file: string,
  type: string,
  caching: string,
  read: (bytes: Buffer) => string | Buffer,
): Promise<Answer> {
  const changedAt = await stat(file).then(
    (found) => (found.isFile() ? found.mtimeMs : undefined),
    () => undefined,
  );
  if (changedAt === undefined) return notFound;
  let known = cache.get(file);
  if (known?.changedAt !== changedAt) {
    known = { changedAt, body: read(await readFile(file)) };
    cache.set(file, known);
  }
  return { status: 200, headers: { 'content-type': type, 'cache-control': caching }, body: known.body };
}
