/** Words that say the same as one that the phrases of operations use. Only commands are read through it, never names. */
const synonyms: Readonly<Record<string, string>> = {
  favorite: 'favourite',
  favorites: 'favourites',
  fav: 'favourite',
  fave: 'favourite',
  favs: 'favourites',
  faves: 'favourites',
  bookmark: 'favourite',
  unfavorite: 'unfavourite',
  unfav: 'unfavourite',
  grp: 'group',
  grps: 'groups',
  ppl: 'people',
  folks: 'people',
  sub: 'subscribe',
  unsub: 'unsubscribe',
  boot: 'kick',
  expel: 'kick',
  erase: 'delete',
  destroy: 'delete',
  display: 'show',
  ad: 'add',
  lengthen: 'extend',
  email: 'mail',
  emails: 'mail',
  mails: 'mail',
  u: 'you',
  ur: 'your',
  r: 'are',
  wanna: 'want',
  gimme: 'give',
  coowner: 'owner',
  'co-owner': 'owner',
  someone: 'somebody',
  anyone: 'anybody',
  everyone: 'everybody',
  forever: 'forever',
  onto: 'into',
  must: 'should',
  shall: 'should',
  include: 'add',
  insert: 'add',
  enrol: 'add',
  enroll: 'add',
  wish: 'want',
  information: 'info',
};

const contractions: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  cant: ['can', 'not'],
  cannot: ['can', 'not'],
  "won't": ['will', 'not'],
  wont: ['will', 'not'],
  dont: ['do', 'not'],
  didnt: ['did', 'not'],
  doesnt: ['does', 'not'],
  im: ['i', 'am'],
  whos: ['who', 'is'],
  whats: ['what', 'is'],
  "let's": ['let', 'us'],
};

const endings: readonly (readonly [RegExp, string])[] = [
  [/n't$/u, 'not'],
  [/(?<=^(?:who|what|where|how|it|that|there|she|he))'s$/u, 'is'],
  [/'d$/u, 'would'],
  [/'m$/u, 'am'],
  [/'ve$/u, 'have'],
  [/'re$/u, 'are'],
  [/'ll$/u, 'will'],
];

/** The words that a word of a command stands for: “who’s” for two, “fav” for “favourite”. @param key in lower case */
export function spelledOut(key: string): readonly string[] {
  const whole = contractions[key];
  if (whole) return whole;
  for (const [ending, word] of endings) if (ending.test(key)) return [key.replace(ending, ''), word];
  return [Object.hasOwn(synonyms, key) ? (synonyms[key] ?? key) : key];
}
