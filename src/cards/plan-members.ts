import type { Group } from '../domain/groups.ts';
import { defineCard, executeAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { guild } from './samples.ts';

export interface PlanMembers {
  group: Pick<Group, 'id' | 'displayName'>;
  /**
   * `owner`: may make themselves a member; `joined`: just did, and Planner does not know it yet; `stranger`: may join or
   * ask to; `outside`: members are not changed by hand.
   */
  who: 'owner' | 'joined' | 'stranger' | 'outside';
  /** The plan that was to be made. */
  title?: string;
}

/** Planner is for members: owners are none by being owners. */
export const planMembersCard = defineCard<PlanMembers>('done', {
  samples: {
    ownerCreates: { group: guild, who: 'owner', title: 'Autumn catalogue' },
    owner: { group: guild, who: 'owner' },
    joined: { group: guild, who: 'joined', title: 'Autumn catalogue' },
    stranger: { group: guild, who: 'stranger', title: 'Autumn catalogue' },
    outside: { group: guild, who: 'outside' },
  },
  asks: ({ who }) => who !== 'joined',
  text: ({ group, who }) => titleOf(who, plain(group.displayName, 120)),
  view: ({ group, who, title }) => ({
    title: titleOf(who, escapeText(group.displayName, 120)),
    sentence: sentences[who],
    detail: '',
    hasDetail: false,
    actions: actionsOf({ group, who, ...(title !== undefined && { title }) }),
  }),
});

const sentences: Record<PlanMembers['who'], string> = {
  owner: 'You own this group but are not a member, and Planner shows plans to members only. You can make yourself one.',
  joined: 'Planner takes some minutes to notice that. Then the plan can be made.',
  stranger: 'Planner shows the plans of a group to its members only, and you are not one.',
  outside: 'Planner shows the plans of a group to its members only. You are not one, and nobody can join by hand.',
};

function titleOf(who: PlanMembers['who'], name: string): string {
  return who === 'joined' ? `You are a member of ${name} now` : `Plans of ${name} are for its members`;
}

function actionsOf({ group, who, title }: PlanMembers): Record<string, unknown>[] {
  const about = { group: group.id };
  const show = executeAction('Show the group', 'group.show', about);
  switch (who) {
    case 'owner':
      return [
        title === undefined
          ? primary(executeAction('Join', 'group.join', about))
          : primary(executeAction('Join and create the plan', 'plan.join-and-create', { ...about, title })),
        show,
      ];
    case 'joined':
      return [primary(executeAction('Create the plan', 'plan.create', { ...about, title, confirmed: 'yes' })), show];
    case 'stranger':
      return [primary(executeAction('Join', 'group.join', about)), show];
    case 'outside':
      return [show];
  }
}
