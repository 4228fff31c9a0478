import { defineCard, executeAction } from './define-card.ts';

export interface PersonErased {
  /** From how many entries. */
  entries: number;
}

/** Says how it ended, and not once more who it was. */
export const personErasedCard = defineCard<PersonErased>('done', {
  samples: { several: { entries: 13 }, one: { entries: 1 }, none: { entries: 0 } },
  text: titleOf,
  view: (data) => ({
    title: titleOf(data),
    sentence:
      data.entries === 0 ? 'There was nothing to erase.' : 'That somebody was erased is on record; who it was is not.',
    detail: '',
    hasDetail: false,
    actions: [executeAction('Audit trail', 'audit.show', {})],
  }),
});

function titleOf({ entries }: PersonErased): string {
  if (entries === 0) return 'No entry of the audit trail names this person';
  return entries === 1 ? 'Erased from 1 entry of the audit trail' : `Erased from ${entries} entries of the audit trail`;
}
