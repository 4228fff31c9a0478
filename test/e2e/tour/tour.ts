import { cast } from '../../../src/sandbox/tenant/cast.ts';
import type { Muster } from '../../support/muster.ts';
import type { Person } from '../../support/person.ts';

/** Whoever takes part in a tour, at their own client. */
export interface TourPeople {
  muster: Muster;
  wren: Person;
  mirela: Person;
  tomas: Person;
  ingrid: Person;
}

/** What people do in one area, in order, each with an answer that says that it was done. */
export interface Tour {
  area: string;
  /** @throws when an answer is not what it should be */
  walk(people: TourPeople): Promise<void>;
}

export function tourPeople(muster: Muster): TourPeople {
  return {
    muster,
    wren: muster.person(cast.employee.id),
    mirela: muster.person(cast.owner.id),
    tomas: muster.person(cast.secondOwner.id),
    ingrid: muster.person(cast.admin.id),
  };
}

/**
 * Reads from the sandbox's log of calls which documented operations of Graph the bot carried out as a person, that is,
 * because an activity arrived. What it does by itself, as the app, does not count.
 */
export function graphWatch({ traffic }: Pick<Muster, 'traffic'>) {
  const reached = new Map<string, number>();
  let seen = 0;
  return {
    reached,
    /** The log is short: look often. */
    async look(): Promise<void> {
      const ended = (await traffic(seen)).filter(({ status }) => status !== 0);
      for (const { to, claims, operations = [] } of ended)
        if (to === 'Graph' && typeof claims?.['scp'] === 'string')
          for (const id of operations) reached.set(id, (reached.get(id) ?? 0) + 1);
      seen = ended.at(-1)?.sequence ?? seen;
    },
  };
}
