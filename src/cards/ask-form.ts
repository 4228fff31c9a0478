import type { PersonRef } from '../domain/people.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { RequestWish } from '../domain/request-wish.ts';
import { newStage, type RequestStage } from '../domain/stages.ts';
import { reasonWanted, whoIsAsked } from './asking-words.ts';
import { wishWords, type Show } from './deed-words.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { ada, alan, grace, guild } from './samples.ts';

/** Asks for what others have to agree to: why, and to be sent. */
export interface AskForm {
  kind: RequestKind;
  group: { id: string; displayName: string };
  subject?: PersonRef;
  wish?: RequestWish;
  /** Who will be asked, and then. */
  stages: readonly RequestStage[];
  isReasonRequired: boolean;
  /** It was sent without the reason that is wanted. */
  isReasonMissing?: boolean;
  /** What stands in the field, where it was asked before. */
  reason?: string;
  /** The operation that asks, and what it needs to know besides the reason. */
  send: { verb: string; data: Record<string, unknown> };
}

const owners = { kind: 'owners' } as const;
const send = { verb: 'group.delete', data: { group: guild.id } };

export const askFormCard = defineCard<AskForm>('form', {
  samples: {
    delete: {
      kind: 'delete',
      group: guild,
      stages: [newStage(owners, [ada, grace], { decides: 'all' })],
      isReasonRequired: true,
      send,
    },
    owner: { kind: 'owner', group: guild, stages: [newStage(owners, [ada])], isReasonRequired: false, send },
    visibility: {
      kind: 'visibility',
      group: guild,
      wish: { what: 'visibility', from: 'private', to: 'public' },
      stages: [newStage({ kind: 'manager' }, [alan]), newStage(owners, [grace])],
      isReasonRequired: true,
      isReasonMissing: true,
      send,
    },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { group, stages, isReasonRequired, isReasonMissing = false, reason = '' } = data;
    return formView({
      title: titleOf(data, escapeText),
      sentence: `Others have to agree. ${whoIsAsked(stages)} You hear here as soon as it is decided.`,
      fields: [
        {
          kind: 'text',
          id: 'reason',
          label: 'Why',
          isRequired: isReasonRequired,
          isMultiline: true,
          value: reason,
          maxLength: 1000,
          placeholder: 'A sentence helps whoever decides',
          problem: isReasonMissing ? reasonWanted : undefined,
        },
      ],
      send: { title: 'Send request', verb: data.send.verb, data: { ...data.send.data, confirmed: 'yes' } },
      others: [executeAction('Not now', 'group.show', { group: group.id })],
    });
  },
});

/** The words of the request, said about somebody who has not asked yet. */
function titleOf(data: AskForm, show: Show): string {
  return `Ask to ${wishWords(data, show)}`;
}
