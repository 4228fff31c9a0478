import { setTimeout as pause } from 'node:timers/promises';
import { understand } from '../../../src/operations/understand.ts';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import type { TrafficEntry } from '../../../src/sandbox/page/api.ts';
import type { Muster } from '../../support/muster.ts';
import { Person } from '../../support/person.ts';
import { selectable } from './selectable.ts';

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
  /** What the organisation wants of its groups there; when absent, what holds by itself. */
  policyFile?: string;
  /** @throws when an answer is not what it should be */
  walk(people: TourPeople): Promise<void>;
}

/** What one thing that somebody asked for took. */
export interface Cost {
  /** Of the bot. */
  operation: string;
  /** HTTP requests to Graph; a batch is one, and what is tried again after a refusal counts once. */
  requests: number;
  /** Graph's resource units; what Exchange keeps is not counted in these. */
  units: number;
  /** Documented operations of Graph that were carried out, with `:self` behind those that were about the caller. */
  calls: readonly string[];
  /** Those of them that read everything there is, though Graph lets a request name what it wants. */
  unselected: readonly string[];
}

/**
 * People whose doings are watched: which documented operations of Graph the bot carried out as them, that is, because an
 * activity arrived, and what each of its own operations took. What the bot does by itself, as the app, does not count.
 */
export function watchedPeople(muster: Muster) {
  const reached = new Map<string, number>();
  const costs: Cost[] = [];
  let seen = 0;
  let doing = '';
  const look = async (): Promise<void> => {
    const ended = (await muster.traffic(seen)).filter(({ status }) => status !== 0);
    const own = ended.filter(({ to, claims }) => to === 'Graph' && typeof claims?.['scp'] === 'string');
    for (const id of own.flatMap(({ operations = [] }) => operations)) reached.set(id, (reached.get(id) ?? 0) + 1);
    for (const turn of Map.groupBy(own, (entry) => entry.turn ?? '').values()) costs.push(costOf(doing, turn));
    seen = ended.at(-1)?.sequence ?? seen;
  };
  const person = ({ id }: { id: string }): Person =>
    new WatchedPerson(id, muster.call, async (operation) => {
      await look();
      doing = operation;
    });
  const people: TourPeople = {
    muster,
    wren: person(cast.employee),
    mirela: person(cast.owner),
    tomas: person(cast.secondOwner),
    ingrid: person(cast.admin),
  };
  return { people, reached, costs, look };
}

/**
 * `$select`, or where there is none: a bare number, how a job stands, a place in a stream, which keeps what was selected, and
 * members of teams, whose ids stand in a derived type that Graph documents a cast to for `$filter` only.
 */
const namesOrNeedsNone =
  /[?&](?:\$|%24)(?:select|deltatoken|skiptoken)=|\/\$count\b|\/operations\/|\/teams\/[^/]+\/members\b/i;

function costOf(operation: string, turn: readonly TrafficEntry[]): Cost {
  const carriedOut = turn.flatMap(({ carriedOut: inside = [], claims }) =>
    inside.map((one) => ({ ...one, isSelf: isAboutSelf(one.request, String(claims?.['oid'])) })),
  );
  const whole = carriedOut.filter(({ request }) => request.startsWith('GET ') && !namesOrNeedsNone.test(request));
  return {
    operation,
    requests: turn.filter((entry, index) => !isAgain(entry, turn.slice(0, index))).length,
    units: turn.reduce((sum, { units = 0 }) => sum + units, 0),
    calls: carriedOut.flatMap(({ operations, isSelf }) => operations.map((id) => (isSelf ? `${id}:self` : id))),
    unselected: whole.flatMap(({ operations }) => operations).filter((id) => selectable.has(id)),
  };
}

/** What the directory did not know yet, or had no time for, is sent again as it was. */
function isAgain({ method, path: at }: TrafficEntry, before: readonly TrafficEntry[]): boolean {
  return before.some((one) => one.method === method && one.path === at && one.status >= 400);
}

/** Scopes for one's own profile count for these only. */
function isAboutSelf(request: string, callerId: string): boolean {
  return new RegExp(`^\\w+ /v1\\.0/(?:me|users/${callerId})(?:[/?]|$)`, 'i').test(request);
}

/** Teams takes 60 messages in 30 seconds in one chat, and some deeds are answered by two. */
const fastest = { deeds: 40, withinMs: 30_000 };

class WatchedPerson extends Person {
  readonly #does: (operation: string) => Promise<void>;
  /** When this person did something lately, oldest first. */
  #deeds: number[] = [];

  constructor(id: string, call: Muster['call'], does: (operation: string) => Promise<void>) {
    super(id, call);
    this.#does = does;
  }

  override async write(...said: Parameters<Person['write']>): Promise<void> {
    const meant = understand(said[0]);
    await this.#do('operation' in meant ? meant.operation.name : '');
    return super.write(...said);
  }

  override async act(...done: Parameters<Person['act']>): ReturnType<Person['act']> {
    const { verb, data } = done[1];
    const inData = data['verb'];
    await this.#do(verb ?? (typeof inData === 'string' ? inData : ''));
    return super.act(...done);
  }

  /** Nobody types so fast that Teams takes no more answers in their chat. */
  async #do(operation: string): Promise<void> {
    const [oldest = 0] = this.#deeds.slice(-fastest.deeds);
    const waitMs = this.#deeds.length < fastest.deeds ? 0 : oldest + fastest.withinMs - Date.now();
    if (waitMs > 0) await pause(waitMs);
    this.#deeds = [...this.#deeds.slice(-fastest.deeds), Date.now()];
    await this.#does(operation);
  }
}
