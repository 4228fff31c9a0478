import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { usualAppRoles } from './options.ts';
import { startSandbox } from './sandbox.ts';

/**
 * Runs the sandbox cloud as a process of its own. Says on the first line of its output where it is and how the bot proves
 * itself, as JSON; everything else goes to stderr. Ends on a signal, or when the process that started it is gone.
 */
const usage =
  'node src/sandbox/main.ts --data DIR [--fresh] [--port N] [--page-port N] [--bot-url URL] [--app-role NAME]…';
const usualPort = 9443;
const usualPagePort = 3979;

function readPort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${value} is not a port. Usage: ${usage}`);
  return port;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: path.join('.muster', 'sandbox') },
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: String(usualPort) },
      'page-port': { type: 'string', default: String(usualPagePort) },
      'bot-url': { type: 'string', default: 'http://localhost:3978' },
      'app-role': { type: 'string', multiple: true, default: [] },
    },
  });
  const sandbox = await startSandbox({
    dataDir: path.resolve(values.data),
    fresh: values.fresh,
    port: readPort(values.port),
    pagePort: readPort(values['page-port']),
    nextPorts: true,
    botUrl: new URL(values['bot-url']).origin,
    appRoles: [...usualAppRoles, ...values['app-role']],
    log: (text) => console.error(text),
  });

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void sandbox.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  // Whoever started us may be gone and its pipes with it: nothing is left to say then.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  const { cloudUrl, pageUrl, caFile, tenantId, botId, credentials } = sandbox;
  console.log(JSON.stringify({ ready: true, cloudUrl, pageUrl, caFile, tenantId, botId, ...credentials }));
}

main().catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
