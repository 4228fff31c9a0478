import { confirmView } from './confirm.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, longNamed } from './samples.ts';

export interface AuditErase {
  id: string;
  /** Absent for somebody whom the directory does not know any more. */
  displayName?: string;
  /** How many entries say what they did. */
  did: number;
  /** How many others name them. */
  others: number;
}

/** Asks once more before somebody is taken out of the audit trail. */
export const auditEraseCard = defineCard<AuditErase>('confirm', {
  samples: {
    known: { id: ada.id, displayName: ada.displayName, did: 12, others: 1 },
    long: { id: longNamed.id, displayName: longNamed.displayName, did: 0, others: 3 },
    gone: { id: ada.id, did: 1, others: 0 },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) =>
    confirmView({
      title: titleOf(data, escapeText),
      sentence:
        'Their name and id go, what they wrote, and texts that name them. What was done, when and to which group stays, and the trail still proves that nothing else was changed. This cannot be undone. Exports and backups from before are not changed.',
      facts: [
        { title: 'What they did', value: entries(data.did) },
        { title: 'What names them', value: entries(data.others) },
      ],
      yes: { title: 'Erase', verb: 'audit.erase', data: { person: data.id } },
      no: { title: 'Keep everything', verb: 'audit.show', data: {} },
    }),
});

function titleOf({ displayName }: AuditErase, show: (text: string, maxLength: number) => string): string {
  const who = displayName === undefined ? 'this person, who is gone,' : show(displayName, 120);
  return `Erase ${who} from the audit trail?`;
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}
