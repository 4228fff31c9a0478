// Starts the sandbox's Graph, replays documented requests against it and compares the answers with the documented ones:
// `npm run conformance -- FILE`. What is compared, and what is not, stands in docs/conformance.md.
import path from 'node:path';
import { startCloud } from './conformance/cloud.ts';
import { readExamples } from './conformance/examples.ts';
import type { Example } from './conformance/examples.ts';
import { replayAll } from './conformance/replay-all.ts';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || rest.length > 0) {
  console.error('usage: npm run conformance -- FILE');
  process.exit(2);
}

/** npm runs scripts in the project's folder; a relative path is meant from where npm was called. */
function read(name: string): Example[] {
  try {
    return readExamples(path.resolve(process.env['INIT_CWD'] ?? process.cwd(), name));
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exit(2);
  }
}

const examples = read(file);
const cloud = await startCloud();
try {
  for (const line of await replayAll(cloud, examples)) console.log(line);
} finally {
  await cloud.end();
}
