import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pino, { type Logger } from 'pino';
import { chooseGroupCard, errorCard } from '../cards/error-card.ts';
import { welcomeCard } from '../cards/notices.ts';
import { commentsKeptDays } from '../domain/around-request.ts';
import { keptDays } from '../domain/people-lists.ts';
import { connectGraph } from '../graph/connect.ts';
import { machineCredential } from '../identity/app-credential.ts';
import { createAppRights } from '../graph/app-rights.ts';
import { createInstaller } from '../graph/install-app.ts';
import { createScan } from '../graph/scan.ts';
import { createIdentity } from '../identity/identity.ts';
import { createJobHandlers } from '../jobs/index.ts';
import { startJobRunner } from '../jobs/runner.ts';
import { extraScanJob } from '../operations/notices/notice-jobs.ts';
import { operations } from '../operations/index.ts';
import { builtInCommand, understand } from '../operations/understand.ts';
import { openStore } from '../storage/open-store.ts';
import { createFrontDoor } from '../teams/front-door.ts';
import { createSignIn } from '../teams/sign-in/create-sign-in.ts';
import { createAuthPages } from '../teams/sign-in/pages.ts';
import { createClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { openPolicyFile } from './policy-file.ts';
import { identityOptions } from './identity-options.ts';
import { informationPages } from './information-pages.ts';
import { createHttpServer } from './server.ts';

const jobsAtOnce = 16;
/** How long things are kept that only guard against what comes twice or waits, and how often they are looked at. */
const keep = {
  answersMs: 24 * 3_600_000,
  waitingMs: 3_600_000,
  finishedJobsMs: 90 * 24 * 3_600_000,
  listsMs: keptDays * 24 * 3_600_000,
};
const tidyEveryMs = 3_600_000;

export interface RunningBot {
  port: number;
  /** Takes nothing new, lets what is at work end, then closes. */
  close(): Promise<void>;
}

/** Wires the parts together and serves. @throws Error that says what to mend, when a part cannot start */
export async function startBot(configuration: Configuration): Promise<RunningBot> {
  const log = pino({ level: configuration.logLevel, base: null });
  const { cloud, botId, tenantIds, sso, database, publicUrl, trustedHostOrigins, installsFrom } = configuration;
  const clock = createClock(cloud);
  const policy = openPolicyFile(configuration.policyFile, { log, clock });
  const {
    store,
    turnState,
    check,
    forgetFinishedBefore,
    close: closeStore,
  } = await openStore('url' in database ? { databaseUrl: database.url } : { file: database.file }, { clock });
  const identity = createIdentity(identityOptions(configuration));
  const signIn = createSignIn({
    store,
    tokens: identity,
    publicUrl,
    appIdUri: sso.appIdUri,
    log,
    clock,
  });

  const door = createFrontDoor({
    cloud,
    botId,
    tenantIds,
    // A bot that is itself a managed identity has no sign-in of its own: people sign in to another application.
    credential: sso.appId === botId ? identity.app : machineCredential(botId),
    turnState,
    operations,
    understand,
    builtInCommand,
    refreshable: new Set([
      'request.refresh',
      'request.show',
      'group.show',
      'notice.show',
      'notice.digest',
      'term.show',
      'ownerless.show',
      'attestation.show',
      'away.show',
      'member.list-asked',
      'message.show',
    ]),
    tokens: identity,
    signIn,
    graphFor: (caller, scopes, correlationId) =>
      connectGraph({ cloud, tokens: identity, caller, scopes, correlationId }),
    store,
    clock,
    policy,
    messageLimits: configuration.messageLimits,
    cards: { error: errorCard, chooseGroup: chooseGroupCard, welcome: welcomeCard },
    log,
  });
  // A job that is due by this machine's time may not be by the cloud's.
  await clock.ready;
  const runner = startJobRunner({
    store,
    clock,
    handlers: {
      ...createJobHandlers({
        store,
        messenger: door.messenger,
        clock,
        policy: policy.current,
        scan: createScan({ cloud, app: identity.app }),
        rights: createAppRights({ cloud, app: identity.app }),
        ...(installsFrom !== undefined && {
          installer: createInstaller({ cloud, app: identity.app, catalogId: installsFrom }),
        }),
      }),
      ...door.jobHandlers,
    },
    concurrency: jobsAtOnce,
    log,
  });
  // At the start, after each jump of time and when people are told on other days: what became due is found now, not tomorrow.
  const scanNow = (reason?: string): void => {
    const now = clock.now();
    store.jobs.enqueue(tenantIds.map((tenantId) => extraScanJob(tenantId, now, reason))).then(
      () => runner.wake(),
      (error: unknown) => log.error({ code: 'scan.not-planned', name: nameOf(error) }, 'No scan could be planned'),
    );
  };
  clock.onJump(() => scanNow());
  scanNow();
  policy.onChange((now, before) => {
    const isOther = !isDeepStrictEqual([now.expiry, now.attestation], [before.expiry, before.attestation]);
    if (isOther) scanNow(randomUUID());
  });
  policy.watch();

  let warm = false;
  const server = createHttpServer({
    receive: async (delivered) => {
      const answer = await door.receive(delivered);
      // A turn may have left messages to send; nobody should wait a second for them.
      runner.wake();
      return answer;
    },
    pages: { ...createAuthPages({ store, tokens: identity, publicUrl, trustedHostOrigins, log }), ...informationPages },
    readiness: async () => {
      const stored = await check().then(
        () => true,
        () => false,
      );
      const waitingFor = [...(warm ? [] : ['channel keys and connector token']), ...(stored ? [] : ['store'])];
      return { ready: waitingFor.length === 0, waitingFor };
    },
    log,
  });
  const port = await server.listen(configuration.port);
  const warming = new AbortController();
  void keepTrying(() => door.warm(), warming.signal, log).then(() => {
    warm = true;
  });
  const tidy = setInterval(() => {
    const before = (ageMs: number): Date => new Date(Date.now() - ageMs);
    Promise.all([
      store.activities.forgetBefore(before(keep.answersMs)),
      store.pendingCommands.forgetBefore(before(keep.waitingMs)),
      store.signIns.forgetBefore(before(keep.waitingMs)),
      store.paces.forgetBefore(before(2 * keep.waitingMs)),
      store.lists.forgetBefore(before(keep.listsMs)),
      store.sentMessages.forgetBefore(new Date(clock.now().getTime() - keep.finishedJobsMs)),
      store.requests.forgetCommentsBefore(new Date(clock.now().getTime() - commentsKeptDays * 24 * 3_600_000)),
      forgetFinishedBefore(before(keep.finishedJobsMs)),
    ]).catch((error: unknown) =>
      log.warn({ code: 'store.untidy', name: nameOf(error) }, 'Old rows could not be removed'),
    );
  }, tidyEveryMs);
  log.info({ port, cloud: cloud.name }, 'Muster serves');

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    clearInterval(tidy);
    policy.stop();
    warming.abort();
    await server.close();
    await runner.stop();
    await door.close();
    clock.stop();
    await closeStore();
  };
  return { port, close: () => (closing ??= close()) };
}

/** The other side may start after us. */
async function keepTrying(attempt: () => Promise<void>, stop: AbortSignal, log: Logger): Promise<void> {
  for (let waitMs = 200; !stop.aborted; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      await attempt();
      return;
    } catch (error) {
      log.warn({ code: 'start.not-ready', name: nameOf(error) }, 'The cloud does not answer yet');
      await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
