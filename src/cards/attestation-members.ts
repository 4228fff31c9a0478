import type { Attestation, AttestedMember, MembersProgress } from '../domain/attestation.ts';
import { attestationSample } from './attestation-card.ts';
import { defineCard, executeAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { alan, grace, gus, longNamed, otherScript } from './samples.ts';

/** Who is in a group that is being confirmed: one page of those on whom nobody has decided. */
export interface AttestationMembers {
  attestation: Attestation;
  members: readonly AttestedMember[];
  progress: MembersProgress;
  /** How many own it: they are not taken out here. */
  owners: number;
  /** What names were looked for; empty: nothing. */
  search: string;
  /** Who could not be taken out just now, and why in plain words. */
  failed: readonly { id: string; advice: string }[];
  isContinued: boolean;
  /** Where the list goes on. */
  after?: string;
  notice?: string;
}

function sampleMember(
  person: { id: string; displayName: string },
  change: Partial<AttestedMember> = {},
): AttestedMember {
  const { id, displayName } = person;
  return { id, displayName, type: 'person', isGuest: false, isDisabled: false, state: 'undecided', ...change };
}

const page: AttestationMembers = {
  attestation: attestationSample,
  members: [
    sampleMember(gus, { isGuest: true }),
    sampleMember(alan, { isDisabled: true }),
    sampleMember(grace),
    sampleMember({ ...longNamed, id: otherScript.id }),
  ],
  progress: { left: 214, kept: 30, removed: 2 },
  owners: 2,
  search: '',
  failed: [],
  isContinued: false,
  after: '1 grace hopper',
};

export const attestationMembersCard = defineCard<AttestationMembers>('attestation-members', {
  samples: {
    first: page,
    saved: {
      ...page,
      notice: 'Saved: 6 stay, 1 was taken out.',
      members: [sampleMember(grace, { state: 'failed', code: 'member.denied' }), sampleMember(otherScript)],
      failed: [{ id: grace.id, advice: 'Only an owner of the group or an administrator may remove members.' }],
      isContinued: true,
    },
    found: { ...page, members: [sampleMember(grace)], search: 'grace', progress: { left: 1, kept: 0, removed: 0 } },
    notFound: { ...page, members: [], search: 'nobody', isContinued: true },
    none: {
      attestation: attestationSample,
      owners: 1,
      search: '',
      failed: [],
      isContinued: false,
      members: [],
      progress: { left: 0, kept: 0, removed: 0 },
    },
  },
  asks: () => true,
  text: ({ attestation }) => `Who belongs in ${plain(attestation.group.displayName, 80)}?`,
  view: (data) => ({
    title: `Who belongs in ${escapeText(data.attestation.group.displayName, 120)}?`,
    notice: escapeText(data.notice ?? '', 300),
    hasNotice: data.notice !== undefined,
    sentence: sentenceOf(data),
    members: data.members.map((member, index) => rowOf(member, index, data)),
    search: data.search,
    canSearch: data.progress.left > data.members.length || data.search !== '',
    actions: actionsOf(data),
  }),
});

function sentenceOf({ members, progress, owners, search }: AttestationMembers): string {
  const { left, kept, removed } = progress;
  if (members.length === 0 && search !== '') return `Nobody who is left is called “${escapeText(search, 80)}”.`;
  if (left === 0) return 'There is nobody in it besides its owners, or everybody has been looked at.';
  const ownersWords = owners === 1 ? 'Its owner is' : `Its ${owners} owners are`;
  return `${left} of ${left + kept + removed} are left to look at. ${ownersWords} not in this list. When you save, whoever you take out is out at once.`;
}

/** The label of a choice is read aloud with it, so it holds all that is to be known of somebody. */
function rowOf(member: AttestedMember, index: number, { failed, attestation }: AttestationMembers) {
  const refusal = failed.find(({ id }) => id === member.id)?.advice;
  const marks = marksOf(member, attestation);
  const before = member.state === 'failed' ? 'Could not be taken out before.' : '';
  const problem = refusal === undefined ? before : `Not taken out: ${escapeText(refusal, 200)}`;
  return {
    field: `m${index}`,
    label: [plain(member.displayName, 80), ...marks].join(' · '),
    problem,
    hasProblem: problem !== '',
  };
}

function marksOf({ type, isGuest, isDisabled }: AttestedMember, { terms }: Attestation): string[] {
  return [
    ...(isDisabled ? ['account switched off'] : []),
    ...(isGuest && terms.marksGuests ? ['guest'] : []),
    ...(type === 'group' ? ['a group'] : []),
    ...(type === 'other' ? ['a device or an app'] : []),
  ];
}

function actionsOf({ attestation, members, progress, after, search, isContinued }: AttestationMembers) {
  const about = { attestationId: attestation.id };
  const ids = members.map(({ id }) => id);
  const title = members.length === 1 ? 'Save' : `Save these ${members.length}`;
  const save = executeAction(title, 'attestation.save-members', { ...about, ids });
  const hasOthers = progress.left > members.length || search !== '';
  const hasBegun = progress.kept + progress.removed > 0;
  const keepAll = withoutInputs(
    executeAction(hasBegun || hasOthers ? 'Everybody else stays' : 'Everybody stays', 'attestation.keep-all', about),
  );
  return [
    ...(members.length > 0 ? [primary(save), keepAll] : [primary(keepAll)]),
    ...(hasOthers ? [executeAction('Find', 'attestation.members', about)] : []),
    ...(after === undefined
      ? []
      : [withoutInputs(executeAction('Skip these', 'attestation.members', { ...about, after, search }))]),
    ...(isContinued || search !== ''
      ? [withoutInputs(executeAction('From the start', 'attestation.members', about))]
      : []),
  ];
}

/** What stands in the fields does not go with it. */
function withoutInputs(action: Record<string, unknown>): Record<string, unknown> {
  return { ...action, associatedInputs: 'none' };
}
