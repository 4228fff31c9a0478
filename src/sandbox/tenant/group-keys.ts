import type { GroupRecord } from './records.ts';

/** Finds the groups that are not deleted by the two names that no two of them may share. */
export class GroupKeys {
  readonly #byNickname = new Map<string, string>();
  readonly #byUniqueName = new Map<string, string>();

  /** @returns the id of the Microsoft 365 group with this mail nickname, in any case; other kinds may share theirs */
  nickname(name: string): string | undefined {
    return this.#byNickname.get(name.toLowerCase());
  }

  uniqueName(name: string): string | undefined {
    return this.#byUniqueName.get(name.toLowerCase());
  }

  /** Puts the present record in the place of the one before. */
  replace(before: GroupRecord | undefined, group: GroupRecord | undefined): void {
    if (before) this.#drop(before);
    if (!group || group.deletedDateTime !== null) return;
    if (group.groupTypes.includes('Unified')) this.#byNickname.set(group.mailNickname.toLowerCase(), group.id);
    if (group.uniqueName !== null) this.#byUniqueName.set(group.uniqueName.toLowerCase(), group.id);
  }

  clear(): void {
    this.#byNickname.clear();
    this.#byUniqueName.clear();
  }

  #drop(group: GroupRecord): void {
    const nickname = group.mailNickname.toLowerCase();
    if (this.#byNickname.get(nickname) === group.id) this.#byNickname.delete(nickname);
    const unique = group.uniqueName?.toLowerCase() ?? '';
    if (this.#byUniqueName.get(unique) === group.id) this.#byUniqueName.delete(unique);
  }
}
