import type { FieldChange } from '../../domain/audit.ts';
import type { GraphPorts } from '../../ports/graph.ts';
import type { Change } from '../operation.ts';
import { toldOfGovernance } from './govern.ts';
import { toldOfGroups } from './groups.ts';
import { Seen } from './seen.ts';
import type { ToldPort } from './told.ts';
import { toldOfWork } from './work.ts';

/** How each change that a port can make is told in the audit trail. */
export const toldChanges: { [Port in keyof GraphPorts]?: ToldPort<GraphPorts[Port]> } = {
  ...toldOfGroups,
  ...toldOfWork,
  governance: toldOfGovernance,
};

type Call = (...input: unknown[]) => Promise<unknown>;
type AnyTold = (seen: Seen, ...input: unknown[]) => readonly FieldChange[] | ((answer: unknown) => FieldChange[]);

interface Made {
  /** First thing that the call names, a group mostly, and what it made. */
  about: readonly string[];
  details: () => readonly FieldChange[];
  /** Ids that the details hold, in lower case. */
  named: ReadonlySet<string>;
  requestIds: readonly string[];
}

interface Changing {
  port: keyof GraphPorts;
  name: string;
  call: Call;
  /** Of Graph's replies to changing calls so far, over the same connection. */
  requestIds: () => readonly string[];
}

/** More than these in one entry help nobody. */
const mostDetails = 50;
const mostRequestIds = 20;

/** What an operation has changed so far, as its entries in the trail tell it. */
export class MadeChanges {
  readonly #seen = new Seen();
  readonly #made: Made[] = [];

  /** A reading that is noted. */
  async read(name: string, call: Call, input: unknown[]): Promise<unknown> {
    const answer = await call(...input);
    this.#seen.note(name, input, answer);
    return answer;
  }

  /** A change that is noted when it is made. */
  async change({ port, name, call, requestIds }: Changing, input: unknown[]): Promise<unknown> {
    const tell = (toldChanges[port] as Record<string, AnyTold | undefined> | undefined)?.[name];
    const details = tell?.(this.#seen, ...input) ?? [];
    const before = requestIds().length;
    const answer = await call(...input);
    this.#seen.note(`${port}.${name}`, input, answer);
    const told = () => (typeof details === 'function' ? details(answer) : details);
    this.#made.push({
      about: [input[0], idOf(answer)].map((id) => String(id).toLowerCase()),
      details: told,
      named: new Set(told().flatMap(({ from, to }) => [from, to].map((value) => (value ?? '').toLowerCase()))),
      requestIds: requestIds().slice(before),
    });
    return answer;
  }

  /** What of it belongs to one entry: changes of its group, and of these the ones that name its subject, where any do. */
  of({ groupId, subject, outcome }: Change): Pick<Change, 'details' | 'graphRequestIds'> {
    const ofGroup = this.#made.filter(({ about }) => groupId !== undefined && about.includes(groupId.toLowerCase()));
    const made = ofGroup.length > 0 ? ofGroup : this.#made;
    const wanted = subject?.id.toLowerCase();
    const naming = wanted === undefined ? [] : made.filter(({ named }) => named.has(wanted));
    // One of several people who was refused: what was done for the others is on their entries.
    if (wanted !== undefined && naming.length === 0 && outcome !== 'done') return {};
    const chosen = naming.length > 0 ? naming : made;
    const isNamed = ({ from, to }: FieldChange) => from?.toLowerCase() === wanted || to?.toLowerCase() === wanted;
    const all = chosen.flatMap((one) => one.details());
    const details = (naming.length > 0 ? all.filter(isNamed) : all).slice(0, mostDetails);
    const graphRequestIds = [...new Set(chosen.flatMap(({ requestIds }) => requestIds))].slice(0, mostRequestIds);
    return { ...(details.length > 0 && { details }), ...(graphRequestIds.length > 0 && { graphRequestIds }) };
  }
}

function idOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
}
