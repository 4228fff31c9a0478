import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SignInRequired } from '../../../src/domain/errors.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import type { Outcome, Services } from '../../../src/operations/operation.ts';
import { cast, groups as castGroups } from '../../../src/sandbox/tenant/cast.ts';
import { awayScene, guild, mary } from '../../support/away-scene.ts';
import {
  actionsOn,
  ada,
  alan,
  creationRule,
  grace,
  group,
  joinRequest,
  mallory,
  person,
  tenantId,
  titlesOn,
  walk,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

/** What a client sends when all boxes of a list are ticked, or some by their place. */
function ticked(list: Outcome, which: (index: number) => boolean = () => true): Record<string, string> {
  const boxes: Record<string, string> = {};
  let index = 0;
  walk(list.card, (node) => {
    if (node['type'] !== 'Input.Toggle') return;
    boxes[String(node['id'])] = String(which(index) ? node['valueOn'] : node['valueOff']);
    index += 1;
  });
  return boxes;
}

/** Five people ask Grace, who owns the guild. */
async function five(changes: Parameters<typeof awayScene>[0] = {}) {
  const scene = awayScene(changes);
  const askers = [ada, mary, mallory, alan, person('Vera Rubin')];
  const ids: string[] = [];
  for (const one of askers) {
    ids.push(await scene.joins(one));
    await scene.later(1);
  }
  const list = await scene.ask('request.waiting', grace);
  const statuses = async () => (await Promise.all(ids.map((id) => scene.now(id)))).map(({ status }) => status);
  return { ...scene, ids, list, statuses, askers };
}

describe('approving together', () => {
  it('decides each as its own button does, tells everybody, and stands in the trail for each', async () => {
    const { ask, list, statuses, store, wordsTo, askers, ids } = await five();
    const answer = await ask('request.approve-together', grace, ticked(list));
    expect(await statuses()).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(wordsOn(answer)).toContain('5 approved');
    for (const one of askers) expect(wordsTo(one).at(-1)).toContain('approved');
    const made = store.events.filter(({ operation }) => operation === 'request.approve');
    expect(made.map(({ requestId, outcome }) => [requestId, outcome])).toEqual(ids.map((id) => [id, 'done']));
    expect(store.events.filter(({ operation }) => operation.includes('together'))).toEqual([]);
  });

  it('leaves what is not ticked, and says how far it is where there are many', async () => {
    const { ask, list, statuses, progress } = await five();
    await ask(
      'request.approve-together',
      grace,
      ticked(list, (index) => index !== 2),
    );
    expect(await statuses()).toEqual(['done', 'done', 'pending', 'done', 'done']);
    expect(progress.told.map((outcome) => outcome.text)).toEqual(['1 of 4 so far', '2 of 4 so far', '3 of 4 so far']);
  });

  it('leaves the rest when the bot is being stopped, and says so', async () => {
    const { ask, list, statuses, progress } = await five();
    progress.stop();
    const answer = await ask('request.approve-together', grace, ticked(list));
    expect(await statuses()).toEqual(['done', 'pending', 'pending', 'pending', 'pending']);
    expect(wordsOn(answer)).toContain('1 approved, 4 not decided');
  });

  it('says who was faster, and decides nothing twice', async () => {
    const { ask, list, statuses, ids, store } = await five({ owners: [grace, person('Tim Lee')] });
    await ask('request.reject', grace, { requestId: ids[0], reason: 'Full.' });
    const first = await ask('request.approve-together', grace, ticked(list));
    expect(wordsOn(first)).toContain('4 approved, 1 was decided before');
    const again = await ask('request.approve-together', grace, ticked(list));
    expect(wordsOn(again)).toContain('5 were decided before');
    expect(await statuses()).toEqual(['rejected', 'done', 'done', 'done', 'done']);
    expect(
      store.events.filter(({ operation, outcome }) => operation === 'request.approve' && outcome === 'done'),
    ).toHaveLength(4);
  });

  it('pressed by two owners at once decides each once', async () => {
    const tim = person('Tim Lee');
    const { ask, list, statuses, store } = await five({ owners: [grace, tim] });
    await Promise.all([
      ask('request.approve-together', grace, ticked(list)),
      ask('request.approve-together', tim, ticked(list)),
    ]);
    expect(await statuses()).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect(
      store.events.filter(({ operation, outcome }) => operation === 'request.approve' && outcome === 'done'),
    ).toHaveLength(5);
  });

  it('asks to tick something first, and ticks all on request', async () => {
    const { ask, list, statuses } = await five();
    expect(
      wordsOn(
        await ask(
          'request.approve-together',
          grace,
          ticked(list, () => false),
        ),
      ),
    ).toContain('Tick what you want');
    const choose = actionsOn(list).find(({ title }) => title === 'Choose all')!;
    const chosen = await ask(choose.verb, grace, choose.data);
    const values: unknown[] = [];
    walk(chosen.card, (node) => {
      if (node['type'] === 'Input.Toggle') values.push(node['value'] === node['valueOn']);
    });
    expect(values).toEqual([true, true, true, true, true]);
    expect(titlesOn(chosen)).not.toContain('Choose all');
    expect(await statuses()).toEqual(['pending', 'pending', 'pending', 'pending', 'pending']);
  });

  it('decides in the place of somebody who is away, where it says so', async () => {
    const { ask, away, ids, now } = await five({ owners: [grace, person('Tim Lee')] });
    await away(grace, mallory);
    const list = await ask('request.waiting', mallory);
    expect(wordsOn(list)).toContain('For Grace Hopper, who is away until');
    const answer = await ask('request.reject-together', mallory, { ...ticked(list), reason: 'Full.' });
    // Her own request is not among them, and neither is it decided.
    expect(wordsOn(answer)).toContain('4 rejected');
    expect((await now(ids[2]!)).status).toBe('pending');
    expect((await now(ids[0]!)).decision).toMatchObject({ by: { id: mallory.id }, for: { id: grace.id } });
  });
});

describe('rejecting together', () => {
  it('takes a reason that each reads', async () => {
    const { ask, list, statuses, wordsTo, askers } = await five();
    const without = await ask('request.reject-together', grace, { ...ticked(list, (at) => at < 2), reason: ' ' });
    expect(wordsOn(without)).toContain('Please say why');
    expect(await statuses()).toEqual(Array(5).fill('pending'));
    const answer = await ask('request.reject-together', grace, { ...ticked(list, (at) => at < 2), reason: 'Full.' });
    expect(wordsOn(answer)).toContain('2 rejected');
    expect(await statuses()).toEqual(['rejected', 'rejected', 'pending', 'pending', 'pending']);
    for (const one of askers.slice(0, 2)) expect(wordsTo(one).at(-1)).toContain('Full.');
    expect(wordsOn(await ask('request.reject-together', grace, { reason: 'Full.' }))).toContain('Tick what you want');
  });
});

describe('what it does not do', () => {
  it('shows and decides nothing of what is not the caller’s', async () => {
    const { ask, list, statuses } = await five();
    for (const name of ['request.approve-together', 'request.reject-together']) {
      const answer = await ask(name, mary, { ...ticked(list, (at) => at !== 1), reason: 'Mine.' });
      expect(wordsOn(answer)).not.toContain('Ada');
    }
    expect(await statuses()).toEqual(Array(5).fill('pending'));
    await ask('request.reject-together', grace, { ...ticked(list), reason: 'Full.' });
    // What became of them is not hers to read either.
    const late = await ask(
      'request.approve-together',
      mary,
      ticked(list, (at) => at !== 1),
    );
    expect(wordsOn(late)).toMatch(/^0 approved\nWhat still waits$/u);
  });

  it.each([{ pick0: 'x' }, { pick0: { $gt: '' } }, { pick1: `${guild.id}:99` }, { pick2: 5 }])(
    'takes no %j',
    async (raw) => {
      const { ask } = awayScene();
      await expect(ask('request.approve-together', grace, raw)).rejects.toMatchObject({ kind: 'input' });
    },
  );

  it('goes on with the page that it was pressed on', async () => {
    const { ask, store } = world();
    for (let count = 0; count < 12; count += 1) await store.requests.insert(joinRequest(group(`Group ${count + 100}`)));
    const first = await ask(operationNamed('request.waiting')!, grace);
    const more = actionsOn(first).find(({ title }) => title === 'More')!;
    const second = await ask(operationNamed('request.waiting')!, grace, more.data);
    const approve = actionsOn(second).find(({ title }) => title === 'Approve chosen')!;
    const again = await ask(operationNamed('request.approve-together')!, grace, { ...approve.data });
    expect(again.text).toBe(second.text);
    expect(again.text).not.toBe(first.text);
    expect((await store.requests.waitingFor(tenantId, grace.id, { limit: 20 })).length).toBe(12);
  });
});

describe('rights', () => {
  const { owner, employee } = cast;

  async function joining() {
    const office = openOffice();
    await office.ask('group.join', employee, { group: castGroups.designGuild, confirmed: 'yes' });
    const list = await office.ask('request.waiting', owner);
    return { office, list };
  }

  it('uses those that the person has agreed to on other occasions', async () => {
    const { office, list } = await joining();
    expect(wordsOn(await office.ask('request.approve-together', owner, ticked(list)))).toContain('1 approved');
    expect(office.tenant.isLinked(castGroups.designGuild, 'member', employee.id)).toBe(true);
  });

  it('asks for no more than what is approved takes, by a button of its own', async () => {
    const { list, as, ids, statuses, ask } = await five();
    const asked: string[] = [];
    const beyond: Services['beyond'] = (scopes) => {
      asked.push(...scopes);
      const refuses = () => Promise.reject(new SignInRequired('consent', scopes));
      const { directory, ...others } = as(grace);
      return { ...others, directory: { ...directory, ownersOf: refuses } };
    };
    const operation = operationNamed('request.approve-together')!;
    const answer = await operation.execute(
      ticked(list, (at) => at < 2),
      { ...as(grace), beyond },
    );
    expect(asked).toContain('GroupMember.ReadWrite.All');
    expect(operation.scopes).not.toContain('GroupMember.ReadWrite.All');
    expect(await statuses()).toEqual(Array(5).fill('pending'));
    expect(wordsOn(answer)).toContain('2 still need you');
    const { verb, data } = actionsOn(answer).find(({ title }) => title === 'Approve these 2')!;
    expect(operationNamed(verb)?.scopes).toEqual(operationNamed('request.approve')?.scopes);
    await ask(verb, grace, data);
    expect(await statuses()).toEqual(['done', 'done', 'pending', 'pending', 'pending']);
    expect(ids).toHaveLength(5);
  });

  it('leads to the request where its names are to be looked at first', async () => {
    const policy = { approvals: [creationRule({ kind: 'people', principalNames: [grace.principalName] })] };
    const scene = world({
      directory: { people: [ada, grace], suffixes: { [grace.id]: ' IT' } },
      policy: { ...defaultPolicy, ...policy },
    });
    const filled = { step: 'send', displayName: 'Tide Pool', seenFor: 'Tide Pool', draftId: randomUUID() };
    await scene.ask(operationNamed('group.request')!, ada, filled);
    const list = await scene.ask(operationNamed('request.waiting')!, grace);
    const answer = await scene.ask(operationNamed('request.approve-together')!, grace, ticked(list));
    expect(wordsOn(answer)).toContain('1 still needs you');
    expect(titlesOn(answer)).toContain('Open');
    const [request] = await scene.store.requests.waitingFor(tenantId, grace.id, { limit: 2 });
    expect(request?.status).toBe('pending');
  });
});
