import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { employee, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, World } from './harness.ts';

const scopes = 'Tasks.ReadWrite Group.Read.All';
let world: World;
let mirela: Caller;

beforeEach(() => {
  world = openWorld();
  mirela = world.as(owner, scopes);
});

/** What Planner answers, as far as these tests look. */
type Thing = Record<string, unknown> & { id: string; '@odata.etag': string };

async function make(what: 'plans' | 'buckets' | 'tasks', body: object): Promise<Thing> {
  const reply = await mirela.send('POST', `/planner/${what}`, body);
  expect(reply.status).toBe(201);
  return reply.body as unknown as Thing;
}

const newPlan = { title: 'Spring catalogue', container: { containerId: groups.designGuild, type: 'group' } };
const assignment = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };

describe('plans', () => {
  it('are kept with the group: listed, read, renamed and deleted with what is in them', async () => {
    const plan = await make('plans', newPlan);
    const bucket = await make('buckets', { name: 'Ideas', planId: plan.id, orderHint: ' !' });
    const task = await make('tasks', { planId: plan.id, bucketId: bucket.id, title: 'Think' });
    const listed = await mirela.get(`/groups/${groups.designGuild}/planner/plans`);
    expect(listed.body.value.map(({ id }) => id)).toContain(plan.id);

    const match = { 'if-match': plan['@odata.etag'] };
    expect((await mirela.send('PATCH', `/planner/plans/${plan.id}`, { title: 'Summer' }, match)).status).toBe(204);
    const renamed = (await mirela.get(`/planner/plans/${plan.id}`)).body as unknown as Thing;
    expect(renamed).toMatchObject({ title: 'Summer', owner: groups.designGuild });
    expect(renamed['@odata.etag']).not.toBe(plan['@odata.etag']);

    const now = { 'if-match': renamed['@odata.etag'] };
    expect((await mirela.send('DELETE', `/planner/plans/${plan.id}`, undefined, now)).status).toBe(204);
    for (const gone of [`plans/${plan.id}`, `buckets/${bucket.id}`, `tasks/${task.id}`])
      expect(await mirela.get(`/planner/${gone}`)).toMatchObject(refusal(404, 'NotFound'));
  });

  it('can name their group by its address, or the old way', async () => {
    const url = `https://graph.microsoft.com/v1.0/groups/${groups.designGuild}`;
    expect((await make('plans', { title: 'By address', container: { url } }))['owner']).toBe(groups.designGuild);
    expect((await make('plans', { title: 'The old way', owner: groups.designGuild }))['owner']).toBe(
      groups.designGuild,
    );
  });

  it.each([
    ['without a container', { title: 'Nowhere' }, 400, 'BadRequest'],
    ['without a title', { container: newPlan.container }, 400, 'Request_BadRequest'],
    ['in a roster', { title: 'A', container: { containerId: groups.designGuild, type: 'roster' } }, 400, 'BadRequest'],
    [
      'in an unknown group',
      { title: 'A', owner: '00000000-0000-4000-8000-000000000000' },
      404,
      'Request_ResourceNotFound',
    ],
  ])('are refused %s', async (_, body, status, code) => {
    expect(await mirela.send('POST', '/planner/plans', body)).toMatchObject(refusal(status, code));
  });

  it('are for members: owning the group is not enough', async () => {
    world.tenant.unlink(groups.designGuild, 'member', owner.id);
    const denied = refusal(403, 'Forbidden', 'You do not have the required permissions to access this item.');
    expect(await mirela.get(`/groups/${groups.designGuild}/planner/plans`)).toMatchObject(denied);
    expect(await mirela.send('POST', '/planner/plans', newPlan)).toMatchObject(denied);
    expect(await world.as(employee, scopes).send('POST', '/planner/plans', newPlan)).toMatchObject(denied);
  });

  it('want the scope', async () => {
    const reader = world.as(owner, 'Tasks.Read');
    expect((await reader.get(`/groups/${groups.designGuild}/planner/plans`)).status).toBe(200);
    expect(await reader.send('POST', '/planner/plans', newPlan)).toMatchObject(
      refusal(403, 'Authorization_RequestDenied'),
    );
  });

  it('stay within the limits', async () => {
    for (let count = 1; count < 200; count++) await mirela.send('POST', '/planner/plans', newPlan);
    expect(await mirela.send('POST', '/planner/plans', newPlan)).toMatchObject(refusal(403, 'MaximumPlannerPlans'));
  });
});

describe('tasks', () => {
  let plan: Thing;
  let task: Thing;
  beforeEach(async () => {
    plan = await make('plans', newPlan);
    task = await make('tasks', { planId: plan.id, title: 'Draw', assignments: { [secondOwner.id]: assignment } });
  });
  const patch = (body: object, headers: Record<string, string> = {}): ReturnType<Caller['send']> =>
    mirela.send('PATCH', `/planner/tasks/${task.id}`, body, { 'if-match': task['@odata.etag'], ...headers });

  it('are assigned to people, who find them', async () => {
    const mine = await world.as(secondOwner, scopes).get('/me/planner/tasks');
    expect(mine.body.value.map(({ id }) => id)).toContain(task.id);
    expect(task['assignments']).toMatchObject({
      [secondOwner.id]: { assignedBy: { user: { id: owner.id } }, '@odata.type': assignment['@odata.type'] },
    });
  });

  it('are changed with the state that was read, and shown when that is preferred', async () => {
    const changes = {
      percentComplete: 100,
      appliedCategories: { category3: true },
      assignments: { [secondOwner.id]: null },
    };
    const changed = await patch(changes, { prefer: 'return=representation' });
    expect(changed.headers['Preference-Applied']).toBe('return=representation');
    expect(changed).toMatchObject({
      status: 200,
      body: { completedBy: { user: { id: owner.id } }, appliedCategories: { category3: true }, assignments: {} },
    });
    expect(await patch({ title: 'Too late' })).toMatchObject(refusal(412, 'PreconditionFailed'));
    expect(await mirela.send('PATCH', `/planner/tasks/${task.id}`, { title: 'Blind' })).toMatchObject(
      refusal(412, 'PreconditionFailed', 'The If-Match header must be specified for this kind of request.'),
    );
    expect(await mirela.send('DELETE', `/planner/tasks/${task.id}`)).toMatchObject(refusal(412, 'PreconditionFailed'));
  });

  it.each([
    ['an assignment without its type', { assignments: { [owner.id]: { orderHint: ' !' } } }],
    ['an assignment to nobody', { assignments: { '00000000-0000-4000-8000-000000000000': assignment } }],
    ['an order hint that is none', { orderHint: 'é' }],
    ['an end before the start', { startDateTime: '2026-03-02T00:00:00Z', dueDateTime: '2026-03-01T00:00:00Z' }],
    ['a bucket of another plan', { bucketId: 'elsewhere' }],
    ['a category that there is none of', { appliedCategories: { category26: true } }],
    ['more than all of it', { percentComplete: 101 }],
  ])('refuse %s', async (_, body) => {
    expect((await patch(body)).status).toBe(400);
  });

  it('have twenty people at most', async () => {
    const people = [...world.tenant.users()].slice(0, 21);
    const assignments = Object.fromEntries(people.map(({ id }) => [id, assignment]));
    expect(await patch({ assignments })).toMatchObject(refusal(403, 'MaximumAssigneesInTasks'));
  });

  it('have details with a state of their own', async () => {
    const path = `/planner/tasks/${task.id}/details`;
    const details = (await mirela.get(path)).body as unknown as Thing;
    const checklist = { one: { '@odata.type': '#microsoft.graph.plannerChecklistItem', title: 'Paper' } };
    const match = { 'if-match': details['@odata.etag'] };
    expect((await mirela.send('PATCH', path, { description: 'On paper', checklist }, match)).status).toBe(204);
    expect((await mirela.get(`/planner/tasks/${task.id}`)).body).toMatchObject({
      hasDescription: true,
      checklistItemCount: 1,
      activeChecklistItemCount: 1,
    });
    expect(await mirela.send('PATCH', path, { description: 'x' }, match)).toMatchObject(
      refusal(412, 'PreconditionFailed'),
    );
    const untitled = { checklist: { two: { '@odata.type': '#microsoft.graph.plannerChecklistItem' } } };
    expect((await mirela.send('PATCH', path, untitled, { 'if-match': '*' })).status).toBe(400);
  });

  it('end with their group', async () => {
    world.tenant.deleteGroup(groups.designGuild);
    expect(await mirela.get(`/planner/tasks/${task.id}`)).toMatchObject(refusal(404, 'NotFound'));
    world.tenant.purgeGroup(groups.designGuild);
    expect(world.tenant.work.tasks.get(task.id)).toBeUndefined();
  });
});
