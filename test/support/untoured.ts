import type { PersonalRecipient } from '../../src/domain/expiry.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { cast, groups, tenantId, type CastMember } from '../../src/sandbox/tenant/cast.ts';
import { creationRule } from './builders.ts';
import { openOffice } from './office.ts';

type Office = ReturnType<typeof openOffice>;

const { employee, owner, admin }: Record<'employee' | 'owner' | 'admin', CastMember> = cast;
const group = groups.designGuild;
const filled = { step: 'send', displayName: 'Tide Pool Design', seenFor: 'Tide Pool Design' };
const draftId = '55555555-0000-4000-8000-000000000001';

/** Asks as somebody, and gives the id of the request that came of it. */
async function requested({ ask, store }: Office, name: string, who: CastMember, raw: object): Promise<object> {
  await ask(name, who, { ...raw });
  return { requestId: store.events.at(-1)?.requestId };
}

const administrators = creationRule({ kind: 'people', principalNames: [admin.principalName] });

async function noticeFor(
  { store, clock }: Office,
  groupId: string,
  kind: PersonalRecipient['kind'] = 'owner',
): Promise<string> {
  const expiresAt = new Date(clock.now + 86_400_000);
  const id = '55555555-0000-4000-8000-000000000002';
  const at = { tenantId, groupId, expiresAt };
  const recipient = { kind, userId: owner.id };
  const due = { dueAt: expiresAt, plannedAt: expiresAt };
  await store.notices.plan({ ...at, groupName: 'Design Guild' }, [
    { ...at, ...due, id, step: '30', recipient, state: 'waiting' },
  ]);
  return id;
}

/** A scene, and then what somebody does in it. */
async function then(scene: Promise<{ office: Office; raw: object }>, name: string, who: CastMember): Promise<Office> {
  const { office, raw } = await scene;
  await office.ask(name, who, { ...raw });
  return office;
}

async function joining() {
  const office = openOffice();
  return { office, raw: await requested(office, 'group.join', employee, { group, confirmed: 'yes' }) };
}

async function failedJoining() {
  const { office, raw } = await joining();
  office.meanwhile.happens = () => Promise.reject(new TypeError('fetch failed'));
  await office.ask('request.approve', owner, { ...raw }).catch(() => undefined);
  return { office, raw };
}

async function creating() {
  const approvals = [administrators, ...defaultPolicy.approvals];
  const office = openOffice({ policy: { ...defaultPolicy, approvals } });
  return { office, raw: await requested(office, 'group.request', employee, { ...filled, draftId }) };
}

async function wishingForTeam() {
  const office = openOffice();
  await office.ask('member.add', owner, { group: groups.researchCircle, people: employee.id });
  return {
    office,
    raw: await requested(office, 'team.enable', employee, { group: groups.researchCircle, confirmed: 'yes' }),
  };
}

async function expiring(kind: PersonalRecipient['kind'] = 'owner') {
  const office = openOffice();
  return { office, raw: { noticeId: await noticeFor(office, group, kind) } };
}

const inGroup = (raw: object = {}) => Promise.resolve({ office: openOffice(), raw: { group, ...raw } });

/** What takes a policy or a list of its own: the tests of these look at the trail. */
export const watchedElsewhere: ReadonlySet<string> = new Set([
  'outgoing.retry',
  'request.agree',
  'request.approve-change',
  'request.amend-name',
  'request.undo-change',
  'term.more',
]);

/** What changes only what the bot keeps itself. */
export const ofOwnStore: ReadonlySet<string> = new Set([
  'request.reject',
  'request.withdraw',
  'request.nudge',
  'request.comment',
  'notice.not-needed',
  'notice.not-mine',
  'notice.still-needed',
  'audit.erase',
  'ownerless.accept',
  'ownerless.decline',
  'ownerless.again',
  'term.set',
  'term.extend',
  'term.keep',
  'attestation.confirm',
  'attestation.needed',
  'attestation.visibility',
  'attestation.keep-all',
  'away.set',
  'away.end',
  'away.decline',
  'preference.quiet',
]);

/** What changes something and no tour does; its last entry says that it was done, or asked for. */
export const untoured: Readonly<Record<string, () => Promise<Office>>> = {
  'group.request': async () => (await creating()).office,
  'group.set-visibility': () =>
    then(inGroup({ visibility: 'public', confirmed: 'yes' }), 'group.set-visibility', owner),
  'team.enable': () => then(inGroup({ group: groups.researchCircle }), 'team.enable', owner),
  async 'settings.allow-guests'() {
    const office = openOffice();
    await office.ask('settings.refuse-guests', admin, { group });
    return then(Promise.resolve({ office, raw: { group } }), 'settings.allow-guests', admin);
  },
  'request.approve-creation': () => then(creating(), 'request.approve-creation', admin),
  'request.approve-team': () => then(wishingForTeam(), 'request.approve-team', owner),
  async 'request.reject'() {
    const { office, raw } = await joining();
    await office.ask('request.reject', owner, { ...raw, reason: 'Not now.' });
    return office;
  },
  'request.withdraw': () => then(joining(), 'request.withdraw', employee),
  'request.retry': () => then(failedJoining(), 'request.retry', owner),
  'notice.not-needed': () => then(expiring(), 'notice.not-needed', owner),
  'notice.not-mine': () => then(expiring(), 'notice.not-mine', owner),
  'notice.still-needed': () => then(expiring('manager'), 'notice.still-needed', owner),
  'owner.hand-over': () => then(inGroup({ person: employee.id, confirmed: 'yes' }), 'owner.hand-over', owner),
};
