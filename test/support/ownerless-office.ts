import { createAppRights } from '../../src/graph/app-rights.ts';
import { createScan } from '../../src/graph/scan.ts';
import { cloudNamed } from '../../src/domain/clouds.ts';
import { AppError } from '../../src/domain/errors.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { createJobHandlers } from '../../src/jobs/index.ts';
import type { CardMessage } from '../../src/ports/messenger.ts';
import { cast, groups, tenantId } from '../../src/sandbox/tenant/cast.ts';
import { origin } from '../unit/sandbox/graph/harness.ts';
import { actionsOn, days, dialogsOn } from './builders.ts';
import { fakeMessenger } from './fake-messenger.ts';
import { openOffice } from './office.ts';
import { workOff } from './work-off.ts';

/** The policy that names one administrator. */
export function policyWith(ownerless: Partial<Policy['ownerless']> = {}, more: Partial<Policy> = {}): Policy {
  return {
    ...defaultPolicy,
    admins: { kind: 'people', principalNames: [cast.admin.principalName] },
    ownerless: { ...defaultPolicy.ownerless, ...ownerless },
    ...more,
  };
}

type Who = { id: string; displayName: string };

/** The sandbox's tenant with jobs, which read it as the app itself with these roles. */
export function openOwnerlessOffice(policy = policyWith()) {
  const office = openOffice({ policy });
  const messenger = fakeMessenger();
  const state = { roles: ['Group.Read.All', 'User.Read.All'], policy };
  const send = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    const claims = { tid: tenantId, oid: 'service-principal', roles: state.roles, idtyp: 'app', appid: 'muster' };
    const { status, headers, body } = await office.raw({
      method: init?.method ?? 'GET',
      url: `${url.pathname}${url.search}`,
      headers: Object.fromEntries([...new Headers(init?.headers).entries()]),
      body: init?.body as string | undefined,
      token: { claims },
    });
    return new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers,
    });
  };
  const options = {
    cloud: { ...cloudNamed('public'), graphUrl: origin },
    app: { getToken: () => Promise.resolve({ token: 'app-only', expiresOnTimestamp: 0 }) },
    fetch: send,
    limits: { retryBudgetMs: 0 },
  };
  const clock = { now: () => new Date(office.clock.now) };
  const handlers = createJobHandlers({
    store: office.store,
    messenger,
    clock,
    policy: () => state.policy,
    scan: createScan(options),
    rights: createAppRights(options),
  });
  const failures: string[] = [];
  /** Does what is due, each job twice, as after a kill; the scans of later days stay where they are. */
  const runDue = (): Promise<void> =>
    workOff(
      { jobs: office.store.jobs, clock },
      async (job) => {
        for (let again = 0; again < 2; again += 1)
          if (again === 0 || !oneOff.has(job.kind)) await handlers[job.kind]!(job, new AbortController().signal);
      },
      (error) => {
        if (!(error instanceof AppError)) throw error;
        failures.push(error.code);
        const retryAt =
          error.kind === 'throttled' && new Date(clock.now().getTime() + (error.retryAfterSeconds ?? 1) * 1000);
        return { code: error.code, ...(retryAt && { retryAt, isUncounted: true }) };
      },
    );
  /** A day's scan and what follows from it, after some days. */
  async function scanAfter(count: number): Promise<void> {
    office.clock.now += days(count);
    await runDue();
    const at = clock.now();
    await office.store.jobs.enqueue([
      { kind: 'scan-expiry', key: `scan ${at.getTime()}`, tenantId, payload: {}, dueAt: at },
    ]);
    await runDue();
  }
  const last = (who: Who): CardMessage => messenger.sentTo(who.id).at(-1) ?? { card: {}, text: '' };
  const about = (who: Who, words: string | RegExp): CardMessage | undefined =>
    messenger
      .sentTo(who.id)
      .findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text)));
  const press = async (who: Who, title: string, message = last(who)) => {
    const buttons = [
      ...actionsOn(message),
      ...dialogsOn(message).map((one) => ({ ...one, verb: one.data['verb'] as string })),
    ];
    const button = buttons.find((one) => one.title === title);
    if (!button) throw new Error(`No button ${title} for ${who.displayName} on ${message.text}`);
    return office.ask(button.verb, who, button.data);
  };
  /** Takes everybody off the list of owners. */
  const orphan = (groupId: string = groups.designGuild): void => {
    for (const id of [...office.tenant.linked(groupId, 'owner')]) office.tenant.unlink(groupId, 'owner', id);
  };
  const person = (local: string): Who => {
    const found = [...office.tenant.users()].find(({ userPrincipalName }) => userPrincipalName.startsWith(`${local}@`));
    if (!found) throw new Error(`Nobody is called ${local}`);
    return found;
  };
  const search = (groupId: string = groups.designGuild) => office.store.ownerSearches.openFor(tenantId, groupId);
  const states = async (groupId: string = groups.designGuild): Promise<Record<string, string>> => {
    const open = await search(groupId);
    const candidates = open ? await office.store.ownerSearches.candidates(tenantId, open.id) : [];
    return Object.fromEntries(candidates.map(({ person: { displayName }, state: its }) => [displayName, its]));
  };
  const setPolicy = (next: Policy): void => void (state.policy = next);
  return {
    ...office,
    state,
    setPolicy,
    messenger,
    failures,
    runDue,
    scanAfter,
    last,
    about,
    press,
    orphan,
    person,
    search,
    states,
  };
}

/** They are done once they are sent: nothing tells a second time from the first. */
const oneOff = new Set(['tell-owner-left', 'deliver-report', 'scan-expiry', 'deliver-notice']);
