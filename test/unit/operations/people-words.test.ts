import { describe, expect, it } from 'vitest';
import {
  asOwnerFromGroup,
  fromGroup,
  ownerOfGroup,
  peopleAndGroup,
  peopleIn,
  toGroup,
} from '../../../src/operations/people-words.ts';

describe('people and group', () => {
  it.each([
    ['ada@x.com to Design Guild', 'ada@x.com', 'Design Guild'],
    ['ada@x, bob@x and Carla Diaz to the group Design Guild', 'ada@x, bob@x and Carla Diaz', 'Design Guild'],
    ['Ada Lovelace" to "Design Guild"', 'Ada Lovelace', 'Design Guild'],
    ['Ada to Welcome to Tessaly', 'Ada', 'Welcome to Tessaly'],
    ['Tom into group R&D', 'Tom', 'R&D'],
    ['Otto in To do', 'Otto', 'To do'],
    ['to Design Guild', undefined, 'Design Guild'],
    ['Design Guild', undefined, 'Design Guild'],
    ['ada@x.com', 'ada@x.com', undefined],
    ['Ada, Bob', 'Ada, Bob', undefined],
    ['ada to ', 'ada', undefined],
    ['', undefined, undefined],
    ['Ada to Group', 'Ada', 'Group'],
  ])('%s', (words, people, group) => {
    expect(peopleAndGroup(words, toGroup)).toEqual({ ...(people && { people }), ...(group && { group }) });
  });

  it.each([
    [fromGroup, 'ada from Design from Scratch', 'ada', 'Design from Scratch'],
    [fromGroup, 'ada out of the team Design Guild', 'ada', 'Design Guild'],
    [ownerOfGroup, 'ada of Design Guild', 'ada', 'Design Guild'],
    [ownerOfGroup, 'ada an owner of Design Guild', 'ada', 'Design Guild'],
    [ownerOfGroup, 'Ada Lovelace co-owner of Lords of Code', 'Ada Lovelace', 'Lords of Code'],
    [asOwnerFromGroup, 'ada as owner of Design Guild', 'ada', 'Design Guild'],
    [asOwnerFromGroup, 'ada from Design Guild', 'ada', 'Design Guild'],
  ])('by %s: %s', (link, words, people, group) => {
    expect(peopleAndGroup(words, link)).toEqual({ people, group });
  });

  it('takes no longer for words that were made to', () => {
    const start = performance.now();
    for (const link of [toGroup, fromGroup, ownerOfGroup, asOwnerFromGroup])
      peopleAndGroup(`a${' an owner'.repeat(200)}${' as'.repeat(300)}${' '.repeat(500)}x`, link);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('a list of people', () => {
  it.each([
    ['ada@x.com, bob@x.com and Carla Diaz', ['ada@x.com', 'bob@x.com', 'Carla Diaz']],
    ['ada@x.com,bob@x.com, and Carla', ['ada@x.com', 'bob@x.com', 'Carla']],
    ['Lovelace, Ada <ada@x.com>; Hopper, Grace <grace@x.com>;', ['ada@x.com', 'grace@x.com']],
    ['Ada Lovelace\nGrace Hopper\n\n', ['Ada Lovelace', 'Grace Hopper']],
    ['Andy Sand & Anders', ['Andy Sand', 'Anders']],
    ['"Ada Lovelace", ADA@x.com, ada@X.com', ['Ada Lovelace', 'ada@X.com']],
    ['', []],
    [' , ; and', ['and']],
  ])('%j', (list, people) => {
    expect(peopleIn(list)).toEqual(people);
  });
});
