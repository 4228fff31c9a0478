import { isUnderWay, needsFullRound, type ReadingPlace } from '../domain/directory-group.ts';
import { AppError } from '../domain/errors.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { HandlerParts } from './handler-parts.ts';

const sweptAtOnce = 2_000;
/** A group that is gone is remembered for so long. */
const rememberedMs = 90 * 24 * 3_600_000;
/** Graph may forget the place once more while everything is read anew; for ever it must not be tried. */
const mostBeginnings = 3;

type Parts = Pick<HandlerParts, 'store' | 'clock'> & { scan: DirectoryScan };

/**
 * Brings what is known of a directory up to date: goes on where the last reader stopped, however it did, and ends with what
 * changed until now. Pages are written one by one, each with the place where it ended, so a process that dies loses none
 * and memory stays flat. Two readers at once share the work, since of both only one moves the place.
 * @throws what `signal` was aborted with
 */
export async function readDirectory(parts: Parts, tenantId: string, signal: AbortSignal): Promise<void> {
  const { store, scan, clock } = parts;
  const rules = await scan.lifecycleRules(tenantId);
  let beginnings = 0;
  const begin = async (from: ReadingPlace | undefined): Promise<void> => {
    beginnings += 1;
    const known = rules ?? from?.rules;
    await store.directoryGroups.begin(tenantId, from, {
      at: clock.now(),
      ...(known !== undefined && { rules: known }),
    });
  };
  for (let isFresh = false; ;) {
    signal.throwIfAborted();
    const place = await store.directoryGroups.place(tenantId);
    if (!place || needsFullRound(place, rules, clock.now())) {
      await begin(place);
      isFresh = false;
    } else if (place.sweptTo !== undefined) {
      const at = clock.now();
      const forgetBefore = new Date(at.getTime() - rememberedMs);
      await store.directoryGroups.sweep(tenantId, place, { limit: sweptAtOnce, at, forgetBefore });
    } else if (!isUnderWay(place) && isFresh) {
      return;
    } else {
      // Only a round that begins after this run did tells of everything until then.
      isFresh = !isUnderWay(place) || (isFresh && place.round === 'changes');
      const isKnown = await readPage(parts, tenantId, place);
      if (isKnown) continue;
      if (beginnings === mostBeginnings) throw forgetful();
      await begin(place);
      isFresh = false;
    }
  }
}

/** @returns false when Graph does not know the place any more */
async function readPage({ store, scan, clock }: Parts, tenantId: string, place: ReadingPlace): Promise<boolean> {
  try {
    const page = await scan.page(tenantId, place);
    await store.directoryGroups.putPage(tenantId, place, { ...page, at: clock.now() });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'delta.expired') return false;
    throw error;
  }
}

function forgetful(): AppError {
  return new AppError('upstream', {
    code: 'delta.forgotten-again',
    advice: 'Microsoft 365 keeps forgetting where reading the directory stands. Muster tries again.',
  });
}
