import { askFormCard } from '../../cards/ask-form.ts';
import type { Reader } from '../../cards/reader.ts';
import { aboutRequest } from '../audit-subject.ts';
import type { Change, Outcome } from '../operation.ts';
import type { AskedFirst } from './ask-first.ts';
import { shownToRequester } from './show-request-card.ts';

/** The card of what others have to agree to first. */
export function askedFirstCard(asked: AskedFirst, reader: Reader): Outcome {
  if ('asking' in asked) return askFormCard(asked.asking, reader);
  const { request, isNew } = asked;
  return shownToRequester(isNew ? { request } : { request, notice: 'You have asked for this already.' }, reader);
}

/** What the trail says about it. */
export function askedFirstChange(asked: AskedFirst): Change | undefined {
  if ('asking' in asked || !asked.isNew) return undefined;
  return { outcome: 'requested', ...aboutRequest(asked.request) };
}

/** Whether a result is that others were asked, or are to be. */
export function isAskedFirst(result: object): result is AskedFirst {
  return 'asking' in result || 'request' in result;
}
