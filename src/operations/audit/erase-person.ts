import { z } from 'zod';
import { personErasedCard, type PersonErased } from '../../cards/audit-erased.ts';
import { auditEraseCard, type AuditErase } from '../../cards/audit-erase.ts';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { auditEraserRoles, eraseDenied, eraseOneself } from '../../domain/audit-readers.ts';
import { fieldChange, trailOperations } from '../../domain/audit.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import type { Person } from '../../domain/people.ts';
import type { ErasedPerson } from '../../ports/audit.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { isMe, searchPerson } from '../resolve-person.ts';

type Erasing = { ask: AuditErase } | { choose: ChoosePerson } | { done: PersonErased; fields: number };

const name = trailOperations.erase;
const summary = 'Erase a person from the audit trail (administrators)';
const whom = 'Whom? Say it such as “erase person ada@contoso.com”.';
const id = z.guid();

/**
 * Takes who somebody is out of the audit trail, after asking once more. What was done stays on record, and so does that
 * somebody was erased, but not who.
 * @throws AppError `audit.erase-denied`, `audit.erase-oneself`, `person.not-found`
 */
export const eraseFromAudit = defineOperation({
  name,
  phrases: ['erase person', 'erase from audit', 'erase from the audit trail'],
  sayings: ['erase {person} from the? audit', 'erase {person} from the? audit trail|log'],
  isDestructive: true,
  summary,
  example: 'erase person ada@contoso.com',
  argument: 'person',
  input: z.object({
    person: z.string({ error: whom }).trim().min(1, whom).max(256, 'This name is too long: up to 256 characters.'),
    confirmed,
  }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ person: wanted, confirmed: answer }, services): Promise<Erasing> {
    const { memberships, caller, store, correlationId } = services;
    const held = await memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditEraserRoles);
    if (held.length === 0) throw eraseDenied();
    const found = await personMeant(wanted, services);
    if ('choose' in found) return found;
    const { shown, person } = found;
    // Whoever did something must not be the one who makes it unknown.
    if (isMe(person.id, caller)) throw eraseOneself();
    const mentions = await store.audit.mentionsOf(caller.tenantId, person);
    if (mentions.did + mentions.others === 0) return { done: { entries: 0 }, fields: 0 };
    if (answer !== 'yes') return { ask: { ...shown, id: person.id, ...mentions } };
    const fields = await store.atomically(async (inside) => {
      const erased = await inside.audit.erase(caller.tenantId, person, correlationId);
      await services.recordEnd?.(inside.audit, ended(erased));
      return erased;
    });
    return { done: { entries: mentions.did + mentions.others }, fields };
  },
  changes: (erasing) => ('done' in erasing && erasing.fields > 0 ? ended(erasing.fields) : undefined),
  card(erasing, reader) {
    if ('ask' in erasing) return auditEraseCard(erasing.ask, reader);
    return 'choose' in erasing ? choosePersonCard(erasing.choose, reader) : personErasedCard(erasing.done, reader);
  },
});

/** How many fields went: the chain is held against it. Not whose. */
function ended(fields: number) {
  return { outcome: 'done' as const, details: [fieldChange('erased', 'word', { to: String(fields) })] };
}

interface Meant {
  person: ErasedPerson;
  shown: Pick<AuditErase, 'displayName'>;
}

/** Also somebody whom the directory does not know any more, by the id that an administrator has from elsewhere. */
async function personMeant(wanted: string, { directory, caller }: Services): Promise<Meant | { choose: ChoosePerson }> {
  const search = await searchPerson(directory, caller, wanted);
  if ('person' in search) return known(search.person);
  const { candidates } = search;
  if (candidates.length === 0 && id.safeParse(wanted).success) return { person: { id: wanted, names: [] }, shown: {} };
  if (candidates.length === 0) throw nobodyCalled([wanted]);
  const choices = candidates.map((one) => ({ person: one, data: { person: one.id } }));
  return { choose: { wanted, choices, operation: { name, summary } } };
}

function known({ id: userId, displayName, principalName, mail }: Person): Meant {
  return { person: { id: userId, names: [displayName, principalName, mail ?? ''] }, shown: { displayName } };
}
