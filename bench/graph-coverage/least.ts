/** The least HTTP requests that the API allows for the most that one turn does, and why they are more than one. */
export interface Least {
  requests: number;
  why?: string;
}

const once: Least = { requests: 1 };

// Reads side by side are one `$batch`. A change goes alone, so that what is told of it, and whether it may be tried again, is
// its own; nothing is changed before the group is known, because what cannot be done there is explained, not tried.
const readOfNamed: Least = { requests: 2, why: 'a name leads to the group’s id, and the id to what is read' };
const change: Least = { requests: 2, why: 'the group and whoever is named are read, then comes the change' };
const changeOfListed: Least = { requests: 2, why: 'the list says which one is meant, then comes the change' };
const nameChange: Least = {
  requests: 3,
  why: 'a name leads to the id, with which the naming policy is asked before the change',
};
const changeByStanding: Least = {
  requests: 3,
  why: 'names lead to ids, these to the owners, who decide what is done, then comes the change',
};
const changeThenLook: Least = { requests: 3, why: 'names lead to ids, then the change, whose answer says nothing' };

/** By the name of the bot's operation; `npm run costs` names those that have no line yet. */
export const least: Readonly<Record<string, Least>> = {
  'event.agenda': readOfNamed,
  'event.cancel': change,
  'event.change': change,
  'event.list': readOfNamed,
  'event.plan': change,
  'event.show': once,
  'group.delete': change,
  'group.deleted': once,
  'group.describe': change,
  'group.edit': change,
  'group.expiring': once,
  'group.favorite': change,
  'group.find': once,
  'group.join': change,
  'group.leave': change,
  'group.mail-settings': change,
  'group.mine': { requests: 2, why: 'which groups they are comes first; Exchange tells of favourites group by group' },
  'group.purge': changeOfListed,
  'group.rename': nameChange,
  'group.renew': changeThenLook,
  'group.restore': changeOfListed,
  'group.show': readOfNamed,
  'group.subscribe': change,
  'group.unfavorite': change,
  'group.unsubscribe': change,
  'me.groups': once,
  'me.owned': once,
  'me.show': once,
  'member.add': changeByStanding,
  'member.check': { requests: 2, why: 'names lead to ids, then it is asked who is in what' },
  'member.everybody': readOfNamed,
  'member.list': readOfNamed,
  'member.list-ask': { requests: 2, why: 'the group’s kind, and who owns it now' },
  'member.list-asked': once,
  'member.list-choose': {
    requests: 4,
    why: 'owners, whoever resembles the name, its words one by one, and then by the beginnings of its words',
  },
  'member.list-decline': { requests: 2, why: 'who may look at the list, and who owns the group when it is decided' },
  'member.list-mend': once,
  'member.list-rows': {
    requests: 4,
    why: 'owners, whoever resembles the names, its words one by one, and then by the beginnings of their words',
  },
  'member.list-run': {
    requests: 6,
    why: 'the group, who is in it and owns it, whom the rows mean, then the changes, twenty at a time',
  },
  'member.list-run-owners': { requests: 6, why: 'as without owners; each of these is a change of its own' },
  'member.of': { requests: 3, why: 'a name leads to an id, the id to those of what holds it, these to their names' },
  'member.remove-many': once,
  'member.remove': change,
  'member.roles': { requests: 2, why: 'a name leads to an id, the id to roles' },
  'owner.add': changeByStanding,
  'owner.list': readOfNamed,
  'owner.remove': change,
  'person.near': once,
  'person.show': { requests: 2, why: 'a name leads to an id, the id to roles' },
  'sender.accept': changeThenLook,
  'sender.list': readOfNamed,
  'sender.reject': changeThenLook,
  'sender.remove': change,
  'talk.announce': change,
  'talk.answer': change,
  'talk.delete': change,
  'talk.delete-thread': change,
  'talk.forward': change,
  'talk.latest': readOfNamed,
  'talk.list': readOfNamed,
  'talk.lock': change,
  'talk.post': once,
  'talk.read': once,
  'talk.reply': change,
  'talk.seen': change,
  'talk.show': { requests: 2, why: 'the conversation says which thread its posts are in' },
  'talk.start': change,
  'term.end': { requests: 2, why: 'who owns the group is read, then comes the change' },
  'term.extend': once,
  'term.keep': once,
  'term.list': readOfNamed,
  'term.more': once,
  'term.open': once,
  'term.set': readOfNamed,
};
