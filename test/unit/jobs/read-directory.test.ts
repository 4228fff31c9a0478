import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/errors.ts';
import { readDirectory } from '../../../src/jobs/read-directory.ts';
import type { DirectoryScan } from '../../../src/ports/scan.ts';
import { days, startOfTest, tenantId, testClock } from '../../support/builders.ts';
import { fakeScan, type FakeScan } from '../../support/fake-scan.ts';
import { fakeStore, type FakeStore } from '../../support/fake-store.ts';

let store: FakeStore;
let scan: FakeScan;
let clock: ReturnType<typeof testClock>;
const quiet = new AbortController().signal;
const expiresAt = new Date('2027-01-01T00:00:00Z');

beforeEach(() => {
  clock = testClock(startOfTest);
  store = fakeStore();
  scan = fakeScan(...Array.from({ length: 10 }, (_, index) => newGroup(`Group ${index}`)));
  scan.pageSize = 3;
  scan.rules = 'policy:180:all';
});

function newGroup(displayName: string) {
  return { id: randomUUID(), displayName, expiresAt, ownerIds: [] };
}
function read(signal = quiet, of: DirectoryScan = scan, tenant = tenantId): Promise<void> {
  return readDirectory({ store, scan: of, clock }, tenant, signal);
}
async function known(tenant = tenantId): Promise<string[]> {
  const query = { from: new Date(0), until: new Date(8.64e15), limit: 1_000 };
  return (await store.directoryGroups.dueBetween(tenant, query)).map(({ id }) => id).sort();
}
const there = (): string[] => [...scan.groups.keys()].sort();
/** Pages asked for since the last call: `` is the beginning. */
function pages(): string[] {
  return scan.asked.splice(0).map((one) => one.slice('page '.length));
}
const beginnings = (): number => pages().filter((token) => token === '').length;

/** Runs something before the nth page from now is answered. */
function before(nth: number, act: () => void): void {
  const page = scan.page.bind(scan);
  let count = 0;
  scan.page = (...args) => {
    count += 1;
    if (count === nth) {
      scan.page = page;
      act();
    }
    return page(...args);
  };
}

describe('reading a directory', () => {
  it('reads everything once, then what changed', async () => {
    await read();
    expect(await known()).toEqual(there());
    // Four pages, and one more for what changed while they were read.
    expect(pages()).toHaveLength(5);
    const made = newGroup('New');
    scan.groups.set(made.id, made);
    scan.groups.delete(there().find((id) => id !== made.id)!);
    await read();
    expect(await known()).toEqual(there());
    expect(pages()).toEqual([expect.stringMatching(/^delta\./)]);
  });

  it('finds what came and went while pages were read', async () => {
    const made = newGroup('Made meanwhile');
    before(3, () => {
      scan.groups.delete(there()[0]!);
      scan.groups.set(made.id, made);
    });
    await read();
    expect(await known()).toEqual(there());
    expect(await known()).toContain(made.id);
  });

  it('goes on with the page at which a process died, and reads none twice', async () => {
    const dying = new AbortController();
    before(3, () => dying.abort(new Error('killed')));
    await expect(read(dying.signal)).rejects.toThrow('killed');
    const first = pages();
    await read();
    const second = pages();
    expect(first).toHaveLength(3);
    expect(second.filter((token) => first.includes(token))).toEqual([]);
    expect(await known()).toEqual(there());
  });

  it('reads a page again of which nothing was written', async () => {
    const putPage = store.directoryGroups.putPage.bind(store.directoryGroups);
    let puts = 0;
    store.directoryGroups.putPage = (...args) => {
      puts += 1;
      return puts === 2 ? Promise.reject(new Error('the disk is full')) : putPage(...args);
    };
    await expect(read()).rejects.toThrow('disk');
    const [, lost] = pages();
    await read();
    expect(pages()[0]).toBe(lost);
    expect(await known()).toEqual(there());
  });

  it('asks again for a page that got lost on its way', async () => {
    before(2, () => {
      throw new AppError('upstream', { code: 'graph.unreachable', advice: '' });
    });
    await expect(read()).rejects.toMatchObject({ code: 'graph.unreachable' });
    await read();
    expect(beginnings()).toBe(1);
    expect(await known()).toEqual(there());
  });

  it('begins again when the place is forgotten, and finds out what went meanwhile', async () => {
    await read();
    const [gone, renamed] = there();
    scan.groups.delete(gone!);
    scan.groups.get(renamed!)!.displayName = 'Renamed';
    scan.forget();
    pages();
    await read();
    expect(beginnings()).toBe(1);
    expect(await known()).toEqual(there());
    expect(await store.directoryGroups.get(tenantId, gone!)).toMatchObject({
      gone: { as: 'missing', at: clock.now() },
    });
    expect(await store.directoryGroups.get(tenantId, renamed!)).toMatchObject({ displayName: 'Renamed' });
  });

  it('begins again in the middle of a round too, and marks nothing as missing that the round did not get to', async () => {
    await read();
    clock.moveBy(days(8));
    before(3, () => scan.forget());
    pages();
    await read();
    expect(beginnings()).toBe(2);
    expect(await known()).toEqual(there());
  });

  it('gives up for now where the place is forgotten again and again', async () => {
    const page = scan.page.bind(scan);
    scan.page = async (...args) => {
      const answer = await page(...args);
      scan.forget();
      return answer;
    };
    await expect(read()).rejects.toMatchObject({ kind: 'upstream', code: 'delta.forgotten-again' });
    expect(beginnings()).toBe(3);
    scan.page = page;
    await read();
    expect(await known()).toEqual(there());
  });

  it('goes on with marking what is missing where that was cut off', async () => {
    await read();
    scan.groups.delete(there()[0]!);
    scan.forget();
    const sweep = store.directoryGroups.sweep.bind(store.directoryGroups);
    store.directoryGroups.sweep = () => Promise.reject(new Error('killed'));
    await expect(read()).rejects.toThrow('killed');
    expect(await known()).toHaveLength(10);
    store.directoryGroups.sweep = sweep;
    pages();
    await read();
    expect(beginnings()).toBe(0);
    expect(await known()).toEqual(there());
  });

  it('shares the work between two that read at once', async () => {
    await Promise.all([read(), read()]);
    expect(await known()).toEqual(there());
    expect((await store.directoryGroups.place(tenantId))?.generation).toBe(1);
  });

  it('keeps two directories apart', async () => {
    const other = fakeScan(newGroup('Elsewhere'));
    await Promise.all([read(), read(quiet, other, 'other')]);
    expect(await known()).toEqual(there());
    expect(await known('other')).toEqual([...other.groups.keys()]);
    other.forget();
    pages();
    await Promise.all([read(), read(quiet, other, 'other')]);
    expect(beginnings()).toBe(0);
  });
});

describe('everything is read anew', () => {
  const isAnew = async (): Promise<boolean> => {
    pages();
    await read();
    return beginnings() > 0;
  };
  beforeEach(() => read());

  it('when the policy about the life of groups has changed', async () => {
    expect(await isAnew()).toBe(false);
    scan.rules = 'policy:30:all';
    expect(await isAnew()).toBe(true);
    expect(await isAnew()).toBe(false);
  });

  it('once a week, since deltas do not promise to tell of dates', async () => {
    const [id] = there();
    scan.silent.add(id!);
    await read();
    scan.groups.get(id!)!.expiresAt = new Date('2026-09-09T00:00:00Z');
    clock.moveBy(days(6));
    expect(await isAnew()).toBe(false);
    clock.moveBy(days(1) + 1);
    expect(await isAnew()).toBe(true);
    expect(await store.directoryGroups.get(tenantId, id!)).toMatchObject({
      expiresAt: new Date('2026-09-09T00:00:00Z'),
    });
  });

  it('once a day where the app may not know the policy', async () => {
    scan.rules = undefined;
    expect(await isAnew()).toBe(false);
    clock.moveBy(days(1));
    expect(await isAnew()).toBe(true);
    expect(await isAnew()).toBe(false);
  });

  it('not because time was moved a little, forth or back', async () => {
    for (const step of [2, -4, 3]) {
      clock.moveBy(days(step));
      expect(await isAnew()).toBe(false);
    }
  });
});
