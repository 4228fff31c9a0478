import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventPlan } from '../../../src/domain/events.ts';
import { guildId, startGraphServer, type GraphServer } from './graph-server.ts';

let graph: GraphServer;
beforeAll(async () => {
  graph = await startGraphServer();
});
afterAll(() => graph.close());
beforeEach(() => {
  graph.seen.length = 0;
});

const key = '77777777-0000-4000-8000-000000000001';
const plan: EventPlan = {
  subject: 'Review',
  start: '2026-03-27T10:00',
  end: '2026-03-27T11:00',
  isAllDay: false,
  timeZone: 'Europe/Berlin',
  place: '',
  text: '',
  attendees: [],
  repeats: 'none',
  isOnline: false,
};
const quick = { limits: { retryBudgetMs: 50 } };
const duplicate = { status: 409, body: { error: { code: 'ErrorDuplicateTransactionId', message: 'Used.' } } };

describe('plan', () => {
  it('sends wall-clock time with its zone, and a key that Exchange takes once', async () => {
    graph.answer({ status: 201, body: { id: 'AAMk=' } });
    expect(await graph.connect(quick).calendar.plan(guildId, plan, key)).toBe('AAMk=');
    expect(graph.seen[0]).toMatchObject({
      method: 'POST',
      path: `/v1.0/groups/${guildId}/events`,
      body: {
        subject: 'Review',
        start: { dateTime: '2026-03-27T10:00:00', timeZone: 'Europe/Berlin' },
        end: { dateTime: '2026-03-27T11:00:00', timeZone: 'Europe/Berlin' },
        isAllDay: false,
        transactionId: key,
      },
    });
  });

  it('takes its own lost answer for what it is', async () => {
    graph.answer({ status: 503, body: {}, headers: { 'retry-after': '0' } }, duplicate);
    expect(await graph.connect(quick).calendar.plan(guildId, plan, key)).toBeUndefined();
    expect(graph.seen).toHaveLength(2);
  });

  it('tells that the form was sent before', async () => {
    graph.answer(duplicate);
    const again = graph.connect(quick).calendar.plan(guildId, plan, key);
    await expect(again).rejects.toMatchObject({ kind: 'conflict', code: 'event.planned-already' });
  });
});

describe('view', () => {
  it('reads times in UTC, so that an hour that comes twice is told from itself', async () => {
    const time = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const common = { isAllDay: false, location: null, type: 'singleInstance', recurrence: null };
    const next = `https://graph.microsoft.com/v1.0/groups/${guildId}/calendarView?$skip=10`;
    graph.answer({
      status: 200,
      body: {
        '@odata.nextLink': next,
        value: [
          {
            ...common,
            id: 'a',
            subject: null,
            start: time('2026-10-25T00:30:00.0000000'),
            end: time('2026-10-25T01:30:00.0000000'),
          },
          {
            ...common,
            id: 'b',
            isAllDay: true,
            start: time('2026-10-25T00:00:00.0000000'),
            end: time('2026-10-27T00:00:00.0000000'),
          },
        ],
      },
    });
    const window = { from: new Date('2026-10-24T22:00:00Z'), to: new Date('2026-11-07T23:00:00Z') };
    const { calendar } = graph.connect(quick);
    const page = await calendar.view(guildId, window, { pageSize: 10 });
    expect(page.items.map(({ subject, place, when }) => ({ subject, place, when }))).toEqual([
      {
        subject: '',
        place: '',
        when: { start: new Date('2026-10-25T00:30:00Z'), end: new Date('2026-10-25T01:30:00Z') },
      },
      { subject: '', place: '', when: { firstDay: '2026-10-25', lastDay: '2026-10-26' } },
    ]);
    expect(graph.seen[0]?.headers['prefer']).toContain('outlook.timezone="UTC"');

    graph.answer({ status: 200, body: { value: [] } });
    await calendar.view(guildId, window, { pageSize: 10, next: page.next! });
    expect(graph.seen[1]?.url).toContain('$skip=10');
    const other = calendar.events(guildId, { pageSize: 10, next: page.next! });
    await expect(other).rejects.toMatchObject({ code: 'page.stale' });
  });
});
