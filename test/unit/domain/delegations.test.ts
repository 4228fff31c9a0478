import { expect, it } from 'vitest';
import { handedOver, placesOf, type Delegation } from '../../../src/domain/delegations.ts';
import { ada, alan, days, grace, mallory, startOfTest, tenantId } from '../../support/builders.ts';

const until = new Date(startOfTest.getTime() + days(5));

function from(person: typeof ada, delegate: typeof ada, changes: Partial<Delegation> = {}): Delegation {
  return { id: person.id, tenantId, person, delegate, since: startOfTest, until, ...changes };
}

it('concerns those who are asked, and nobody further on', () => {
  const delegations = [from(grace, alan), from(alan, mallory)];
  expect(handedOver({ requester: ada, delegations }, [grace])).toEqual([delegations[0]]);
  expect(placesOf({ requester: ada, delegations }, [grace], mallory.id)).toEqual([]);
});

it.each([
  ['whoever asks', { requester: alan }],
  ['whom it is about', { requester: ada, subject: alan }],
])('asks nobody in the place of others who is %s', (_, request) => {
  expect(placesOf({ ...request, delegations: [from(grace, alan)] }, [grace], alan.id)).toEqual([]);
});

it('holds until it ends, or its time is over', () => {
  const open = { requester: ada, delegations: [from(grace, alan)] };
  const ended = { requester: ada, delegations: [from(grace, alan, { ended: { at: until, by: 'person' } })] };
  expect(handedOver(open, [grace], new Date(until.getTime() - 1))).toHaveLength(1);
  expect(handedOver(open, [grace], until)).toEqual([]);
  // Nobody has ended it yet.
  expect(handedOver(open, [grace])).toHaveLength(1);
  expect(handedOver(ended, [grace])).toEqual([]);
  expect(handedOver(ended, [grace], startOfTest)).toEqual([]);
});
