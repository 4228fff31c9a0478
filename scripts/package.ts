/**
 * `npm run package`: fills the manifest's placeholders from the environment and `env/`, checks it without a network
 * against Microsoft's schema, and writes `appPackage/build/muster.zip` for "Upload a custom app". The same input gives
 * the same bytes.
 */
import { AppManifestUtils, type AppManifest } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readEnvironmentFiles, type Environment } from '../src/app/environment-files.ts';

const root = path.dirname(import.meta.dirname);
const source = path.join(root, 'appPackage');
/** Zip keeps local time: the same figures in every zone. */
const noTime = new Date(1980, 0, 1);
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const host = /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d]([a-z\d-]{0,61}[a-z\d])?(:\d{1,5})?$/i;

/** What each placeholder must look like, and what to say when it does not. */
const placeholders: Record<string, { shape: RegExp; about: string }> = {
  BOT_ID: { shape: guid, about: 'client id of the bot’s Entra application (a GUID)' },
  TEAMS_APP_ID: { shape: guid, about: 'id of the Teams app, any GUID of yours that stays the same' },
  BOT_DOMAIN: {
    shape: host,
    about: 'host name of the bot without https://; it is taken from PUBLIC_URL when that is set',
  },
};

/** Why nothing was packaged, a line for each reason. */
export class PackagingError extends Error {}

/**
 * Puts values in the place of `${{NAME}}`.
 * @throws PackagingError that names each placeholder without a fitting value
 */
export function fillPlaceholders(text: string, values: Environment): string {
  const problems = new Set<string>();
  const filled = text.replaceAll(/\$\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name]?.trim() ?? '';
    const wanted = placeholders[name];
    if (wanted === undefined) problems.add(`${name}: the manifest asks for it, but nobody knows it`);
    else if (value === '') problems.add(`${name} is not set: ${wanted.about}`);
    else if (!wanted.shape.test(value))
      problems.add(`${name} is ${JSON.stringify(value)}: it must be the ${wanted.about}`);
    else return value;
    return whole;
  });
  if (problems.size > 0) throw new PackagingError([...problems].join('\n'));
  return filled;
}

/** @throws PackagingError with what the schema says */
export async function checkManifest(text: string): Promise<void> {
  const complaints = await AppManifestUtils.validateAgainstSchema(JSON.parse(text) as AppManifest);
  if (complaints.length > 0) throw new PackagingError(complaints.map((line) => `manifest.json: ${line}`).join('\n'));
}

/** The app package. Teams wants the files at the root. */
export async function buildPackage(values: Environment): Promise<Uint8Array> {
  const template = readFileSync(path.join(source, 'manifest.json'), 'utf8');
  const manifest = fillPlaceholders(template, { ...values, BOT_DOMAIN: domainOf(values) });
  await checkManifest(manifest);
  const icon = (name: string) => readFileSync(path.join(source, name));
  const files = {
    'manifest.json': Buffer.from(manifest),
    'color.png': icon('color.png'),
    'outline.png': icon('outline.png'),
  };
  return zipSync(files, { mtime: noTime, level: 9 });
}

function domainOf({ BOT_DOMAIN: domain, PUBLIC_URL: url }: Environment): string | undefined {
  if (domain !== undefined && domain.trim() !== '') return domain;
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}

async function run(): Promise<void> {
  const values = { ...readEnvironmentFiles(path.join(root, 'env'), process.env['TEAMSFX_ENV']), ...process.env };
  const file = path.join(source, 'build', 'muster.zip');
  try {
    const zip = await buildPackage(values);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, zip);
    console.log(`wrote ${path.relative(root, file)} (${zip.byteLength} bytes)`);
  } catch (error) {
    if (!(error instanceof PackagingError)) throw error;
    console.error(`No package was made. Set these in the environment or in env/.env.local:\n${error.message}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await run();
