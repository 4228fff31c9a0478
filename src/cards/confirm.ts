import { executeAction } from './define-card.ts';

/** A question before something is done that cannot simply be taken back, for the template `confirm`. */
interface Confirm {
  /** Ready to show, such as “Delete Design Guild?”. */
  title: string;
  /** What goes with it, and whether there is a way back. Ready to show. */
  sentence: string;
  /** Ready to show. */
  facts?: readonly { title: string; value: string }[];
  /** The button that does it; the operation gets `confirmed: yes` with the data. */
  yes: { title: string; verb: string; data: Record<string, unknown> };
  /** The button that leaves all as it is. */
  no: { title: string; verb: string; data: Record<string, unknown> };
}

export function confirmView({ title, sentence, facts = [], yes, no }: Confirm): Record<string, unknown> {
  const go = executeAction(yes.title, yes.verb, { ...yes.data, confirmed: 'yes' });
  return {
    title,
    sentence,
    facts,
    hasFacts: facts.length > 0,
    actions: [{ ...go, style: 'destructive' }, executeAction(no.title, no.verb, no.data)],
  };
}
