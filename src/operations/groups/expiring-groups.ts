import { z } from 'zod';
import { expiringListCard } from '../../cards/expiring-list.ts';
import { defineOperation } from '../define-operation.ts';
import { expiringPage, expiringScopes, pageStart } from './expiring-page.ts';

/** The groups in which the caller has a part and that have an expiration date, the soonest first. */
export const expiringGroups = defineOperation({
  name: 'group.expiring',
  phrases: [
    'what expires',
    "what's expiring",
    'what is expiring',
    'what will expire',
    'expiring',
    'expiring groups',
    'my expiring groups',
    'which groups expire',
    'which groups are expiring',
    'which of my groups expire',
    'show expiring groups',
    'what must i renew',
    'what do i have to renew',
    'what do i need to renew',
  ],
  sayings: [
    'what|which expires|expire soon|next',
    'which|what of? my? groups|teams are|is|will expiring|expire soon?',
    'do|does|will any of my groups|teams expire soon?',
    'are any of my groups|teams expiring soon?',
    'what do i need|have to renew',
  ],
  summary: 'Show which of your groups expire, the soonest first',
  example: 'what expires',
  input: z.object({ next: pageStart.default(0) }),
  scopes: expiringScopes,

  run: ({ next }, { directory }) => expiringPage(directory, next),
  card: expiringListCard,
});
