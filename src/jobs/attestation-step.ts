import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Attestation } from '../domain/attestation.ts';
import { timedActor } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import { announceAttestation, attestationCardJob } from '../operations/attestation/attestation-jobs.ts';
import { closeIfOver } from '../operations/attestation/record-answer.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import type { Store } from '../ports/store.ts';
import { adminsOf } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { settleAttestation } from './settle-attestations.ts';

const payload = z.object({ attestationId: z.string(), step: z.enum(['remind', 'escalate', 'lapse']) });

type Parts = HandlerParts & { scan: DirectoryScan };

/**
 * A group is not confirmed yet: its owners of now are reminded, others are asked as well, or the time is over.
 * @throws AppError `attestation.changed` (upstream) when somebody answered at the same moment: it is looked at again
 */
export function attestationStep(parts: Parts): Handler {
  const { store, scan, clock } = parts;
  return async ({ tenantId, payload: given }) => {
    const { attestationId, step } = payload.parse(given);
    const attestation = await store.attestations.get(tenantId, attestationId);
    if (attestation?.state !== 'open') return;
    if (step === 'lapse') return lapse(store, attestation, clock.now());
    const { found, failures } = await scan.look(tenantId, [attestation.group.id], { owners: true });
    const [group] = found;
    if (!group) throw failures[0] ?? new Error('The group was not read.');
    if ('gone' in group) return settleAttestation(store, attestation, clock.now());
    const owners = group.ownerIds ?? [];
    await (step === 'remind' ? remind(store, attestation, owners) : escalate(parts, attestation, owners));
  };
}

/** Those who own the group now, also who became an owner since. Quiet hours hold when it is sent. */
async function remind(store: Store, attestation: Attestation, ownerIds: readonly string[]): Promise<void> {
  await store.atomically(async (inside) => {
    await inside.attestations.addAsked(attestation, ownerIds, 'owner');
    await inside.jobs.enqueue(ownerIds.map((id) => attestationCardJob(attestation, id, 'reminded')));
  });
}

async function escalate(parts: Parts, attestation: Attestation, ownerIds: readonly string[]): Promise<void> {
  const { store, clock, scan, policy } = parts;
  const to = attestation.terms.escalation?.to;
  if (!to || attestation.escalatedAt) return;
  const among = to.kind === 'admins' ? policy() : { ...policy(), admins: to };
  const { ids } = await adminsOf(attestation.tenantId, { scan, policy: () => among });
  const standIns = ids.filter((id) => !ownerIds.includes(id));
  const at = clock.now();
  await move(store, attestation, { ...attestation, escalatedAt: at }, 'attestation.escalate', async (inside) => {
    await inside.attestations.addAsked(attestation, standIns, 'standIn');
    await inside.jobs.enqueue(standIns.map((id) => attestationCardJob(attestation, id, 'escalated')));
  });
}

async function lapse(store: Store, attestation: Attestation, at: Date): Promise<void> {
  const after: Attestation = { ...attestation, state: 'lapsed', endedAt: at };
  await move(store, attestation, after, 'attestation.lapse', (inside) => closeIfOver(inside, after));
}

async function move(
  store: Store,
  before: Attestation,
  after: Attestation,
  operation: string,
  also: (inside: Store) => Promise<void>,
): Promise<void> {
  const { tenantId, group } = before;
  const isDone = await store.atomically(async (inside) => {
    if (!(await inside.attestations.change(before, after))) return false;
    await also(inside);
    await announceAttestation(inside, after);
    await inside.audit.append({
      tenantId,
      at: after.endedAt ?? after.escalatedAt ?? before.lapsesAt,
      actorId: timedActor,
      operation,
      outcome: 'done',
      groupId: group.id,
      correlationId: randomUUID(),
    });
    return true;
  });
  if (!isDone) throw new AppError('upstream', { code: 'attestation.changed', advice: 'Somebody has just answered.' });
}
