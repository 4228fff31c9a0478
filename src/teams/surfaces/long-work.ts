import type { Outcome, Progress } from '../../operations/operation.ts';
import { failureCard, type Attempt } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';

/** Shows what there is to show now, in the place where the work's message stands. Never rejects. */
export type Show = (message: Outcome) => Promise<void>;

/** How an operation answered: with all there is, or first with how far it is, because it takes longer than a turn may. */
export interface Begun {
  outcome: Outcome;
  /** Present while the work goes on: call it once the first message stands, with the way to change it. */
  goOn?: (show: Show) => void;
}

/**
 * Starts an operation and waits for its answer or its first word of progress, whichever comes first, so that the turn
 * can be answered in time. Teams delivers again what is not answered; the work itself runs once and goes on here.
 * @throws what the operation throws before its first word
 */
export async function begin(
  execute: (progress: Progress) => Promise<Outcome>,
  attempt: Attempt,
  parts: Pick<FrontDoorParts, 'background' | 'cards' | 'log'>,
): Promise<Begun> {
  const { background } = parts;
  const first = Promise.withResolvers<Outcome>();
  const shown = Promise.withResolvers<Show>();
  let hasSpoken = false;
  const work = execute({
    async tell(soFar) {
      if (!hasSpoken) first.resolve(soFar);
      else await (await shown.promise)(soFar);
      hasSpoken = true;
    },
    pause: (milliseconds) => background.pause(milliseconds),
  });
  const ended = work.then((outcome) => ({ outcome }));
  const spoken = first.promise.then((outcome): Begun => {
    const goOn = (show: Show): void => {
      shown.resolve(show);
      void background.start(finish(work, show, attempt, parts));
    };
    return { outcome, goOn };
  });
  return Promise.race([ended, spoken]);
}

async function finish(
  work: Promise<Outcome>,
  show: Show,
  attempt: Attempt,
  parts: Pick<FrontDoorParts, 'cards' | 'log'>,
): Promise<void> {
  let last: Outcome;
  try {
    last = await work;
  } catch (error) {
    last = failureCard(error, attempt, parts);
  }
  await show(last);
}
