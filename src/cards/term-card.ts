import { extensions, isOver, type Extension, type MembershipTerm } from '../domain/terms.ts';
import { defineCard, executeAction, openAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { longTime, relativeTime, type Reader } from './reader.ts';
import { ada, grace, guild } from './samples.ts';
import { avatarOf } from './words.ts';

/** A membership for a time as its member, or an owner of the group, reads it. */
export interface TermShown {
  term: MembershipTerm;
  /** Who reads it: the member, or somebody who decides. */
  isMember: boolean;
  /** What came of a press of a button, in plain words. */
  notice?: string;
}

const sample: MembershipTerm = {
  id: '99999999-0000-4000-8000-000000000001',
  tenantId: '99999999-0000-4000-8000-000000000002',
  group: { id: guild.id, displayName: guild.displayName },
  person: grace,
  setBy: ada,
  endsAt: new Date('2026-01-07T09:00:00Z'),
  state: 'running',
};
const over = { ...sample, endsAt: new Date('2026-01-06T08:00:00Z') };

export const termCard = defineCard<TermShown>('term-card', {
  samples: {
    member: { term: sample, isMember: true },
    memberAsked: { term: { ...sample, moreAskedAt: new Date('2026-01-06T08:30:00Z') }, isMember: true },
    memberOver: { term: over, isMember: true },
    owner: { term: sample, isMember: false },
    ownerAsked: { term: { ...sample, moreAskedAt: new Date('2026-01-06T08:30:00Z') }, isMember: false },
    ownerOver: { term: over, isMember: false },
    ended: { term: { ...over, state: 'ended', closedBy: ada }, isMember: false },
    endedByItself: { term: { ...over, state: 'ended' }, isMember: false },
    endedForMember: { term: { ...over, state: 'ended', closedBy: ada }, isMember: true },
    kept: { term: { ...sample, state: 'kept', closedBy: ada }, isMember: true },
    left: { term: { ...sample, state: 'left' }, isMember: false },
    late: { term: sample, isMember: false, notice: 'Ada Lovelace was faster.' },
  },
  text: (data, reader) => titleOf(data, reader, plain),
  view: (data, reader) => {
    const { term, isMember, notice = '' } = data;
    return {
      termId: term.id,
      isOpen: term.state === 'running',
      ...avatarOf(isMember ? term.group : term.person),
      title: titleOf(data, reader, escapeText),
      sentence: sentenceOf(data, reader),
      notice: escapeText(notice, 300),
      hasNotice: notice !== '',
      actions: actionsOf(data, reader),
    };
  },
});

function titleOf({ term, isMember }: TermShown, reader: Reader, show: typeof plain): string {
  const group = show(term.group.displayName, 120);
  const whose = isMember ? 'Your membership' : `The membership of ${show(term.person.displayName, 80)}`;
  switch (term.state) {
    case 'running':
      return isOver(term, reader.now)
        ? `${whose} in ${group} is over`
        : `${whose} in ${group} ends ${relativeTime(term.endsAt, reader)}`;
    case 'ended':
      return `${whose} in ${group} has ended`;
    case 'kept':
      return `${whose} in ${group} has no end any more`;
    case 'left':
      return isMember
        ? `You are not in ${group} any more`
        : `${show(term.person.displayName, 80)} is not in ${group} any more`;
  }
}

function sentenceOf({ term, isMember }: TermShown, reader: Reader): string {
  const person = escapeText(term.person.displayName, 80);
  const by = escapeText(term.closedBy?.displayName ?? 'Somebody', 80);
  switch (term.state) {
    case 'running':
      return isMember ? forMember(term, reader) : forOwner(term, reader);
    case 'ended':
      return isMember
        ? 'You can ask to join again at any time.'
        : `${term.closedBy ? `${by} took` : 'Muster took'} ${person} out. Teams and Outlook can take a while to show it.`;
    case 'kept':
      return isMember ? `${by} lets you stay for good.` : `${by} lets ${person} stay for good.`;
    case 'left':
      return 'There is nothing to do.';
  }
}

function forMember(term: MembershipTerm, reader: Reader): string {
  const set = `${escapeText(term.setBy.displayName, 80)} set it to end on ${longTime(term.endsAt, reader)}.`;
  if (isOver(term, reader.now)) return `${set} An owner will take you out, or let you stay.`;
  return term.moreAskedAt
    ? `${set} The owners know that you would like to stay longer.`
    : `${set} If you still need it, ask the owners for more time.`;
}

function forOwner(term: MembershipTerm, reader: Reader): string {
  const person = escapeText(term.person.displayName, 80);
  const wish = term.moreAskedAt ? ` ${person} would like to stay longer.` : '';
  const end = `${escapeText(term.setBy.displayName, 80)} set it to end on ${longTime(term.endsAt, reader)}.${wish}`;
  return isOver(term, reader.now)
    ? `${end} One press takes ${person} out, with your right as an owner.`
    : `${end} If nobody lets ${person} stay longer, you are asked to end it then.`;
}

/** What can be done about a membership that has ended: what the reader may do. */
function again({ group, person }: MembershipTerm, isMember: boolean): Record<string, unknown> {
  return isMember
    ? openAction('Ask to join again', 'group.join', { group: group.id })
    : openAction('Add them again', 'member.add', { group: group.id, people: person.id });
}

const titles: Record<Extension, string> = { 'two-weeks': 'Two more weeks', 'three-months': 'Three more months' };

function actionsOf({ term, isMember }: TermShown, reader: Reader): Record<string, unknown>[] {
  const about = { termId: term.id };
  const show = openAction('Show the group', 'group.show', { group: term.group.id });
  if (term.state !== 'running')
    return term.state === 'ended' ? [again(term, isMember), ...(isMember ? [] : [show])] : [show];
  if (isMember)
    return term.moreAskedAt ? [show] : [primary(executeAction('Ask for more time', 'term.more', about)), show];
  const longer = (Object.keys(extensions) as Extension[]).map((by) =>
    executeAction(titles[by], 'term.extend', { ...about, by, until: term.endsAt.getTime() }),
  );
  const keep = executeAction('Keep for good', 'term.keep', about);
  const end = executeAction('End it now', 'term.end', about);
  return isOver(term, reader.now)
    ? [primary(end), ...longer, keep]
    : [...longer.map((one, at) => (at === 0 ? primary(one) : one)), keep, end];
}
