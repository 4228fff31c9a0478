import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A JSON document on disk that is written soon after it changed. */
export interface Saved<T> {
  readonly value: T;
  /** Says that `value` was changed in place. */
  changed(): void;
  /** Puts another value in its place. */
  replace(value: T): void;
  /** Writes at once what is not written yet. */
  flush(): void;
}

const delayMs = 200;
/** Writing a document takes at most one part in so many of the time, however large it has become. */
const restPerWrite = 20;

/**
 * Opens a JSON document. A damaged file counts as missing: it is the sandbox's own data and can be made again.
 * @param initial makes the value when there is no file
 * @param options.isWritten false for what nobody wants after this process
 */
export function openSaved<T>(
  file: string,
  initial: () => T,
  { isWritten = true }: { isWritten?: boolean } = {},
): Saved<T> {
  let value = (readJson(file) as T | undefined) ?? initial();
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = delayMs;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const begun = performance.now();
    mkdirSync(path.dirname(file), { recursive: true });
    // Renamed into place, so a process that is killed while writing leaves the old document whole.
    writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    pauseMs = Math.max(delayMs, (performance.now() - begun) * restPerWrite);
  };
  const changed = (): void => {
    if (isWritten) timer ??= setTimeout(write, pauseMs);
  };
  return {
    get value() {
      return value;
    },
    changed,
    replace: (next) => {
      value = next;
      changed();
    },
    flush: () => {
      if (timer !== undefined) write();
    },
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
