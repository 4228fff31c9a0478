/** The least HTTP requests that the API allows for the most that one turn does, and why they are more than one. */
export interface Least {
  requests: number;
  why?: string;
}

const once: Least = { requests: 1 };

// Reads side by side are one `$batch`, and so are a change and what is read behind it. Two changes go one after the other, each
// by itself, so that what is told of it, and whether it may be tried again, is its own; nothing is changed before the group is
// known, because what cannot be done there is explained, not tried.
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
const changesOfOwners: Least = {
  requests: 4,
  why: 'a person and the group are read, then two changes: who becomes an owner, and who stops being one',
};
const changeByPresence: Least = {
  requests: 3,
  why: 'names lead to ids, these to whether it is so already, then comes the change',
};
const changeAfterRead: Least = {
  requests: 3,
  why: 'a name leads to the id, the id to what is there now, then comes the change',
};
const changeOfPlanned: Least = {
  requests: 3,
  why: 'a name leads to the group, the group to its plans, then comes the change',
};
const taskOfPlan = 'a name leads to the group, the group to its plans, a plan to its tasks';
const decided: Least = { requests: 2, why: 'who may decide is read first, then comes the change' };

const confirmed: Least = {
  requests: 2,
  why: 'the group and its owners are read; only of whoever owns it not, whether they may change every group',
};

/** By the name of the bot's operation: each that asks Graph for anything has a line. */
export const least: Readonly<Record<string, Least>> = {
  'app.give': change,
  'app.grants': readOfNamed,
  'app.list': readOfNamed,
  'app.take': {
    requests: 3,
    why: 'the id of what was given is told by a list of the group alone, then comes the change',
  },
  'attestation.confirm': readOfNamed,
  'attestation.keep-all': confirmed,
  'attestation.list': once,
  'attestation.members': {
    requests: 3,
    why: 'who owns the group, of others whether they may change every group, then who is in it',
  },
  'attestation.needed': confirmed,
  'attestation.open': confirmed,
  'attestation.save-members': {
    requests: 3,
    why: 'who owns the group, of others whether they may change every group, then comes the change',
  },
  'attestation.visibility': confirmed,
  'audit.erase': { requests: 2, why: 'the caller’s roles come first: nobody is looked up for who may not erase them' },
  'audit.show': {
    requests: 4,
    why: 'the caller’s roles decide how the group is looked for, its owners what is shown, the entries whose names are read',
  },
  'away.set': once,
  'channel.create': change,
  'channel.primary': readOfNamed,
  'channel.show': readOfNamed,
  'delta.show': { requests: 2, why: 'the changes say which groups are gone, whose names are asked for after' },
  'event.agenda': readOfNamed,
  'event.cancel': change,
  'event.change': change,
  'event.list': readOfNamed,
  'event.plan': change,
  'event.show': once,
  'extension.delete': changeAfterRead,
  'extension.put': changeAfterRead,
  'extension.show': readOfNamed,
  'file.list': readOfNamed,
  'group.create': {
    requests: 6,
    why: 'names are fitted and looked at again, what an attempt made before is looked for, then come the group, a further owner and the team',
  },
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
  'group.new-dynamic': {
    requests: 4,
    why: 'what an attempt made before is looked for, then come the group and, where the directory left them out, its owner',
  },
  'group.new-security': {
    requests: 3,
    why: 'what an attempt made before is looked for, then comes the group, then whether its maker owns it',
  },
  'group.photo': {
    requests: 6,
    why: 'first a group is looked for by its name, by what resembles it and by how it begins, then a person, their picture and its bytes',
  },
  'group.purge': changeOfListed,
  'group.rename': nameChange,
  'group.renew': change,
  'group.request': {
    requests: 3,
    why: 'names are fitted and looked at again, and whom the policy asks depends on them',
  },
  'group.restore': changeOfListed,
  'group.set-photo': changeAfterRead,
  'group.set-visibility': change,
  'group.show': readOfNamed,
  'group.subscribe': change,
  'group.unfavorite': change,
  'group.unsubscribe': change,
  'licence.assign': changeAfterRead,
  'licence.errors': once,
  'licence.remove': change,
  'licence.show': readOfNamed,
  'me.groups': once,
  'me.owned': once,
  'me.photo': { requests: 2, why: 'whether there is one comes first, then its bytes' },
  'me.set-photo': once,
  'me.show': once,
  'member.add': changeByStanding,
  'member.add-app': changeByPresence,
  'member.add-device': changeByPresence,
  'member.add-many': {
    requests: 5,
    why: 'a name leads to the group, which says whether lists are for it; then who is in it, whom the rows mean, the change',
  },
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
  'member.nest': { requests: 3, why: 'names lead to ids, these to those of what is around, these to their names' },
  'member.of': { requests: 3, why: 'a name leads to an id, the id to those of what holds it, these to their names' },
  'member.remove-many': once,
  'member.remove': change,
  'member.undo': change,
  'member.roles': { requests: 2, why: 'a name leads to an id, the id to roles' },
  'member.take-out': changeAfterRead,
  'member.things': readOfNamed,
  'notebook.create': change,
  'notebook.list': readOfNamed,
  'notice.not-needed': once,
  'owner.add': changeByStanding,
  'owner.list': readOfNamed,
  'owner.undo': change,
  'owner.hand-over': changesOfOwners,
  'owner.remove': change,
  'person.near': once,
  'person.show': { requests: 2, why: 'a name leads to an id, the id to roles' },
  'plan.add-bucket': { requests: 4, why: `${changeOfPlanned.why ?? ''}; the last bucket says where the new one goes` },
  'plan.create': {
    requests: 3,
    why: 'a name leads to the id, the id to the plans that are there, then comes the change',
  },
  'plan.delete': { requests: 3, why: 'a name leads to the group, the group to its plans, a plan to what goes with it' },
  'plan.join-and-create': {
    requests: 5,
    why: 'the group, how the caller stands to it, the membership, which plans are there, the plan',
  },
  'plan.list': readOfNamed,
  'plan.rename': changeOfPlanned,
  'plan.show': {
    requests: 4,
    why: 'a name leads to the group, the group to its plans, a plan to its tasks, these to people',
  },
  'policy.change': change,
  'policy.cover': change,
  'policy.delete': change,
  'policy.of-group': readOfNamed,
  'policy.show': once,
  'policy.uncover': change,
  'request.approve': {
    requests: 4,
    why: 'who may decide, then whether there is still something to decide, then the change; where it finds nobody, who is gone',
  },
  'request.approve-creation': {
    requests: 4,
    why: 'who may decide, whether the name does, what an attempt made before, then comes the group',
  },
  'request.approve-team': {
    requests: 3,
    why: 'who may decide is read first, with it alone what they decide about, then comes the change',
  },
  'request.amend-creation': {
    requests: 4,
    why: 'who may decide, whether the name does, what an attempt made before, then comes the group',
  },
  'request.amend-membership': {
    requests: 4,
    why: 'who may decide, then whether there is still something to decide, then the change; where it finds nobody, who is gone',
  },
  'request.comment': once,
  'request.undo': once,
  'request.approve-together': { requests: 3, why: 'as for one; of several each takes as many' },
  'request.reject': {
    requests: 2,
    why: 'who may decide is read first, and only they are told whether there is still something to decide',
  },
  'request.reject-together': { requests: 2, why: 'as for one; of several each takes as many' },
  'request.retry': decided,
  'request.show': once,
  'schema.create': once,
  'schema.list': once,
  'schema.put': change,
  'rules.show': readOfNamed,
  'sender.accept': change,
  'sender.list': readOfNamed,
  'sender.reject': change,
  'sender.remove': change,
  'settings.allow-guests': changeAfterRead,
  'settings.change': {
    requests: 3,
    why: 'the settings name groups by their ids, which are read after, then comes the change',
  },
  'settings.of-group': readOfNamed,
  'settings.refuse-guests': changeAfterRead,
  'settings.reset': change,
  'settings.show': { requests: 2, why: 'the settings name groups by their ids, which are read after' },
  'settings.templates': once,
  'site.show': readOfNamed,
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
  'task.add': {
    requests: 5,
    why: 'a name leads to the group, the group to its plans, a plan to its buckets, then comes the task; its card names bucket and people',
  },
  'task.assign': {
    requests: 6,
    why: `${taskOfPlan}, a task to its people, then comes the change; its card names them`,
  },
  'task.delete': { requests: 3, why: taskOfPlan },
  'task.due': { requests: 6, why: `${taskOfPlan}, a task to its people, then comes the change; its card names them` },
  'task.edit': {
    requests: 5,
    why: 'a task leads to its plan, both to buckets and people, then comes the change; its card names them',
  },
  'task.finish': { requests: 5, why: `${taskOfPlan}, then comes the change; its card names people` },
  'task.reopen': { requests: 5, why: `${taskOfPlan}, then comes the change; its card names people` },
  'task.show': { requests: 4, why: `${taskOfPlan}, a task to bucket and people` },
  'task.start': { requests: 5, why: `${taskOfPlan}, then comes the change; its card names people` },
  'team.add-member': changeByPresence,
  'team.archive': {
    requests: 3,
    why: 'whether it is archived comes first; Teams tells how the change ended when it is asked',
  },
  'team.enable': {
    requests: 4,
    why: 'a name leads to the id, this to the owners, then comes the team, then its address',
  },
  'team.members': readOfNamed,
  'team.mine': once,
  'team.reachable': once,
  'team.remove-member': changeByPresence,
  'team.set-up': changeByPresence,
  'team.settings': change,
  'team.show': readOfNamed,
  'team.unarchive': {
    requests: 4,
    why: 'a name leads to the id, this to whether it is archived, then comes the change, then how it ended',
  },
  'ownerless.accept': once,
  'ownerless.again': once,
  'ownerless.appoint': {
    requests: 3,
    why: 'whether they may is asked before anybody is looked for, and nothing is changed before somebody is found',
  },
  'ownerless.confirm': { requests: 2, why: 'whether they may is asked, then comes the change' },
  'ownerless.list': once,
  'ownerless.open': once,
  'report.expiring': once,
  'report.weekly': once,
  'rules.check': once,
  'term.end': { requests: 2, why: 'who owns the group is read, then comes the change' },
  'term.extend': once,
  'term.keep': once,
  'term.list': readOfNamed,
  'term.more': once,
  'term.open': once,
  'term.set': readOfNamed,
};
