import type { DirectoryFile, OtherKind } from './directory-file.ts';

/** Records of one kind, in memory for reading and written to disk one by one. */
export class Kept<T extends { id: string }> {
  readonly #file: DirectoryFile;
  readonly #kind: OtherKind;
  readonly #caseMatters: boolean;
  readonly #records = new Map<string, T>();

  /** @param options ids are compared without regard to case unless it matters */
  constructor(file: DirectoryFile, kind: OtherKind, options: { caseMatters?: boolean } = {}) {
    this.#file = file;
    this.#kind = kind;
    this.#caseMatters = options.caseMatters ?? false;
  }

  get(id: string): T | undefined {
    return this.#records.get(this.#key(id));
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
    if (!this.#records.delete(this.#key(id))) return false;
    this.#file.dropOther(this.#kind, this.#key(id));
    return true;
  }

  /** Takes over what is on disk already. */
  load(records: readonly T[]): void {
    this.#records.clear();
    for (const record of records) this.#records.set(record.id, record);
  }

  #key(id: string): string {
    return this.#caseMatters ? id : id.toLowerCase();
  }
}
