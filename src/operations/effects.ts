import type { GraphPorts } from '../ports/graph.ts';

/**
 * Which methods of each port change something. One that does takes the group's id first, or the unique name of one that
 * is to be: what is put on record before the change names the group.
 */
export const effects: { [Port in keyof GraphPorts]: Record<keyof GraphPorts[Port], 'reads' | 'changes'> } = {
  directory: {
    group: 'reads',
    groupsNamed: 'reads',
    searchGroups: 'reads',
    myGroups: 'reads',
    ownersOf: 'reads',
    standingIn: 'reads',
    memberCount: 'reads',
    isFavorite: 'reads',
    person: 'reads',
    peopleNamed: 'reads',
    searchPeople: 'reads',
    membersOf: 'reads',
    hasMember: 'reads',
    isSubscribed: 'reads',
    checkName: 'reads',
    addMember: 'changes',
    removeMember: 'changes',
    addMembers: 'changes',
    addOwner: 'changes',
    removeOwner: 'changes',
    setSubscribed: 'changes',
    renew: 'changes',
    createGroup: 'changes',
    addFavorite: 'changes',
    removeFavorite: 'changes',
  },
  lifecycle: {
    deletedGroups: 'reads',
    deletedByOwner: 'reads',
    deletedGroup: 'reads',
    delete: 'changes',
    restore: 'changes',
    purge: 'changes',
  },
  profiles: {
    read: 'reads',
    mailSettings: 'reads',
    nameProblems: 'reads',
    change: 'changes',
    changeMailSettings: 'changes',
  },
  teams: {
    team: 'reads',
    channels: 'reads',
    enable: 'changes',
  },
};
