import type { PersonRef } from '../domain/people.ts';
import { defineCard } from './define-card.ts';
import { formView } from './form.ts';
import { grace } from './samples.ts';

/** A form for who decides while somebody is away, and until when. */
export interface AwayForm {
  /** Who was chosen already. */
  picked?: PersonRef;
  /** What was said of the end already. */
  until: string;
  problems?: Partial<Record<'person' | 'until', string>>;
}

const title = 'Who decides while you are away?';

export const awayFormCard = defineCard<AwayForm>('form', {
  samples: {
    empty: { until: '' },
    begun: { until: 'Friday', picked: grace },
    wrong: {
      until: 'soon',
      problems: { person: 'Say who decides for you.', until: 'Until when is “soon”? Say a day, such as “5 December”.' },
    },
  },
  text: () => title,
  view: ({ picked, until, problems = {} }) =>
    formView({
      title,
      sentence:
        'What waits for you, and what comes until then, goes to a colleague too. One who owns the same groups can also carry it out.',
      fields: [
        {
          kind: 'people',
          id: 'picked',
          label: 'Colleague',
          isRequired: true,
          ...(picked && { value: [picked] }),
          problem: problems.person,
        },
        {
          kind: 'text',
          id: 'until',
          label: 'Until when',
          isRequired: true,
          value: until,
          maxLength: 100,
          placeholder: 'Friday, 5 December, for two weeks',
          problem: problems.until,
        },
      ],
      send: { title: 'Hand over', verb: 'away.set', data: { sent: 'yes' } },
    }),
});
