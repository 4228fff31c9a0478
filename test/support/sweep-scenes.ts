import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { startMuster, type Muster } from './muster.ts';
import type { Person } from './person.ts';
import { newGroupScene } from './sweep-group.ts';
import { addScene, joinScene } from './sweep-members.ts';
import { stopPoints, type Scene } from './sweep.ts';

export const sceneNames = ['group', 'team', 'ownApprover', 'join', 'add'] as const;
export type SceneName = (typeof sceneNames)[number];

/** A system whose bot can be stopped at every point, and what is asked of it. */
export interface SweepWorld {
  muster: Muster;
  scenes: Record<SceneName, Scene>;
  stop(): Promise<void>;
}

/** Starts it and waits until everybody has been greeted. */
export async function openSweepWorld(): Promise<SweepWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-sweep-'));
  const policyFile = path.join(folder, 'policy.yaml');
  const admins = [cast.admin.principalName, cast.owner.principalName].join(', ');
  const stage = `{ by: { people: [${admins}] } }`;
  writeFileSync(policyFile, `approvals: [{ name: New groups, kinds: [create], stages: [${stage}] }]\n`);
  const muster = await startMuster({
    env: { POLICY_FILE: policyFile },
    preload: stopPoints,
    // So that what is delivered again finds the next bot.
    timing: { retryPauseMs: 1_500 },
  });
  const stop = async (): Promise<void> => {
    await muster.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    return { muster, scenes: await scenesIn(muster), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function scenesIn(muster: Muster): Promise<SweepWorld['scenes']> {
  const [wren, mirela, ingrid] = [cast.employee, cast.owner, cast.admin].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  const circle = { id: groups.researchCircle, name: 'Research Circle' };
  const owners = (await muster.group(circle.id)).owners.map(({ id }) => muster.person(id));
  await Promise.all([wren, ingrid, ...owners].map((person) => person.chat()));
  await Promise.all([wren, mirela, ingrid].map((person) => person.sees('Welcome')));
  const people = ['pip.marlowe', 'lucien.brossard', 'tomas.iriarte'].map((local) => ({
    id: local === 'tomas.iriarte' ? cast.secondOwner.id : fixedId('user', `${local}@tessaly.example`),
    principalName: `${local}@tessaly.example`,
  }));
  const asked = { requester: wren, approvers: [ingrid, mirela], hasTeam: false };
  return {
    group: newGroupScene(muster, { ...asked, name: 'new group', word: 'Kestrel' }),
    team: newGroupScene(muster, { ...asked, name: 'new group with a team', word: 'Harrier', hasTeam: true }),
    // Who creates a group owns it and adds the other owners after; whoever presses next did not create it.
    ownApprover: newGroupScene(muster, {
      ...asked,
      name: 'new group, approver among its owners',
      word: 'Buzzard',
      approvers: [ingrid, mirela],
      further: [ingrid],
    }),
    join: joinScene(muster, { group: circle, requester: wren, approvers: owners }),
    add: addScene(muster, { group: circle, owner: mirela, people }),
  };
}
