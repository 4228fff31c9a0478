import { groups, type CastMember } from '../../../src/sandbox/tenant/cast.ts';
import { openOffice } from '../../support/office.ts';

/** The plan of Design Guild, as it is at first, and what can happen to it. */
export function scene() {
  const office = openOffice();
  const { tenant } = office;
  const { plans, buckets, tasks } = tenant.work;
  const plan = plans.all().find(({ title }) => title === 'Autumn catalogue')!;
  const cover = tasks.all().find(({ title }) => title === 'Draw the cover')!;
  return {
    ...office,
    plan,
    cover,
    securityGroup: [...tenant.groups()].find(({ mailEnabled }) => !mailEnabled)?.id ?? '',
    planNow: () => plans.get(plan.id),
    coverNow: () => tasks.get(cover.id),
    plansNamed: (title: string) => plans.all().filter((one) => one.title === title),
    bucketsNow: () => buckets.all().filter(({ planId }) => planId === plan.id),
    tasksNamed: (title: string) => tasks.all().filter((one) => one.title === title),
    events: () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`),
    /** Something happens between the caller's last read and the write. */
    during: (happen: () => Promise<unknown>) => {
      office.meanwhile.happens = happen;
    },
    addTasks: (count: number) => {
      for (let number = 1; number <= count; number++)
        tasks.put({ ...cover, id: `step-${number}`, title: `Step ${number}`, orderHint: `9${number}` });
    },
    fillBuckets: (count: number) => {
      const first = buckets.all().find(({ planId }) => planId === plan.id)!;
      for (let number = 0; number < count; number++)
        buckets.put({ ...first, id: `bucket-${number}`, name: `Bucket ${number}` });
    },
  };
}

/** More plans of Design Guild. */
export async function createdPlans(
  ask: ReturnType<typeof openOffice>['ask'],
  who: Pick<CastMember, 'id' | 'displayName'>,
  count: number,
): Promise<void> {
  for (let number = 1; number <= count; number++)
    await ask('plan.create', who, { group: groups.designGuild, title: `Plan number ${number}` });
}
