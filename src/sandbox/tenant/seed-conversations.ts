/** What people of the organisation write to each other in their groups. */

interface PostRow {
  /** Local part of the writer's principal name. */
  by: string;
  /** Hours before the first start. */
  hoursAgo: number;
  /** HTML. */
  words: string;
}

export interface ConversationRow {
  /** Mail nickname of the group. */
  group: string;
  topic: string;
  locked?: boolean;
  posts: readonly [PostRow, ...PostRow[]];
}

/** The oldest conversation of each group first. */
export const conversationRows: readonly ConversationRow[] = [
  {
    group: 'design-guild',
    topic: 'Critique on Thursday: the new loom controls',
    posts: [
      {
        by: 'mirela.vaskova',
        hoursAgo: 122,
        words: '<p>We look at the <b>loom controls</b> on Thursday. Bring sketches, no slides.</p>',
      },
      { by: 'tomas.iriarte', hoursAgo: 119, words: '<p>I bring the paper prototype. Two of the knobs may go.</p>' },
      {
        by: 'haruka.mori',
        hoursAgo: 97,
        words: '<p>京都からオンラインで参加します。サンプルは郵送しました。</p>',
      },
    ],
  },
  {
    group: 'design-guild',
    topic: 'Which grey do we mean?',
    posts: [
      {
        by: 'gyorgyi.oz',
        hoursAgo: 51,
        words:
          '<p>Three greys are called “warm”. I measured them:</p><ul><li>#8c857b</li><li>#918a80</li><li>#9a9388</li></ul>',
      },
      { by: 'inaki.nunez', hoursAgo: 49, words: '<p>Keep the middle one &amp; rename the others. ¿De acuerdo?</p>' },
      { by: 'mirela.vaskova', hoursAgo: 30, words: '<p>Agreed. Please write it into the handbook.</p>' },
    ],
  },
  {
    group: 'design-guild',
    topic: 'Rules of this group',
    locked: true,
    posts: [
      {
        by: 'tomas.iriarte',
        hoursAgo: 2100,
        words: '<p>Criticise the work, never the person. Files go into the shared folder, not into mail.</p>',
      },
    ],
  },
  {
    group: 'research-circle',
    topic: 'Diary study: first findings',
    posts: [
      {
        by: 'noor.haddad',
        hoursAgo: 76,
        words: '<p dir="rtl">النتائج الأولى في الملف المشترك. الرجاء عدم نشرها بعد.</p>',
      },
      { by: 'yael.barak', hoursAgo: 70, words: '<p>Nine of twelve people switch the machine off to silence it.</p>' },
      { by: 'eleni.papadaki', hoursAgo: 20, words: '<p>Προτείνω να ρωτήσουμε και τη βραδινή βάρδια.</p>' },
    ],
  },
  {
    group: 'book-club',
    topic: 'The book of this month',
    posts: [
      {
        by: 'rosalind.tighe',
        hoursAgo: 340,
        words: '<p>We read a short one this month, so that everybody gets to the end. Suggestions by Friday.</p>',
      },
      { by: 'li', hoursAgo: 310, words: '<p>Something with a map in it, please.</p>' },
      { by: 'pip.marlowe', hoursAgo: 26, words: '<p>I have seven copies to lend 🌻 Come by my desk.</p>' },
    ],
  },
  {
    group: 'book-club',
    topic: 'Biscuits',
    posts: [{ by: 'eleni.papadaki', hoursAgo: 5, words: '<p>Whose turn is it to bring some?</p>' }],
  },
  {
    group: 'launch-room',
    topic: 'Go or no go',
    posts: [
      {
        by: 'ananya.deshpande',
        hoursAgo: 28,
        words: '<p>Open points before we launch:</p><ol><li>Packaging proof</li><li>Price list</li></ol>',
      },
      { by: 'hao.lin', hoursAgo: 25, words: '<p>韌體已經凍結，沒有未解決的問題。</p>' },
      { by: 'mirela.vaskova', hoursAgo: 3, words: '<p>The packaging proof is signed. Go, from my side.</p>' },
    ],
  },
  {
    group: 'engineering',
    topic: 'Build servers are slow since Monday',
    posts: [
      { by: 'thu.nguyen', hoursAgo: 44, words: '<p>A full build takes 31 minutes; last week it took 12.</p>' },
      { by: 'ilkay.isik', hoursAgo: 43, words: '<p>The cache is full. I clear it tonight.</p>' },
      { by: 'zofia.zolc', hoursAgo: 18, words: '<p>Back to 12 minutes. Dziękuję!</p>' },
    ],
  },
  {
    group: 'marketing',
    topic: 'Photographs from Valparaíso',
    posts: [
      { by: 'jonas.muller', hoursAgo: 66, words: '<p>Les photos sont arrivées. Qui choisit la couverture ?</p>' },
      { by: 'lucien.brossard', hoursAgo: 64, words: '<p>Moi. Laissez-moi jusqu’à jeudi.</p>' },
    ],
  },
  {
    group: 'quiet-council',
    topic: 'Agenda',
    posts: [{ by: 'augusta.wren', hoursAgo: 50, words: '<p>One point only this time. Not by mail.</p>' }],
  },
];

/** Who looked into which group, and how many hours before the first start. Whoever is not named has seen nothing. */
export const visitRows: readonly (readonly [group: string, by: string, hoursAgo: number])[] = [
  ['design-guild', 'mirela.vaskova', 1],
  ['design-guild', 'tomas.iriarte', 40],
  ['research-circle', 'mirela.vaskova', 48],
  ['book-club', 'pip.marlowe', 25],
  ['launch-room', 'mirela.vaskova', 2],
  ['engineering', 'hao.lin', 12],
];
