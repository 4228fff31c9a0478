import { beforeEach, describe, expect, it } from 'vitest';
import { groups } from '../../../../src/sandbox/tenant/cast.ts';
import { admin, employee, guest, openWorld, owner, refusal, secondOwner } from './harness.ts';
import type { Caller, Reply, World } from './harness.ts';

const noAccess = refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
const invalid = refusal(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.');
const guild = `/groups/${groups.designGuild}`;
const club = `/groups/${groups.bookClub}`;
const berlin = 'W. Europe Standard Time';

let world: World;
let boss: Caller;

beforeEach(() => {
  world = openWorld();
  boss = world.as(owner);
});

const at = (dateTime: string, timeZone = 'UTC'): object => ({ dateTime, timeZone });
const lunch = {
  subject: 'Lunch',
  body: { contentType: 'HTML', content: 'Does <b>late</b> work?' },
  start: at('2026-06-16T12:00:00', berlin),
  end: at('2026-06-16T14:00:00', berlin),
  location: { displayName: 'Canteen' },
  attendees: [{ type: 'optional', emailAddress: { name: 'Tomás', address: 'tomas.iriarte@tessaly.example' } }],
};
const create = (event: object, caller = boss): Promise<Reply> => caller.send('POST', `${guild}/events`, event);
const view = (from: string, to: string, more = ''): string =>
  `${guild}/calendarView?startDateTime=${from}&endDateTime=${to}${more}`;
const startsOf = ({ body }: Reply): string[] =>
  body.value.map((item) => (item['start'] as { dateTime: string }).dateTime.slice(0, 16));

describe('events of a group', () => {
  it('are made with what Exchange adds, in the zone that was sent', async () => {
    const { status, body } = await create(lunch);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      '@odata.context': expect.stringContaining(`groups('${groups.designGuild}')/events/$entity`) as string,
      id: expect.stringMatching(/^AAMk[\w-]{80,}=*$/) as string,
      subject: 'Lunch',
      bodyPreview: 'Does late work?',
      start: { dateTime: '2026-06-16T12:00:00.0000000', timeZone: berlin },
      end: { dateTime: '2026-06-16T14:00:00.0000000', timeZone: berlin },
      originalStartTimeZone: berlin,
      type: 'singleInstance',
      showAs: 'busy',
      isOrganizer: true,
      recurrence: null,
      location: { displayName: 'Canteen', locationType: 'default', uniqueId: 'Canteen', uniqueIdType: 'private' },
      attendees: [{ type: 'optional', status: { response: 'none' }, emailAddress: { name: 'Tomás' } }],
      organizer: { emailAddress: { name: 'Design Guild', address: 'design-guild@tessaly.example' } },
      isOnlineMeeting: false,
      onlineMeeting: null,
    });
  });

  it('are read in UTC, or in the zone and form that are preferred, by both addresses', async () => {
    const { body: made } = await create(lunch);
    const plain = await boss.get(`${guild}/events/${made.id}`);
    expect(plain.body).toMatchObject({ start: { dateTime: '2026-06-16T10:00:00.0000000', timeZone: 'UTC' } });
    const prefer = { prefer: 'outlook.timezone="Tokyo Standard Time", outlook.body-content-type="text"' };
    const preferred = await boss.get(`${guild}/calendar/events/${made.id}?$select=start,body`, prefer);
    expect(preferred.headers['Preference-Applied']).toContain('outlook.timezone="Tokyo Standard Time"');
    expect(preferred.body).toMatchObject({
      id: made.id,
      start: { dateTime: '2026-06-16T19:00:00.0000000', timeZone: 'Tokyo Standard Time' },
      body: { contentType: 'text', content: 'Does late work?' },
    });
    expect(preferred.body).not.toHaveProperty('subject');
    const iana = await boss.get(`${guild}/events/${made.id}`, { prefer: 'outlook.timezone="America/New_York"' });
    expect(iana.body).toMatchObject({ start: { dateTime: '2026-06-16T06:00:00.0000000' } });
  });

  it('refuse times that do not fit and zones that do not exist', async () => {
    expect(await create({ ...lunch, end: at('2026-06-16T11:00:00', berlin) })).toMatchObject(invalid);
    expect(await create({ ...lunch, start: at('2026-02-30T11:00:00') })).toMatchObject(invalid);
    expect(await create({ ...lunch, start: at('0001-01-01T00:00:00') })).toMatchObject(invalid);
    expect(await create({ ...lunch, start: at('2026-06-16T12:00:00', 'Mars Standard Time') })).toMatchObject(
      refusal(
        400,
        'TimeZoneNotSupportedException',
        "A valid TimeZone value must be specified. The following TimeZone value is not supported: 'Mars Standard Time'.",
      ),
    );
    const mars = { prefer: 'outlook.timezone="Mars Standard Time"' };
    expect((await boss.get(`${guild}/events`, mars)).status).toBe(400);
    for (const event of [
      { ...lunch, end: undefined },
      { ...lunch, start: at('tomorrow') },
      { ...lunch, importance: 'urgent' },
      { ...lunch, attendees: [{ emailAddress: { name: 'Nobody' } }] },
      { ...lunch, attendees: Array.from({ length: 501 }, () => lunch.attendees[0]) },
    ])
      expect((await create(event)).status).toBe(400);
  });

  it('last all day from midnight to midnight only, and do so in every zone', async () => {
    const day = { subject: 'Trip', isAllDay: true, start: at('2026-07-01', berlin), end: at('2026-07-02', berlin) };
    const { body } = await create(day);
    const prefer = { prefer: 'outlook.timezone="Tokyo Standard Time"' };
    expect((await boss.get(`${guild}/events/${body.id}`, prefer)).body).toMatchObject({
      isAllDay: true,
      showAs: 'free',
      start: { dateTime: '2026-07-01T00:00:00.0000000' },
      end: { dateTime: '2026-07-02T00:00:00.0000000' },
    });
    const evening = await boss.get(view('2026-06-30T22:00:00Z', '2026-07-01T00:00:00Z'));
    expect(evening.body.value.map((item) => item['subject'])).not.toContain('Trip');
    expect(await create({ ...day, end: at('2026-07-01T18:00', berlin) })).toMatchObject(invalid);
    expect(await create({ ...day, end: at('2026-07-01', berlin) })).toMatchObject(invalid);
    expect(await create({ ...day, end: at('2026-07-02', 'UTC') })).toMatchObject(invalid);
    expect(await boss.send('PATCH', `${guild}/events/${body.id}`, { end: at('2026-07-02T08:00') })).toMatchObject(
      invalid,
    );
  });

  it('can be meetings in Teams', async () => {
    const { body } = await create({ ...lunch, isOnlineMeeting: true });
    expect(body).toMatchObject({
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness',
      onlineMeetingUrl: null,
      onlineMeeting: {
        joinUrl: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\/19%3ameeting_/) as string,
      },
    });
  });

  it('are made once for one transactionId', async () => {
    expect((await create({ ...lunch, transactionId: 'request-7' })).status).toBe(201);
    expect(await create({ ...lunch, transactionId: 'request-7' })).toMatchObject(
      refusal(409, 'ErrorDuplicateTransactionId'),
    );
    expect((await create({ ...lunch, transactionId: 'request-8' })).status).toBe(201);
  });

  it('change in what is sent, and go when deleted or cancelled', async () => {
    const { body: made } = await create(lunch);
    const path = `${guild}/events/${made.id}`;
    world.clock.now += 60_000;
    const changed = await boss.send('PATCH', path, { location: { displayName: 'Garden' }, subject: 'Picnic' });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        subject: 'Picnic',
        location: { displayName: 'Garden' },
        start: { dateTime: '2026-06-16T10:00:00.0000000' },
      },
    });
    const key = 'changeKey' as keyof Reply['body'];
    expect(changed.body[key]).not.toBe(made[key]);
    expect(await boss.send('PATCH', path, { end: at('2026-06-16T09:00:00') })).toMatchObject(invalid);
    expect((await boss.send('DELETE', path)).status).toBe(204);
    expect(await boss.get(path)).toMatchObject(refusal(404, 'ErrorItemNotFound'));
    const { body: other } = await create(lunch);
    expect((await boss.send('POST', `${guild}/events/${other.id}/cancel`, { comment: 'Rain' })).status).toBe(202);
    expect(await boss.get(`${guild}/events/${other.id}`)).toMatchObject(refusal(404, 'ErrorItemNotFound'));
    expect(await boss.get(`${guild}/events/nonsense`)).toMatchObject(refusal(400, 'ErrorInvalidIdMalformed'));
  });

  it('are planned by those inside, seen by all where the group is public, and closed to apps and guests', async () => {
    const me = world.as(employee);
    expect(await me.get(`${guild}/events`)).toMatchObject(noAccess);
    expect(await world.as(admin).get(`${guild}/events`)).toMatchObject(noAccess);
    expect((await me.get(`${club}/events`)).body.value).toHaveLength(1);
    expect(await me.send('POST', `${club}/events`, lunch)).toMatchObject(noAccess);
    expect(await world.as(guest).get(`${club}/events`)).toMatchObject(noAccess);
    expect(await create(lunch, world.as(owner, 'Group.Read.All'))).toMatchObject(noAccess);
    expect(await create(lunch, world.app('Group.ReadWrite.All Calendars.ReadWrite'))).toMatchObject(noAccess);
    expect(await world.app('Group.Read.All').get(`${guild}/events`)).toMatchObject(noAccess);
    const rejected = { '@odata.id': `https://localhost/v1.0/users/${secondOwner.id}` };
    await boss.send('POST', `${guild}/rejectedSenders/$ref`, rejected);
    expect(await create(lunch, world.as(secondOwner))).toMatchObject(noAccess);
  });

  it('show when and where, not what about, to who may read the basics only', async () => {
    const { body } = await create(lunch);
    const basic = await world.as(owner, 'Calendars.ReadBasic').get(`${guild}/events/${body.id}`);
    expect(basic.body).toMatchObject({ subject: 'Lunch', location: { displayName: 'Canteen' } });
    expect(basic.body).not.toHaveProperty('body');
    expect(basic.body).not.toHaveProperty('bodyPreview');
  });

  it('are seeded around now', async () => {
    const events = await boss.get(`${guild}/events?$orderby=start/dateTime&$top=2&$count=true`);
    expect(events.body['@odata.count']).toBe(3);
    expect(events.body.value.map((item) => item['subject'])).toEqual(['Portfolio evening', 'Critique']);
    expect(events.body['@odata.nextLink']).toContain('$skip=2');
  });
});

describe('the calendar view', () => {
  const weekly = {
    ...lunch,
    subject: 'Weekly',
    start: at('2026-03-23T09:00:00', berlin),
    end: at('2026-03-23T10:00:00', berlin),
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['Monday', 'wednesday'] },
      range: { type: 'numbered', startDate: '2026-03-23', numberOfOccurrences: 5 },
    },
  };

  it('needs a window that makes sense', async () => {
    expect(await boss.get(`${guild}/calendarView?startDateTime=2026-01-01`)).toMatchObject(
      refusal(
        400,
        'ErrorInvalidParameter',
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      ),
    );
    expect((await boss.get(view('yesterday', 'today'))).status).toBe(400);
    expect((await boss.get(view('2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z'))).status).toBe(400);
    expect(await boss.get(view('2026-01-01', '2032-01-01'))).toMatchObject(
      refusal(400, 'ErrorCalendarViewRangeTooBig'),
    );
  });

  it('shows a series one by one, at the same time on the wall in summer', async () => {
    const { body: master } = await create(weekly);
    const april = view('2026-03-20T00:00:00Z', '2026-05-01T00:00:00Z', "&$filter=subject eq 'Weekly'");
    const reply = await boss.get(april);
    expect(startsOf(reply)).toEqual([
      '2026-03-23T08:00',
      '2026-03-25T08:00',
      '2026-03-30T07:00',
      '2026-04-01T07:00',
      '2026-04-06T07:00',
    ]);
    expect(reply.body.value[2]).toMatchObject({
      type: 'occurrence',
      seriesMasterId: master.id,
      recurrence: null,
      originalStart: '2026-03-30T07:00:00Z',
    });
    expect(master).toMatchObject({
      type: 'seriesMaster',
      recurrence: { pattern: { daysOfWeek: ['monday', 'wednesday'] } },
    });
  });

  it('touches what began before or ends after the window', async () => {
    await create(lunch);
    const within = async (from: string, to: string): Promise<number> =>
      (await boss.get(view(from, to, "&$filter=subject eq 'Lunch'"))).body.value.length;
    expect(await within('2026-06-16T11:59:00Z', '2026-06-16T13:00:00Z')).toBe(1);
    expect(await within('2026-06-16T12:00:00Z', '2026-06-16T13:00:00Z')).toBe(0);
    expect(await within('2026-06-16T09:00:00Z', '2026-06-16T10:00:00Z')).toBe(0);
    expect(await within('2026-06-16T03:00:00-08:00', '2026-06-16T05:00:00-08:00')).toBe(1);
  });

  it('follows single occurrences that are moved or deleted, until the series itself is moved', async () => {
    const { body: master } = await create(weekly);
    const all = view('2026-03-20', '2026-05-01', "&$filter=seriesMasterId eq '" + master.id + "'");
    const [first, second] = (await boss.get(all)).body.value;
    const moved = await boss.send('PATCH', `${guild}/events/${first?.id ?? ''}`, {
      start: at('2026-03-24T15:00:00', berlin),
      end: at('2026-03-24T16:00:00', berlin),
    });
    expect(moved.body).toMatchObject({ id: first?.id, type: 'exception', originalStart: '2026-03-23T08:00:00Z' });
    expect((await boss.send('DELETE', `${guild}/events/${second?.id ?? ''}`)).status).toBe(204);
    expect(startsOf(await boss.get(all)).slice(0, 2)).toEqual(['2026-03-24T14:00', '2026-03-30T07:00']);
    expect(await boss.get(`${guild}/events/${second?.id ?? ''}`)).toMatchObject(refusal(404, 'ErrorItemNotFound'));
    const series = await boss.get(`${guild}/events/${master.id}?$select=cancelledOccurrences`);
    expect(series.body).toMatchObject({ cancelledOccurrences: [second?.id] });
    const never = await boss.send('PATCH', `${guild}/events/${first?.id ?? ''}`, { recurrence: weekly.recurrence });
    expect(never.status).toBe(400);
    await boss.send('PATCH', `${guild}/events/${master.id}`, { recurrence: weekly.recurrence });
    expect(startsOf(await boss.get(all))).toHaveLength(5);
    await boss.send('DELETE', `${guild}/events/${master.id}`);
    expect((await boss.get(all)).body.value).toEqual([]);
  });

  it('refuses a series that lacks what its kind needs', async () => {
    const { pattern, range } = weekly.recurrence;
    for (const recurrence of [
      { pattern: { ...pattern, daysOfWeek: [] }, range },
      { pattern: { type: 'absoluteMonthly', interval: 1 }, range },
      { pattern: { type: 'absoluteYearly', interval: 1, dayOfMonth: 3 }, range },
      { pattern, range: { ...range, startDate: '2026-03-24' } },
      { pattern, range: { ...range, numberOfOccurrences: 0 } },
      { pattern, range: { type: 'endDate', startDate: '2026-03-23', endDate: '2026-03-01' } },
    ])
      expect(await create({ ...weekly, recurrence })).toMatchObject(invalid);
    expect((await create({ ...weekly, recurrence: { pattern: { ...pattern, interval: 0 }, range } })).status).toBe(400);
  });

  it('pages by ten', async () => {
    const daily = {
      ...weekly,
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-23' } },
    };
    await create(daily);
    const path = view('2028-03-01T00:00:00Z', '2028-03-31T00:00:00Z', "&$filter=subject eq 'Weekly'");
    expect((await boss.get(path)).body.value).toHaveLength(10);
    expect(await boss.all(path)).toHaveLength(30);
  });
});
