import { createHash } from 'node:crypto';

/** A picture as somebody pasted it. */
export interface PastedPicture {
  contentType: string;
  bytes: Buffer;
}

const mostKept = 50;

/** Pictures in messages. The last ones are kept, in memory only: they are large, and looked at soon or never. */
export class Pictures {
  readonly #kept = new Map<string, PastedPicture>();

  /** @returns the id under which it can be had, which nobody can guess from another */
  put(picture: PastedPicture): string {
    const id = `0-${createHash('sha256').update(picture.bytes).digest('base64url').slice(0, 32)}`;
    this.#kept.delete(id);
    this.#kept.set(id, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return id;
  }

  get(id: string): PastedPicture | undefined {
    return this.#kept.get(id);
  }
}
