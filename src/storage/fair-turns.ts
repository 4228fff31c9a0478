import { jobClasses, jobShares, type JobClass } from '../domain/job-classes.ts';

/** Jobs of one tenant and class that are due. */
export interface JobLane {
  tenantId: string;
  class: JobClass;
  /** As many as there are, or as may be claimed, whichever is less. */
  ready: number;
}

/**
 * Whose turn it is: classes by their shares, and within a class the tenants one after the other. Who has just come waits for
 * nobody's backlog, and who has nothing to do saves nothing up.
 */
export class FairTurns {
  readonly #classes = new Turns<JobClass>();
  readonly #tenants = new Turns<string>();

  /**
   * @param most of each class; absent: as many as `limit`
   * @returns how many of each lane to take
   */
  share(
    lanes: readonly JobLane[],
    limit: number,
    most: Partial<Record<JobClass, number>> = {},
  ): ReadonlyMap<JobLane, number> {
    const taken = new Map<JobLane, number>();
    const room = new Map(jobClasses.map((name) => [name, most[name] ?? limit]));
    const isOpen = (lane: JobLane) => (room.get(lane.class) ?? 0) > 0 && (taken.get(lane) ?? 0) < lane.ready;
    const ready = lanes.filter((lane) => lane.ready > 0);
    this.#classes.keep(new Set(ready.map((lane) => lane.class)));
    this.#tenants.keep(new Set(ready.map(keyOf)));
    for (let count = 0; count < limit; count += 1) {
      const open = new Map(ready.filter(isOpen).map((lane) => [keyOf(lane), lane]));
      const able = new Set([...open.values()].map((lane) => lane.class));
      if (able.size === 0) break;
      const turn = this.#classes.next(
        jobClasses.filter((name) => able.has(name)),
        (name) => jobShares[name],
      );
      const keys = [...open].flatMap(([key, lane]) => (lane.class === turn ? key : []));
      const lane = open.get(this.#tenants.next(keys, () => 1) ?? '');
      if (!lane) break;
      taken.set(lane, (taken.get(lane) ?? 0) + 1);
      room.set(lane.class, (room.get(lane.class) ?? 0) - 1);
    }
    return taken;
  }
}

/** Who was served how much, in turns divided by what each may have; the least served is next, the first of several. */
class Turns<Key> {
  readonly #served = new Map<Key, number>();
  #able: ReadonlySet<Key> = new Set();
  #least = 0;

  next(able: readonly Key[], share: (key: Key) => number): Key | undefined {
    // Who comes, or comes back, stands where the others are by now.
    for (const key of able)
      if (!this.#able.has(key) || !this.#served.has(key))
        this.#served.set(key, Math.max(this.#served.get(key) ?? 0, this.#least));
    this.#able = new Set(able);
    this.#least = Math.min(...able.map((key) => this.#served.get(key) ?? 0));
    const turn = able.find((key) => this.#served.get(key) === this.#least);
    if (turn !== undefined) this.#served.set(turn, this.#least + 1 / share(turn));
    return turn;
  }

  keep(present: ReadonlySet<Key>): void {
    for (const key of this.#served.keys()) if (!present.has(key)) this.#served.delete(key);
  }
}

function keyOf({ tenantId, class: name }: JobLane): string {
  return `${name} ${tenantId}`;
}
