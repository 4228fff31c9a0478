import { describe, expect, it } from 'vitest';
import { EntraRefusal, translateRefusal } from '../../../src/identity/entra-refusal.ts';

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
const scopes = ['Group.Read.All'];

function meaning(status: number, body: unknown) {
  return translateRefusal(new EntraRefusal(status, body), scopes);
}

describe('what a refusal of Entra means', () => {
  it.each([{ error: 'constructor' }, { error: 'x', suberror: 'toString' }, { error: '__proto__' }])(
    'is known by its own name only: %j',
    (body) => {
      expect(meaning(400, body)).toMatchObject({ code: 'identity.misconfigured' });
    },
  );

  it.each([
    [65001, 'invalid_grant', 'sign-in.consent'],
    [65004, 'invalid_grant', 'sign-in.consent'],
    [50076, 'interaction_required', 'sign-in.interaction'],
    [50079, 'interaction_required', 'sign-in.interaction'],
    [500133, 'invalid_grant', 'sign-in.noToken'],
    [53000, 'invalid_grant', 'identity.blocked'],
    [53003, 'access_denied', 'identity.blocked'],
    [50013, 'invalid_grant', 'identity.misconfigured'],
    [500011, 'invalid_resource', 'identity.misconfigured'],
    [65002, 'invalid_client', 'identity.misconfigured'],
    [7000215, 'invalid_client', 'identity.misconfigured'],
    [7000222, 'invalid_client', 'identity.misconfigured'],
    [700016, 'unauthorized_client', 'identity.misconfigured'],
    [90055, 'invalid_request', 'identity.unavailable'],
  ])('AADSTS%i %s is %s', (number, error, code) => {
    const status = number === 7000215 ? 401 : 400;
    expect(meaning(status, { error, error_codes: [number], error_description: 'prose' })).toMatchObject({ code });
  });

  it.each([50076, 53001])('AADSTS%i passes its claims on', (number) => {
    const refusal = meaning(400, { error: 'interaction_required', error_codes: [number], claims });
    expect(refusal).toMatchObject({ code: 'sign-in.interaction', claims, scopes });
  });

  it.each([
    [400, { error: 'invalid_grant', suberror: 'consent_required' }, 'sign-in.consent'],
    [400, { error: 'invalid_grant', suberror: 'basic_action' }, 'sign-in.interaction'],
    [400, { error: 'invalid_grant', suberror: 'message_only' }, 'identity.blocked'],
    [400, { error: 'invalid_grant', error_codes: [50173] }, 'sign-in.interaction'],
    [400, { error: 'never_heard_of' }, 'identity.misconfigured'],
    [503, { error: 'temporarily_unavailable' }, 'identity.unavailable'],
    [429, {}, 'identity.unavailable'],
    [502, '<html>', 'identity.unavailable'],
  ])('%i %o is %s', (status, body, code) => {
    expect(meaning(status, body)).toMatchObject({ code });
  });

  it('keeps no prose, which can name people', () => {
    const refusal = new EntraRefusal(400, { error: 'invalid_grant', error_description: 'User ada@example.test …' });
    expect(JSON.stringify(refusal) + String(refusal)).not.toContain('ada@');
  });
});
