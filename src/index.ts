import path from 'node:path';
import process from 'node:process';
import { ConfigurationError } from './app/configuration-error.ts';
import { isConfigured, readConfiguration } from './app/configuration.ts';
import { readEnvironmentFiles } from './app/environment-files.ts';

/** Runs the bot; with nothing configured, the sandbox and the bot. What is not needed is not even loaded. */
async function main(): Promise<void> {
  const files = readEnvironmentFiles(path.join(import.meta.dirname, '..', 'env'), process.env['TEAMSFX_ENV']);
  if (!isConfigured(process.env, files)) {
    const { launch } = await import('./app/launcher.ts');
    process.exitCode = await launch(process.argv.slice(2));
    return;
  }
  const configuration = readConfiguration(process.env, files);
  const { startBot } = await import('./app/bot.ts');
  const bot = await startBot(configuration);
  // The last: the process that started this one is gone, whichever way it went.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.once(signal, () => void bot.close().then(() => process.exit(0)));
}

main().catch((problem: unknown) => {
  // The one place outside the log: there is none yet when the configuration is wrong.
  process.stderr.write(`${problem instanceof ConfigurationError ? problem.message : String(problem)}\n`);
  process.exit(1);
});
