import { defineCard } from './define-card.ts';
import { formView, type Choice } from './form.ts';

/** A form for when somebody wants no messages that they did not ask for. */
export interface QuietForm {
  mode: 'own' | 'none' | 'usual';
  from: string;
  to: string;
  weekends: boolean;
  /** The organisation has quiet hours of its own. */
  hasUsual: boolean;
  problem?: string;
}

const title = 'When do you want no messages?';

export const quietFormCard = defineCard<QuietForm>('form', {
  samples: {
    plain: { mode: 'own', from: '18:00', to: '08:00', weekends: true, hasUsual: true },
    wrong: {
      mode: 'own',
      from: '18:00',
      to: '18:00',
      weekends: false,
      hasUsual: false,
      problem: 'These are the same. Say two different times.',
    },
  },
  text: () => title,
  view: ({ mode, from, to, weekends, hasUsual, problem }) => {
    const choices: Choice[] = [
      { value: 'own', title: 'Between these times' },
      { value: 'none', title: 'Never quiet' },
      { value: 'usual', title: hasUsual ? 'As the organisation says' : 'As the organisation says (never quiet now)' },
    ];
    return formView({
      title,
      sentence:
        'Reminders and notices wait for your morning. Requests to decide on, decisions and answers always arrive.',
      fields: [
        { kind: 'choice', id: 'mode', label: 'Quiet hours', isRequired: true, value: mode, choices },
        { kind: 'time', id: 'from', label: 'From', value: from },
        { kind: 'time', id: 'to', label: 'To', value: to, problem },
        { kind: 'toggle', id: 'weekends', label: '', title: 'All Saturday and Sunday too', value: weekends },
      ],
      send: { title: 'Save', verb: 'preference.quiet', data: { sent: 'yes' } },
    });
  },
});
