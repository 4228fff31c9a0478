import type { ConnectedGraph, GraphPorts } from '../ports/graph.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Store } from '../ports/store.ts';
import { effects } from './effects.ts';
import type { Change, Services } from './operation.ts';
import { MadeChanges } from './told/made.ts';

const portNames = Object.keys(effects) as (keyof GraphPorts)[];

/** Puts on record that a change begins. `groupId` is absent where the change is one of our own store. */
export type RecordBegin = (trail: AuditTrail, groupId?: string) => Promise<void>;

/** Puts on record how a change ended. */
type RecordEnd = (trail: AuditTrail, end: Change) => Promise<void>;

/** Services that put every change on record before it is made, so that one whose end is missing shows. */
export interface IntentServices {
  services: Services;
  /** Whether anything was put on record. */
  hasBegun(): boolean;
  /** The group whose change began last, so that an end which came early is told of it. */
  groupBegun(): Pick<Change, 'groupId'>;
  /** What was before and after, and by which calls, as far as it belongs to such an end. */
  made(end: Change): Pick<Change, 'details' | 'graphRequestIds'>;
}

/**
 * Watches what an operation changes: through Graph the record comes before the first change of each group, in the store
 * it is part of the first transaction. An end that belongs to a transaction goes into it, after the beginning.
 */
export function withIntent(services: Services, record: RecordBegin, recordEnd: RecordEnd): IntentServices {
  const begun = new Set<string | undefined>();
  let ends: Change[] = [];
  const { store } = services;
  const made = new MadeChanges();
  const begin = async (groupId: string): Promise<void> => {
    if (begun.has(groupId)) return;
    await record(store.audit, groupId);
    begun.add(groupId);
  };
  const atomically: Store['atomically'] = async (work) => {
    if (begun.size > 0) return store.atomically(work);
    const result = await store.atomically(async (inside) => {
      ends = [];
      const worked = await work(inside);
      await record(inside.audit);
      for (const end of ends) await recordEnd(inside.audit, end);
      return worked;
    });
    begun.add(undefined);
    return result;
  };
  const watched = (graph: ConnectedGraph): ConnectedGraph => {
    const requestIds = graph.changeRequestIds ?? (() => []);
    const ports = portNames.map((name) => [name, watchedPort(graph[name], name, { begin, made, requestIds })]);
    return { ...graph, ...(Object.fromEntries(ports) as Partial<GraphPorts>) };
  };
  return {
    services: {
      ...services,
      ...watched(services),
      beyond: (scopes) => watched(services.beyond(scopes)),
      anew: () => watched(services.anew()),
      store: { ...store, atomically },
      recordEnd: async (trail, end) => {
        if (begun.size > 0) await recordEnd(trail, end);
        else ends.push(end);
      },
    },
    hasBegun: () => begun.size > 0,
    groupBegun() {
      const groupId = [...begun].at(-1);
      return groupId === undefined ? {} : { groupId };
    },
    made: (end) => made.of(end),
  };
}

interface Watch {
  begin: (groupId: string) => Promise<void>;
  made: MadeChanges;
  requestIds: () => readonly string[];
}

/** The same port, each change of which begins with its record, and what is read and changed is noted. */
function watchedPort<Port extends object>(
  port: Port,
  portName: keyof GraphPorts,
  { begin, made, requestIds }: Watch,
): Port {
  const methods = port as Record<string, ((...input: unknown[]) => Promise<unknown>) | undefined>;
  const effectOf: Readonly<Record<string, 'reads' | 'changes'>> = effects[portName];
  const known = Object.entries(effectOf).flatMap(([name, effect]) => {
    const call = methods[name];
    if (!call) return [];
    const reading = (...input: unknown[]) => made.read(`${portName}.${name}`, call, input);
    const changing = async (groupId: string, ...rest: unknown[]): Promise<unknown> => {
      await begin(groupId);
      return made.change({ port: portName, name, call, requestIds }, [groupId, ...rest]);
    };
    return [[name, effect === 'changes' ? changing : reading] as const];
  });
  return { ...port, ...(Object.fromEntries(known) as Partial<Port>) };
}
