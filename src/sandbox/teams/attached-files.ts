import { randomBytes } from 'node:crypto';

/** A file as somebody attached it. */
export interface AttachedFile {
  name: string;
  bytes: Buffer;
}

const mostKept = 20;
const opensForMs = 15 * 60_000;

/**
 * Files that people attached, as they lie in their OneDrive: whoever has the key opens one for a while, without signing in.
 * The last ones are kept, in memory only.
 */
export class AttachedFiles {
  readonly #kept = new Map<string, AttachedFile & { id: string; until: number }>();
  readonly #now: () => number;

  /** @param now the machine's time in milliseconds */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @returns its id, and the key that opens it */
  put(file: AttachedFile): { id: string; key: string } {
    const [id, key] = [randomBytes(12).toString('base64url'), randomBytes(24).toString('base64url')];
    this.#kept.set(key, { ...file, id, until: this.#now() + opensForMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return { id, key };
  }

  get(id: string, key: string): AttachedFile | undefined {
    const found = this.#kept.get(key);
    return found?.id === id && found.until > this.#now() ? found : undefined;
  }
}
