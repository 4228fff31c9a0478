import { answered, openAsks, type Ask, type Attestation, type AttestationAnswer } from '../../domain/attestation.ts';
import { fieldChange } from '../../domain/audit.ts';
import { AppError } from '../../domain/errors.ts';
import type { Store } from '../../ports/store.ts';
import type { Change, Services } from '../operation.ts';
import { announceAttestation } from './attestation-jobs.ts';
import { attestationNow } from './attestation-now.ts';

/** Several owners may answer different questions at the same moment. */
const mostTries = 5;

/** A round after a press, and whether it was this press that changed it. */
export interface Pressed {
  attestation: Attestation;
  isDone: boolean;
}

/** What every card says whose button came too late. */
export const overtaken = 'This has changed meanwhile. Here is how it stands.';

/**
 * Writes one answer down, with everything that follows from it. Of two who answer the same question one does; answers to
 * different ones never undo each other.
 */
export async function recordAnswer(
  id: string,
  ask: Ask,
  said: AttestationAnswer['said'],
  services: Services,
): Promise<Pressed> {
  const { caller, clock } = services;
  const answer = { said, by: { id: caller.userId, displayName: caller.displayName }, at: clock.now() };
  return change(id, services, (now) => (openAsks(now).includes(ask) ? answered(now, ask, answer) : undefined));
}

/**
 * Changes a round as it stands by then.
 * @param next undefined where there is nothing left to change
 * @throws AppError `attestation.busy` (conflict) when it never held still
 */
export async function change(
  id: string,
  services: Services,
  next: (now: Attestation) => Attestation | undefined,
  also: (inside: Store) => Promise<void> = () => Promise.resolve(),
): Promise<Pressed> {
  const { store } = services;
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const now = await attestationNow(id, services);
    const after = next(now);
    if (!after) return { attestation: now, isDone: false };
    const isDone = await store.atomically(async (inside) => {
      if (!(await inside.attestations.change(now, after))) return false;
      await also(inside);
      await closeIfOver(inside, after);
      await announceAttestation(inside, after);
      return true;
    });
    if (isDone) return { attestation: { ...after, revision: now.revision + 1 }, isDone: true };
  }
  throw new AppError('conflict', {
    code: 'attestation.busy',
    advice: 'Others are just answering, too. Look at the card again in a moment.',
  });
}

/** Of a round that is over only the numbers stay. */
export async function closeIfOver(inside: Store, attestation: Attestation): Promise<void> {
  if (attestation.state !== 'open') await inside.attestations.forgetMembers(attestation);
}

/** What the trail says of an answer. */
export function answerChange({ attestation, isDone }: Pressed, field: string, to: string): Change | undefined {
  if (!isDone) return undefined;
  return { outcome: 'done', groupId: attestation.group.id, details: [fieldChange(field, 'word', { to })] };
}
