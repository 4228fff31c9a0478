import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/operations/index.ts';
import { builtInCommand, understand } from '../../../src/operations/understand.ts';

const sentences: [string, string, string?][] = [
  ['help', 'help'],
  ['Help!', 'help'],
  ['hello', 'help'],
  ['Hi', 'help'],
  ['?', 'help'],
  ['help requests', 'help', 'requests'],
  ['What can you do?', 'help'],
  ['find groups design', 'group.find', 'design'],
  ['Find group “Design”', 'group.find', 'Design'],
  ['please find groups about cooking', 'group.find', 'cooking'],
  ['can you search for groups design guild please', 'group.find', 'design guild'],
  ['search cooking', 'group.find', 'cooking'],
  ['FIND GROUPS', 'group.find'],
  ['fnid groups design', 'group.find', 'design'],
  ['find gruops design', 'group.find', 'design'],
  ['is there a group for runners?', 'group.find', 'runners'],
  ['show group Design Guild', 'group.show', 'Design Guild'],
  ['show the group Design Guild', 'group.show', 'Design Guild'],
  ['show me the group "Design Guild"', 'group.show', 'Design Guild'],
  ['show Design Guild', 'group.show', 'Design Guild'],
  ['shwo group Design Guild', 'group.show', 'Design Guild'],
  ['who owns Design Guild?', 'owner.list', 'Design Guild'],
  ['owners of the group Design Guild', 'owner.list', 'Design Guild'],
  ['members of Design Guild', 'member.list', 'Design Guild'],
  ['Who is in Design Guild?', 'member.list', 'Design Guild'],
  ['show members of Design Guild', 'member.list', 'Design Guild'],
  ['add ada@contoso.com to Design Guild', 'member.add', 'ada@contoso.com to Design Guild'],
  ['please add Ada and Bob to the group Design Guild', 'member.add', 'Ada and Bob to the group Design Guild'],
  ['add people to Design Guild', 'member.add', 'Design Guild'],
  ['remove ada@contoso.com from Design Guild', 'member.remove', 'ada@contoso.com from Design Guild'],
  ['make Ada an owner of Design Guild', 'owner.add', 'Ada an owner of Design Guild'],
  ['make owner Ada of Design Guild', 'owner.add', 'Ada of Design Guild'],
  ['make favourite Design Guild', 'group.favorite', 'Design Guild'],
  ['drop owner Ada from Design Guild', 'owner.remove', 'Ada from Design Guild'],
  ['remove owner Ada from Design Guild', 'owner.remove', 'Ada from Design Guild'],
  ['drop me as owner of Design Guild', 'owner.remove', 'me as owner of Design Guild'],
  ['subscribe to Design Guild', 'group.subscribe', 'Design Guild'],
  ['unsubscribe me from Design Guild', 'group.unsubscribe', 'Design Guild'],
  ['unsubscribe from the group Design Guild', 'group.unsubscribe', 'Design Guild'],
  ['renew Design Guild', 'group.renew', 'Design Guild'],
  ['extend the group Design Guild', 'group.renew', 'Design Guild'],
  ['what is on in Design Guild?', 'event.agenda', 'Design Guild'],
  ['calendar of the group Design Guild', 'event.agenda', 'Design Guild'],
  ['events of Design Guild', 'event.list', 'Design Guild'],
  [
    'please plan a meeting in Design Guild on Friday at 10 for an hour: Critique',
    'event.plan',
    'in Design Guild on Friday at 10 for an hour: Critique',
  ],
  ['schedule a meeting', 'event.plan'],
  ['what expires?', 'group.expiring'],
  ['Expiration policy', 'policy.show'],
  ['group settings', 'settings.show'],
  ['put Design Guild under the expiration policy', 'policy.cover', 'Design Guild'],
  ['please take the group Design Guild off our expiration policy', 'policy.uncover', 'Design Guild'],
  ['what changed since last time?', 'delta.show'],
  ["What's new?", 'delta.show'],
  ['licences of Design Guild', 'licence.show', 'Design Guild'],
  ['which apps may read Design Guild', 'app.grants', 'Design Guild'],
  ['apps of the group Design Guild', 'app.list', 'Design Guild'],
  ['change the naming policy', 'settings.change'],
  ['keep guests out of Design Guild', 'settings.refuse-guests', 'Design Guild'],
  ['allow guests in Design Guild', 'settings.allow-guests', 'Design Guild'],
  ['guest settings of Design Guild', 'settings.of-group', 'Design Guild'],
  ['show the expiration policy', 'policy.show'],
  ['which policy covers Design Guild?', 'policy.of-group', 'Design Guild'],
  ['change the expiration policy', 'policy.change'],
  ['delete the expiration policy', 'policy.delete'],
  ['let expire Design Guild', 'policy.cover', 'Design Guild'],
  ['never let expire the group Design Guild', 'policy.uncover', 'Design Guild'],
  ["What's expiring", 'group.expiring'],
  ['what exipres', 'group.expiring'],
  ['ask to add Ada to Design Guild', 'member.add', 'Ada to Design Guild'],
  ['tell me about the group R&D', 'group.show', 'R&D'],
  ['my groups', 'group.mine'],
  ['all my groups', 'me.groups'],
  ['my teams', 'team.mine'],
  ['which teams can I reach?', 'team.reachable'],
  ['show channel Hiring in Design Guild', 'channel.show', 'Hiring in Design Guild'],
  ['channels of Design Guild', 'team.show', 'Design Guild'],
  ['new channel Hiring in Design Guild', 'channel.create', 'Hiring in Design Guild'],
  ['team members of Design Guild', 'team.members', 'Design Guild'],
  ['add team member Ada to Design Guild', 'team.add-member', 'Ada to Design Guild'],
  ['archive Design Guild', 'team.archive', 'Design Guild'],
  ['unarchive team Design Guild', 'team.unarchive', 'Design Guild'],
  ['team settings of Design Guild', 'team.settings', 'Design Guild'],
  ['members of the team Design Guild', 'member.list', 'Design Guild'],
  ['which groups am I in?', 'group.mine'],
  ['which groups is Ada in?', 'member.of', 'Ada'],
  ['groups of Ada Lovelace', 'member.of', 'Ada Lovelace'],
  ['everybody in SEC Build Servers', 'member.everybody', 'SEC Build Servers'],
  ['is there a group for runners', 'group.find', 'runners'],
  ['who is Ada Lovelace?', 'person.show', 'Ada Lovelace'],
  ['who is in Design Guild', 'member.list', 'Design Guild'],
  ['who am I?', 'me.show'],
  ['what do I own?', 'me.owned'],
  ['roles of Ada', 'member.roles', 'Ada'],
  ['what may Ada do?', 'member.roles', 'Ada'],
  ['is Ada an administrator?', 'member.roles', 'Ada'],
  ['people near me', 'person.near'],
  ['add many to Design Guild', 'member.add-many', 'Design Guild'],
  ['new security group Print Room', 'group.new-security', 'Print Room'],
  ['new dynamic group Everybody in Design', 'group.new-dynamic', 'Everybody in Design'],
  ['set up a team on Reading Room', 'team.set-up', 'Reading Room'],
  ['nest SEC Release in SEC Build', 'member.nest', 'SEC Release in SEC Build'],
  ['add group SEC Release to SEC Build', 'member.nest', 'SEC Release to SEC Build'],
  ['add the group SEC Release to SEC Build', 'member.nest', 'SEC Release to SEC Build'],
  ['add device TABLET-1 to SEC VPN', 'member.add-device', 'TABLET-1 to SEC VPN'],
  ['add app Catalogue to SEC VPN', 'member.add-app', 'Catalogue to SEC VPN'],
  ['remove group SEC Release from SEC Build', 'member.take-out', 'SEC Release from SEC Build'],
  ['what is inside SEC Build?', 'member.things', 'SEC Build'],
  ['My Groups.', 'group.mine'],
  ['show my groups', 'group.mine'],
  ['please show my groups, thanks', 'group.mine'],
  ['my gruops', 'group.mine'],
  ['my favourites', 'group.mine'],
  ['favourite Design Guild', 'group.favorite', 'Design Guild'],
  ['favorite design guild', 'group.favorite', 'design guild'],
  ['favourit Design Guild', 'group.favorite', 'Design Guild'],
  ['star the group Design Guild', 'group.favorite', 'Design Guild'],
  ['unfavourite Design Guild', 'group.unfavorite', 'Design Guild'],
  ['unfavorite „Design Guild“', 'group.unfavorite', 'Design Guild'],
  ['remove favourite Design Guild', 'group.unfavorite', 'Design Guild'],
  ['join Design Guild', 'group.join', 'Design Guild'],
  ['Join the group Design Guild', 'group.join', 'Design Guild'],
  ['join group “Design Guild”.', 'group.join', 'Design Guild'],
  ['I want to join Design Guild', 'group.join', 'Design Guild'],
  ["I'd like to join «Design Guild»", 'group.join', 'Design Guild'],
  ['I’d like to join Design Guild!', 'group.join', 'Design Guild'],
  ['could you please add me to Design Guild', 'group.join', 'Design Guild'],
  ['jion Design Guild', 'group.join', 'Design Guild'],
  ['joni Design Guild', 'group.join', 'Design Guild'],
  ["join 'Design Guild'", 'group.join', 'Design Guild'],
  ['join To do', 'group.join', 'To do'],
  ['join קבוצת עיצוב', 'group.join', 'קבוצת עיצוב'],
  ['join 🚀 Rockets', 'group.join', '🚀 Rockets'],
  ['join "The "best" group"', 'group.join', 'The "best" group'],
  ['join', 'group.join'],
  ['leave Design Guild', 'group.leave', 'Design Guild'],
  ['leave the group Design Guild please', 'group.leave', 'Design Guild'],
  ['remove me from Design Guild', 'group.leave', 'Design Guild'],
  ['waiting for me', 'request.waiting'],
  ["what's waiting for me?", 'request.waiting'],
  ['What’s waiting for me', 'request.waiting'],
  ['wating for me', 'request.waiting'],
  ['pending requests', 'request.waiting'],
  ['my requests', 'request.mine'],
  ['my reqeusts', 'request.mine'],
  ['cancel my request', 'request.mine'],
];

describe('understand', () => {
  it.each(sentences)('%s → %s', (sentence, name, words = '') => {
    const understood = understand(sentence);
    if (!('operation' in understood)) throw new Error('not understood');
    const { operation, input } = understood;
    expect([operation.name, input]).toEqual([name, operation.inputFromWords(words)]);
  });

  it.each(['', '   ', 'the weather in Berlin', '🚀', '!!!', 'xyzzy', 'fine, thanks', '…', '(.*)+$'])(
    'offers the three nearest for %s',
    (sentence) => {
      const understood = understand(sentence);
      expect('why' in understood && understood.choices).toHaveLength(3);
    },
  );

  it('is not held up by a very long message', () => {
    expect('why' in understand('a'.repeat(50_000))).toBe(true);
  });

  it('offers what resembles the words first', () => {
    const understood = understand('favourites: how?');
    expect(
      'operation' in understood || understood.choices.some(({ operation }) => operation.name === 'group.favorite'),
    ).toBe(true);
  });

  it('understands the first phrase and the example of everything that help tells', () => {
    for (const operation of operations.filter(({ phrases }) => phrases.length > 0)) {
      for (const sentence of [...operation.phrases, operation.example]) {
        const understood = understand(sentence);
        expect('operation' in understood && understood.operation.name, sentence).toBe(operation.name);
      }
    }
  });

  it.each([
    ['get me into Book Club for two weeks', 'group.join', { group: 'Book Club', until: 'for two weeks' }],
    ['Book Club for two weeks, join', 'group.join', { group: 'Book Club', until: 'for two weeks' }],
    ['For 10 days add Ada to Book Club', 'member.add', { people: 'Ada', group: 'Book Club', until: 'for 10 days' }],
    [
      'Ada should be in Book Club until 15.3.',
      'member.add',
      { people: 'Ada', group: 'Book Club', until: 'until 15.3.' },
    ],
  ])('keeps until when, wherever it is said: %s', (sentence, name, input) => {
    expect(understand(sentence)).toMatchObject({ operation: { name }, input });
  });

  it('has no phrase for two operations', () => {
    const phrases = operations.flatMap((operation) => operation.phrases);
    expect(phrases).toHaveLength(new Set(phrases).size);
  });
});

describe('builtInCommand', () => {
  it.each(['sign out', 'Sign out, please', 'logout', 'please log out', 'sing out'])('knows %s', (sentence) => {
    expect(builtInCommand(sentence)?.name).toBe('account.sign-out');
  });

  it.each(['join Sign out', 'help', 'sign me up for Design', ''])('leaves %s alone', (sentence) => {
    expect(builtInCommand(sentence)).toBeUndefined();
  });
});
