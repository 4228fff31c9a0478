import type { Logger } from 'pino';
import { isDeepStrictEqual } from 'node:util';
import type { Policy, PolicyFault } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { PolicySource } from '../ports/policy-source.ts';
import { contentOf, policyIn, policyOf, wrong, type Content } from './policy.ts';
import { problemAt } from './policy-problems.ts';

/** How often the file is looked at. It is small, and reading it works for every way in which files are replaced. */
const lookEveryMs = 2_000;

export interface PolicyFile extends PolicySource {
  /** Looks at the file once. What is new is taken when two looks find the same: somebody may be writing at it. */
  look(): void;
  /** Called after another policy has begun to hold. @returns stops the calls */
  onChange(listener: (now: Policy, before: Policy) => void): () => void;
  /** Looks at it again and again. */
  watch(): void;
  stop(): void;
}

/**
 * The policy's file, followed: what it says holds from the next turn and job on. A change that is wrong changes nothing;
 * the log says why, and so does `fault`.
 * @throws ConfigurationError when it is wrong from the start
 */
export function openPolicyFile(
  file: string,
  { log, clock }: { log: Pick<Logger, 'info' | 'warn'>; clock: Clock },
): PolicyFile {
  const listeners = new Set<(now: Policy, before: Policy) => void>();
  let taken = contentOf(file);
  const first = policyOf(taken);
  if ('problems' in first) throw wrong(file, first.problems);
  let { policy } = first;
  let fault: PolicyFault | undefined;
  let seen = taken;
  let timer: NodeJS.Timeout | undefined;

  function take(content: Content): void {
    const read = 'source' in content && content.source === undefined ? gone : policyOf(content);
    if ('problems' in read) {
      fault = { since: clock.now(), problems: read.problems };
      const problems = read.problems.map(({ line, key, expected }) => ({ line, key, expected }));
      log.warn({ code: 'policy.wrong', problems }, 'The policy was changed and is wrong: what it said before holds');
      return;
    }
    fault = undefined;
    const before = policy;
    policy = read.policy;
    if (isDeepStrictEqual(before, policy)) return;
    log.info({ code: 'policy.changed' }, 'Another policy holds');
    for (const listener of listeners) listener(policy, before);
  }

  function look(): void {
    const found = contentOf(file);
    const isSettled = isDeepStrictEqual(found, seen);
    seen = found;
    if (!isSettled || isDeepStrictEqual(found, taken)) return;
    taken = found;
    take(found);
  }

  return {
    current: () => policy,
    fault: () => fault,
    read: policyIn,
    look,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch() {
      timer ??= setInterval(look, lookEveryMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** Whoever takes a file away in a running system did not mean that nothing needs to be agreed to any more. */
const gone = { problems: [problemAt([], 'none any more', 'a YAML file')] };
