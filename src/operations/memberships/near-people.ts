import { z } from 'zod';
import { nearPeopleCard, type NearPeople } from '../../cards/near-people.ts';
import { defineOperation } from '../define-operation.ts';
import { nextPage } from '../inputs.ts';

const pageSize = 10;

/** With whom the caller works most: whom one would add to a group. @see https://learn.microsoft.com/graph/api/user-list-people */
export const nearPeople = defineOperation({
  name: 'person.near',
  phrases: [
    'people near me',
    'people around me',
    'suggest people',
    'who works with me',
    'my people',
    'whom could i add',
  ],
  summary: 'Show with whom you work most, to add them to a group',
  example: 'people near me',
  input: z.object({ next: nextPage }),
  scopes: ['People.Read'],

  async run({ next }, { memberships }): Promise<NearPeople> {
    const page = await memberships.near({ pageSize, ...(next !== undefined && { next }) });
    return {
      people: page.items,
      isContinued: next !== undefined,
      ...(page.next !== undefined && { next: page.next }),
    };
  },
  card: nearPeopleCard,
});
