import { describe, expect, it } from 'vitest';
import { chooseGroupCard, errorCard } from '../../../src/cards/error-card.ts';
import { unclearCommandCard } from '../../../src/cards/unclear-command.ts';
import { answeredInPrivateCard, signedOutCard, welcomeCard } from '../../../src/cards/notices.ts';
import { AppError, type ErrorKind } from '../../../src/domain/errors.ts';
import { operations } from '../../../src/operations/index.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';

const kinds: ErrorKind[] = ['input', 'signIn', 'denied', 'notFound', 'conflict', 'throttled', 'upstream'];

describe('errorCard', () => {
  it.each(kinds)('tells the advice of %s and never its code', (kind) => {
    const words = wordsOn(errorCard(new AppError(kind, { code: 'secret.code', advice: 'Ask “Ada” <b>.' }), 'c0ffee'));
    expect(words).toContain('Ask “Ada” <b>.');
    expect(words).not.toContain('secret.code');
  });

  it('names the correlation id only when somebody has to look into it', () => {
    const named = kinds.filter((kind) =>
      wordsOn(errorCard(new AppError(kind, { code: 'c', advice: 'a' }), 'c0ffee')).includes('c0ffee'),
    );
    expect(named).toEqual(['upstream']);
    expect(wordsOn(errorCard(new Error('at /srv/secret.ts'), 'c0ffee'))).toContain('c0ffee');
  });

  it('says nothing of what a bug says', () => {
    expect(JSON.stringify(errorCard(new Error('at /srv/secret.ts'), 'c0ffee'))).not.toContain('secret');
    expect(JSON.stringify(errorCard('secret', 'c0ffee'))).not.toContain('secret');
  });
});

describe('chooseGroupCard', () => {
  const candidates = [
    { id: '11111111-0000-4000-8000-000000000001', displayName: 'Design', hint: 'Public' },
    { id: '11111111-0000-4000-8000-000000000002', displayName: '*Design*', hint: 'Private' },
  ];
  const operation = { name: 'group.join', summary: 'Join a group' };

  it('runs the same operation with the chosen group', () => {
    const card = chooseGroupCard({ wanted: 'Design', candidates }, operation, { group: 'Design', reason: 'please' });
    expect(actionsOn(card).map(({ verb, data }) => ({ verb, ...data }))).toEqual(
      candidates.map(({ id }) => ({ verb: 'group.join', reason: 'please', group: id })),
    );
  });

  it('carries nothing on that our inputs cannot be', () => {
    const raw = {
      group: 'x',
      verb: 'group.leave',
      msteams: { type: 'signin' },
      long: 'x'.repeat(5000),
      nested: { a: 1 },
    };
    const [action] = actionsOn(chooseGroupCard({ wanted: 'x', candidates }, operation, raw));
    expect(action?.data).toEqual({ group: candidates[0]?.id });
  });
});

it('offers what comes nearest to words that were not understood', () => {
  const card = unclearCommandCard({
    why: 'unknown',
    choices: operations.slice(0, 2).map((operation) => ({ operation, input: {} })),
  });
  expect(wordsOn(card)).toContain(operations[1]!.example);
  expect(card.text).toContain(operations[1]!.example);
});

it('greets, says goodbye and points to the private chat', () => {
  expect(welcomeCard().text).toContain('Welcome');
  expect(signedOutCard().text).toContain('signed out');
  expect(answeredInPrivateCard().text).toContain('own chat');
});
