import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A PostgreSQL server for a test run. */
export interface PostgresServer {
  /** Of a database in which schemas may be made. */
  url: string;
  stop(): Promise<void>;
}

/** Some account that is not root, because PostgreSQL refuses to run as root. */
interface Account {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Finds a PostgreSQL server for the tests: `TEST_DATABASE_URL`, else a cluster of our own in a temporary directory,
 * reached through a Unix socket that nobody else can see.
 * @returns undefined when the machine has neither
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const binaries = findBinaries();
  if (!binaries || process.platform === 'win32') return undefined;
  const account = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  if (process.getuid?.() === 0 && !account) return undefined;
  return startCluster(binaries, account);
}

/** Where `initdb` and `postgres` lie together: in PATH, or where Debian puts them, the newest first. */
function findBinaries(): string | undefined {
  const inPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'initdb'))
    .filter((file) => existsSync(file))
    .map((file) => dirname(realpathSync(file)));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  return [...inPath, ...versions.map((version) => join(debian, version, 'bin'))].find(
    (directory) => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'postgres')),
  );
}

function unprivilegedAccount(): Account | undefined {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { name, uid: id('-u'), gid: id('-g') };
    } catch {
      // No such account here: the next one.
    }
  }
  return undefined;
}

async function startCluster(binaries: string, account: Account | undefined): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-postgres-'));
  if (account) chownSync(directory, account.uid, account.gid);
  const as = { cwd: directory, ...(account && { uid: account.uid, gid: account.gid }) };
  const data = join(directory, 'data');
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'muster', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...as, stdio: 'pipe' },
  );
  // Only this cluster may be careless with its disk: it is thrown away after the run.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'max_connections=200',
    'shared_buffers=32MB',
    'listen_addresses=',
  ];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-k', directory, ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const killServer = () => server.kill('SIGQUIT');
  process.once('exit', killServer);
  await untilReady(server);
  return {
    url: `postgresql://muster@localhost/postgres?host=${encodeURIComponent(directory)}`,
    async stop() {
      process.off('exit', killServer);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      killServer();
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`The PostgreSQL server for the tests ended: ${said}`)));
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
  });
}
