import { expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';
import { actionsOn, ada, alan, grace, group, person, wordsOn, world } from '../../support/builders.ts';

const guild = group('Design Guild');
const sam = person('Sam Smith', { principalName: 'sam1@contoso.com' });
const twin = person('Sam Smith', { principalName: 'sam2@contoso.com' });
const check = operationNamed('member.check')!;

function office() {
  return world({
    directory: {
      groups: [guild],
      people: [sam, twin, alan],
      owners: { [guild.id]: [grace] },
      members: { [guild.id]: [grace, ada, sam] },
    },
  });
}

it.each([
  ['is Ada Lovelace in Design Guild?', 'You are in Design Guild'],
  ['is Alan Turing in Design Guild?', 'Alan Turing is not in Design Guild'],
  ['is Grace Hopper a member of Design Guild', 'Grace Hopper is in Design Guild, and owns it'],
  ['am I in Design Guild?', 'You are in Design Guild'],
])('%s %s', async (sentence, answer) => {
  const understood = understand(sentence);
  if (!('operation' in understood)) throw new Error('not understood');
  expect(wordsOn(await office().ask(understood.operation, ada, understood.input))).toContain(answer);
});

it('offers to add whoever is not in it, and to join', async () => {
  const outside = await office().ask(check, ada, { person: alan.id, group: guild.id });
  expect(actionsOn(outside)[0]).toMatchObject({ verb: 'member.add', data: { group: guild.id, people: alan.id } });
  const self = await office().ask(check, alan, { person: 'me', group: guild.id });
  expect(actionsOn(self)[0]).toMatchObject({ verb: 'group.join', data: { group: guild.id } });
});

it('asks which of two people of one name is meant', async () => {
  const question = await office().ask(check, ada, { person: 'Sam Smith', group: guild.id });
  const answers = actionsOn(question)
    .slice(0, 2)
    .map(({ data }) => office().ask(check, ada, data));
  expect((await Promise.all(answers)).map((answer) => wordsOn(answer).includes('is not in'))).toEqual([false, true]);
});

it('says when nobody is called so, and asks whom when nobody is named', async () => {
  await expect(office().ask(check, ada, { person: 'Xyz', group: guild.id })).rejects.toMatchObject({
    code: 'person.not-found',
  });
  await expect(office().ask(check, ada, { group: guild.id })).rejects.toMatchObject({ kind: 'input', field: 'person' });
});
