import type { Cost } from '../../test/e2e/tour/tour.ts';

/** What one of the bot's operations took of Graph, as it is kept in `costs.json`. */
export interface Taken {
  /** The most HTTP requests of one turn; a batch is one. */
  requests: number;
  /** The most resource units of one turn. */
  units: number;
  /** Documented operations of Graph that it carried out in any turn; `:self` behind those about whoever asked. */
  calls: readonly string[];
}

/** The most that each operation took, by its name in order. @param costs turn by turn */
export function tableOf(costs: readonly Cost[]): Record<string, Taken> {
  const turns = Map.groupBy(
    costs.filter(({ operation }) => operation !== ''),
    ({ operation }) => operation,
  );
  const rows = [...turns].map(([operation, some]): [string, Taken] => [
    operation,
    {
      requests: Math.max(...some.map(({ requests }) => requests)),
      units: Math.max(...some.map(({ units }) => units)),
      calls: [...new Set(some.flatMap(({ calls }) => calls))].filter((id) => id !== 'batch').sort(),
    },
  ]);
  return Object.fromEntries(rows.sort(([a], [b]) => a.localeCompare(b, 'en')));
}
