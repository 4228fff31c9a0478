import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  answered,
  asksAbout,
  attestationDue,
  attestationRuleFor,
  dayOf,
  nextRoundAt,
  openAsks,
  spreadOf,
  startOfDay,
  type Attestation,
  type AttestationRule,
} from '../../../src/domain/attestation.ts';

const rule: AttestationRule = {
  name: 'Every year',
  everyDays: 365,
  answerDays: 30,
  asks: ['needed', 'members', 'visibility'],
  marksGuests: true,
};
const at = (iso: string) => new Date(`${iso}Z`);
const guild = { kind: 'microsoft365', visibility: 'private', isDynamic: false, isSynced: false };

describe('when a group is due', () => {
  const ruleBegan = at('2026-11-20T17:30:00');
  const id = '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01';

  it('is spread over 30 days from the day on which its rule began, always the same for one group', () => {
    const spread = Array.from({ length: 3_000 }, () => spreadOf(randomUUID()));
    expect(Math.min(...spread)).toBe(0);
    expect(Math.max(...spread)).toBe(29);
    expect(spread.filter((day) => day === 7).length).toBeLessThan(200);
    expect(spreadOf(id.toUpperCase())).toBe(spreadOf(id));
    const due = attestationDue({ id, createdAt: at('2020-01-01T00:00:00') }, rule, { ruleBegan });
    expect(due).toEqual(startOfDay(dayOf(ruleBegan) + spreadOf(id)));
  });

  it('is no sooner than the group is of age, and then on that very day', () => {
    const createdAt = at('2026-10-01T08:00:00');
    expect(attestationDue({ id, createdAt }, rule, { ruleBegan })).toEqual(at('2027-10-01T08:00:00'));
  });

  it('is so long after the last round ended', () => {
    const lastEnded = at('2026-11-01T08:00:00');
    expect(attestationDue({ id, createdAt: null }, rule, { ruleBegan, lastEnded })).toEqual(at('2027-11-01T08:00:00'));
  });
});

it('the first rule that matches a group holds', () => {
  const rules = [{ ...rule, name: 'P', groups: ['project *'], classifications: ['secret'] }, rule];
  const nameFor = (displayName: string, classification?: string) =>
    attestationRuleFor(rules, { displayName, ...(classification !== undefined && { classification }) })?.name;
  expect(nameFor('Project X', 'Secret')).toBe('P');
  expect(nameFor('Project X')).toBe('Every year');
  expect(attestationRuleFor([], { displayName: 'x' })).toBeUndefined();
});

it('asks what fits a group', () => {
  expect(asksAbout(rule.asks, guild)).toEqual(rule.asks);
  expect(asksAbout(rule.asks, { ...guild, isDynamic: true })).toEqual(['needed', 'visibility']);
  expect(asksAbout(rule.asks, { ...guild, isSynced: true, visibility: 'hiddenMembership' })).toEqual(['needed']);
  expect(asksAbout(rule.asks, { ...guild, kind: 'security' })).toEqual(['needed', 'members']);
});

describe('a round', () => {
  const round: Attestation = {
    id: randomUUID(),
    tenantId: 'contoso',
    group: { id: randomUUID(), displayName: 'Guild' },
    round: 1,
    state: 'open',
    terms: { asks: ['needed', 'members'], marksGuests: true, everyDays: 100 },
    startedAt: at('2026-01-01T00:00:00'),
    lapsesAt: at('2026-01-31T00:00:00'),
    answers: {},
    revision: 0,
  };
  const answer = { by: { id: 'a', displayName: 'Ada' }, at: at('2026-01-05T00:00:00') };

  it('is finished by its last answer, and begins again so many days later', () => {
    const half = answered(round, 'members', { said: 'checked', ...answer });
    expect([half.state, openAsks(half), nextRoundAt(half)]).toEqual(['open', ['needed'], undefined]);
    const whole = answered(half, 'needed', { said: 'yes', ...answer });
    expect(whole).toMatchObject({ state: 'finished', endedAt: answer.at });
    expect(nextRoundAt(whole)).toEqual(at('2026-04-15T00:00:00'));
    expect(nextRoundAt({ ...whole, terms: { asks: ['needed'], marksGuests: true } })).toBeUndefined();
  });

  it('is finished at once when the group is not needed', () => {
    expect(answered(round, 'needed', { said: 'no', ...answer })).toMatchObject({ state: 'finished' });
  });
});
