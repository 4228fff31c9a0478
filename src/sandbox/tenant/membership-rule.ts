import type { UserRecord } from './records.ts';

/**
 * Works out a membership rule: comparisons of a user's property (`-eq`, `-ne`, `-startsWith`, `-contains`, without
 * regard to case), joined by `and` and `or` and bracketed. That is a small part of what Entra understands.
 * @returns undefined when the rule is not understood
 */
export function parseMembershipRule(rule: string): ((user: UserRecord) => boolean) | undefined {
  const tokens = rule.match(/\(|\)|"[^"]*"|-?[\w.]+|\S/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const joined = (): Test => {
    let test = compared();
    while (/^(and|or|-and|-or)$/i.test(tokens[at] ?? '')) {
      const [left, isAnd, right] = [test, /and/i.test(next()), compared()];
      test = isAnd ? (user) => left(user) && right(user) : (user) => left(user) || right(user);
    }
    return test;
  };
  const compared = (): Test => {
    if (tokens[at] !== '(') return comparison(next(), next(), next());
    next();
    const test = joined();
    if (next() !== ')') throw new SyntaxError('bracket');
    return test;
  };
  try {
    const test = joined();
    return at === tokens.length ? test : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Test = (user: UserRecord) => boolean;

const readable = {
  'user.accountenabled': (user: UserRecord) => String(user.accountEnabled),
  'user.city': (user: UserRecord) => user.city,
  'user.companyname': (user: UserRecord) => user.companyName,
  'user.country': (user: UserRecord) => user.country,
  'user.department': (user: UserRecord) => user.department,
  'user.displayname': (user: UserRecord) => user.displayName,
  'user.jobtitle': (user: UserRecord) => user.jobTitle,
  'user.mail': (user: UserRecord) => user.mail,
  'user.userprincipalname': (user: UserRecord) => user.userPrincipalName,
  'user.usertype': (user: UserRecord) => user.userType,
};

function comparison(property: string, operator: string, literal: string): Test {
  const key = property.toLowerCase();
  if (!(key in readable)) throw new SyntaxError(`property ${property}`);
  const read = readable[key as keyof typeof readable];
  if (!/^("[^"]*"|true|false|null)$/i.test(literal)) throw new SyntaxError(`value ${literal}`);
  const wanted = literal.toLowerCase() === 'null' ? '' : literal.replaceAll('"', '').toLowerCase();
  const value: (user: UserRecord) => string = (user) => (read(user) ?? '').toLowerCase();
  switch (operator.toLowerCase()) {
    case '-eq':
      return (user) => value(user) === wanted;
    case '-ne':
      return (user) => value(user) !== wanted;
    case '-startswith':
      return (user) => value(user).startsWith(wanted);
    case '-contains':
      return (user) => value(user).includes(wanted);
    default:
      throw new SyntaxError(`operator ${operator}`);
  }
}
