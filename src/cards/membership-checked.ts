import { membershipControl, type Group } from '../domain/groups.ts';
import type { NamedSubject } from '../domain/memberships.ts';
import { defineCard, executeAction, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { rowsView, type Row } from './rows.ts';
import { ada, guild, longNamed, oddGroup } from './samples.ts';
import { avatarOf } from './words.ts';

/** How somebody or something stands to one group. */
export interface GroupAnswer {
  group: Group;
  /** `unknown`: the members of the group are hidden from the caller. */
  is: 'direct' | 'through' | 'no' | 'unknown';
  /** Groups through which it is so. */
  through?: readonly Pick<Group, 'id' | 'displayName'>[];
  isOwner: boolean;
}

export interface MembershipChecked {
  subject: NamedSubject;
  isMe: boolean;
  answers: readonly GroupAnswer[];
}

type Show = (text: string, maxLength: number) => string;

const subject = { kind: 'person', ...ada } as const;

export const membershipCheckedCard = defineCard<MembershipChecked>('rows', {
  samples: {
    direct: { subject, isMe: false, answers: [{ group: guild, is: 'direct', isOwner: true }] },
    through: {
      subject: { ...oddGroup, kind: 'group' },
      isMe: false,
      answers: [{ group: guild, is: 'through', through: [oddGroup, { ...guild, ...longNamed }], isOwner: false }],
    },
    no: { subject, isMe: false, answers: [{ group: oddGroup, is: 'no', isOwner: true }] },
    notMe: { subject, isMe: true, answers: [{ group: guild, is: 'no', isOwner: false }] },
    hidden: { subject, isMe: false, answers: [{ group: guild, is: 'unknown', isOwner: false }] },
    several: {
      subject: { kind: 'object', id: guild.id, displayName: 'TABLET-14' },
      isMe: false,
      answers: [
        { group: guild, is: 'direct', isOwner: false },
        { group: oddGroup, is: 'through', through: [], isOwner: false },
      ],
    },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const [only, ...others] = data.answers;
    const isOne = only !== undefined && others.length === 0;
    return rowsView({
      title: titleOf(data, escapeText),
      ...(isOne && { sentence: detailOf(only) }),
      rows: isOne ? [] : data.answers.map((answer) => rowOf(answer)),
      actions: isOne ? actionsFor(only, data) : [],
    });
  },
});

function titleOf({ subject: { displayName }, isMe, answers }: MembershipChecked, show: Show): string {
  const who = show(displayName, 80);
  const [only, ...others] = answers;
  if (!only || others.length > 0) {
    const inside = answers.filter(({ is }) => is === 'direct' || is === 'through').length;
    const count = `${String(inside)} of these ${String(answers.length)} groups`;
    return isMe ? `You are in ${count}` : `${who} is in ${count}`;
  }
  const name = show(only.group.displayName, 120);
  const be = isMe ? 'you are' : `${who} is`;
  switch (only.is) {
    case 'direct':
    case 'through':
      return `Yes, ${be} in ${name}`;
    case 'no':
      return `No, ${be} not in ${name}`;
    case 'unknown':
      return `The members of ${name} are hidden`;
  }
}

function detailOf({ is, through = [], isOwner }: GroupAnswer): string {
  const owner = isOwner ? ' Owns the group.' : '';
  switch (is) {
    case 'direct':
      return `As a member of the group itself.${owner}`;
    case 'through':
      return `Through ${through.length === 0 ? 'another group' : namesOf(through)}.${owner}`;
    case 'no':
      return isOwner
        ? 'Owns the group, though: owners can be outside it.'
        : 'Neither directly nor through another group.';
    case 'unknown':
      return 'Only its members see who else is in it.';
  }
}

function namesOf(groups: readonly Pick<Group, 'displayName'>[]): string {
  const named = groups.slice(0, 3).map(({ displayName }) => escapeText(displayName, 60));
  if (groups.length > named.length) named.push(`${String(groups.length - named.length)} more`);
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(named);
}

function rowOf(answer: GroupAnswer): Row {
  const { group, is } = answer;
  const word = { direct: 'Yes', through: 'Yes', no: 'No', unknown: 'Hidden' }[is];
  return {
    name: group.displayName,
    avatar: avatarOf(group),
    meta: [word, detailOf(answer)],
    actions: [
      {
        ...openAction('Show', 'group.show', { group: group.id }),
        tooltip: `Show ${plain(group.displayName, 80)}`,
      },
    ],
  };
}

function actionsFor(
  { group, is }: GroupAnswer,
  { subject: { kind, id }, isMe }: MembershipChecked,
): Record<string, unknown>[] {
  const about = { group: group.id };
  const isByHand = membershipControl(group) === 'byHand';
  const adds = is === 'no' && isByHand;
  return [
    ...(adds && isMe ? [executeAction('Join', 'group.join', about)] : []),
    ...(adds && !isMe && kind === 'person' ? [openDialog('Add…', 'member.add', { ...about, people: id })] : []),
    openAction(isMe ? 'All my groups' : 'All groups', isMe ? 'me.groups' : 'member.of', isMe ? {} : { who: id, kind }),
    openAction('Show the group', 'group.show', about),
  ];
}
