import type { Tenant } from '../tenant/tenant.ts';
import type { GraphFaults } from './exchange.ts';

const usualLagMs = 4000;

/** Teams hears of new groups late. Measured by the machine's clock, for nobody wants to move the sandbox's to have a team. */
export class TeamLag {
  readonly #madeAt = new Map<string, number>();
  readonly #elapsed: () => number;
  readonly #faults: () => GraphFaults;

  /** @param elapsed milliseconds since some moment */
  constructor(tenant: Tenant, elapsed: () => number, faults: () => GraphFaults) {
    this.#elapsed = elapsed;
    this.#faults = faults;
    tenant.onChange((change) => {
      if (change.kind === 'created') this.#madeAt.set(change.groupId, elapsed());
      else if (change.kind === 'reset') this.#madeAt.clear();
      else if (change.kind === 'purged') this.#madeAt.delete(change.groupId);
    });
  }

  /** Whether Teams does not know a group yet. */
  isUnknown(groupId: string): boolean {
    const madeAt = this.#madeAt.get(groupId);
    return madeAt !== undefined && this.#elapsed() - madeAt < (this.#faults().teamLagMs ?? usualLagMs);
  }

  /** @returns whether the call that is about to fail makes the team all the same, counted down */
  makesAnyway(): boolean {
    const faults = this.#faults();
    if (!faults.teamMadeThoughRefused) return false;
    faults.teamMadeThoughRefused -= 1;
    return true;
  }
}
