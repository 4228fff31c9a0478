import type { AuditEvent, AuditFilter, AuditTrail } from '../../src/ports/audit.ts';
import { settled } from './settled.ts';

/** The audit trail in memory, without its chain; the contract suite holds the real ones to that. */
export function fakeAudit(state: { events: AuditEvent[] }): AuditTrail {
  const hasEnd = (correlationId: string, begun: number): boolean =>
    state.events.slice(begun).some((event) => event.correlationId === correlationId && event.outcome !== 'begun');
  return {
    append: (event) => settled(() => void state.events.push(event)),
    newest: (tenantId, filter, { limit, before = Infinity }) =>
      settled(() =>
        state.events
          .map((event, index) => ({ ...event, sequence: index + 1 }))
          .filter((entry) => entry.tenantId === tenantId && entry.sequence < before && isWanted(entry, filter))
          .filter(({ outcome, correlationId, sequence }) => outcome !== 'begun' || !hasEnd(correlationId, sequence))
          .reverse()
          .slice(0, limit),
      ),
    firstBrokenLink: () => Promise.resolve(undefined),
    tenants: () => settled(() => [...new Set(state.events.map(({ tenantId }) => tenantId))].sort()),
    mentionsOf: (tenantId, { id }) =>
      settled(() => {
        const named = state.events.filter((event) => event.tenantId === tenantId && names(event, id));
        const did = named.filter(({ actorId }) => actorId === id).length;
        return { did, others: named.length - did };
      }),
    erase: (tenantId, { id }) =>
      settled(() => {
        const named = state.events.filter((event) => event.tenantId === tenantId && names(event, id));
        state.events = state.events.map((event) => (named.includes(event) ? without(event, id) : event));
        return named.length;
      }),
    cutBefore: (tenantId, before) =>
      settled(() => {
        const isOld = (event: AuditEvent) => event.tenantId === tenantId && event.at < before;
        const kept = state.events.filter((event) => !isOld(event));
        const entries = state.events.length - kept.length;
        state.events = kept;
        return entries;
      }),
  };
}

function names({ actorId, subject }: AuditEvent, id: string): boolean {
  return actorId === id || subject?.id === id;
}

function without(event: AuditEvent, id: string): AuditEvent {
  const { actorId, subject, details } = event;
  const texts = details?.map((change) => (change.kind === 'text' && actorId === id ? { ...change, to: null } : change));
  return {
    ...event,
    actorId: actorId === id ? '' : actorId,
    ...(subject && { subject: { ...subject, id: subject.id === id ? '' : subject.id } }),
    ...(texts && { details: texts }),
  };
}

function isWanted(event: AuditEvent, filter: AuditFilter): boolean {
  const { groupIds, personId, subjectId, requestId, operations, outcome, from, until } = filter;
  return (
    (!groupIds || groupIds.some((id) => id === event.groupId)) &&
    (personId === undefined || event.actorId === personId || event.subject?.id === personId) &&
    (subjectId === undefined || event.subject?.id === subjectId) &&
    (requestId === undefined || event.requestId === requestId) &&
    (outcome === undefined || event.outcome === outcome) &&
    (!operations || operations.includes(event.operation)) &&
    (!from || event.at >= from) &&
    (!until || event.at < until)
  );
}
