// The whole gate, in the order in which it fails fastest. `npm run check -- --no-tests` leaves the tests out.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { toolFile as tool } from './tool-file.mjs';

function run(title, file, args, options = {}) {
  const started = Date.now();
  const done = spawnSync(process.execPath, [file, ...args], { stdio: 'inherit', ...options });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (done.status !== 0) {
    console.error(`check: ${title} failed (${seconds} s)`);
    process.exit(done.status ?? 1);
  }
  console.log(`check: ${title} passed (${seconds} s)`);
  return done;
}

run('format', tool('prettier'), ['--check', '--log-level=warn', '.']);
run('types', tool('typescript', 'tsc'), ['-p', '.']);
run('types of the page', tool('typescript', 'tsc'), ['-p', 'src/sandbox/page']);
run('lint', tool('eslint'), ['--max-warnings=0', '.']);

const layers = run('layers', tool('dependency-cruiser', 'depcruise'), ['src', '--config', '.dependency-cruiser.mjs'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
process.stdout.write(layers.stdout);
// A dependency-cruiser that cannot read TypeScript sees no files and finds no violation; that is not a pass.
const seen = Number(/\((\d+) modules/.exec(layers.stdout)?.[1] ?? 0);
if (seen < 50) {
  console.error(`check: layers saw only ${seen} modules, so it proved nothing`);
  process.exit(1);
}

run('dead code', tool('knip'), ['--no-progress']);
if (!process.argv.includes('--no-tests')) run('tests with coverage', tool('vitest'), ['run', '--coverage']);
