import type { DirectoryFile, OtherKind } from './directory-file.ts';

/** Records of one kind, in memory for reading and written to disk one by one. Ids are compared without regard to case. */
export class Kept<T extends { id: string }> {
  readonly #file: DirectoryFile;
  readonly #kind: OtherKind;
  readonly #records = new Map<string, T>();

  constructor(file: DirectoryFile, kind: OtherKind) {
    this.#file = file;
    this.#kind = kind;
  }

  get(id: string): T | undefined {
    return this.#records.get(id.toLowerCase());
  }

  /** In the order in which they came. */
  all(): T[] {
    return [...this.#records.values()];
  }

  put(record: T): void {
    this.#file.putOther(this.#kind, record);
    this.#records.set(record.id, record);
  }

  /** @returns false when there was none */
  remove(id: string): boolean {
    if (!this.#records.delete(id.toLowerCase())) return false;
    this.#file.dropOther(this.#kind, id.toLowerCase());
    return true;
  }

  /** Takes over what is on disk already. */
  load(records: readonly T[]): void {
    this.#records.clear();
    for (const record of records) this.#records.set(record.id, record);
  }
}
