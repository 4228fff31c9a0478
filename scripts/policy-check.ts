/**
 * `npm run policy:check -- FILE`: what is wrong in a policy's file, or else what it would have changed about the requests of
 * the last 90 days (`--days`), which are read from the store of the bot. The bot may be running.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { contentOf, policyOf, wrong } from '../src/app/policy.ts';
import type { Policy } from '../src/domain/policy.ts';
import { tallyTrials, type TrialTally } from '../src/domain/trial-tally.ts';
import { openRequests } from '../src/storage/open-requests.ts';
import type { StoreLocation } from '../src/storage/open-store.ts';
import { mostListed, trialReport } from './policy-trial-report.ts';
import { storeLocation } from './store-location.ts';

const dayMs = 86_400_000;

/**
 * @param start requests made since then are tried
 * @returns what to print, and whether the file is right
 */
export async function checkPolicy(
  file: string,
  { location, start, days }: { location: StoreLocation; start: Date; days: number },
): Promise<{ text: string; isRight: boolean }> {
  const content = contentOf(file);
  if ('source' in content && content.source === undefined)
    return { text: `There is no file ${file}.\n`, isRight: false };
  const read = policyOf(content);
  if ('problems' in read) return { text: `${wrong(file, read.problems).message}\n`, isRight: false };
  try {
    const tally = await triedIn(read.policy, location, start);
    return { text: `${file} is right.\n\n${trialReport(tally, days)}`, isRight: true };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { text: `${file} is right. It was tried on no requests: ${why}\n`, isRight: true };
  }
}

async function triedIn({ approvals }: Policy, location: StoreLocation, start: Date): Promise<TrialTally> {
  const store = await openRequests(location);
  try {
    return await tallyTrials(approvals, store.since(start), mostListed);
  } finally {
    await store.close();
  }
}

async function main(): Promise<boolean> {
  const options = { days: { type: 'string', default: '90' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, ...more] = positionals;
  const days = Number(values.days);
  if (file === undefined || more.length > 0) throw new Error('Name one file: npm run policy:check -- FILE');
  if (!Number.isInteger(days) || days < 1 || days > 3650) throw new Error('--days is a whole number from 1 to 3650.');
  const start = new Date(Date.now() - days * dayMs);
  const { text, isRight } = await checkPolicy(file, { location: storeLocation(), start, days });
  process.stdout.write(text);
  return isRight;
}

if (import.meta.main)
  main().then(
    (isRight) => (process.exitCode = isRight ? 0 : 1),
    (problem: unknown) => {
      process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
      process.exitCode = 1;
    },
  );
