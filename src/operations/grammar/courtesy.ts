import { keysOf, startsWith, type Token } from './tokens.ts';

const openings = [
  'please,pls,plz,hey,hi,hello,hey there,hi there,yo,dear,muster,kindly,now,ok,okay,so,well,good morning,thanks',
  'can you,could you,would you,will you,can you please,i want you to,i would like you to,go ahead and,how about you,how about',
  'i want to,i would like to,i would love to,i need to,i have to,help me,help me to,let us,id like to',
]
  .flatMap((line) => line.split(','))
  .map(keysOf)
  .sort((a, b) => b.length - a.length);
const asking = ['can i', 'could i', 'may i', 'can we', 'could we'].map(keysOf);
const closings = ['please', 'pls', 'plz', 'thanks', 'thx', 'ty', 'thank you', 'bitte', 'cheers', 'many thanks']
  .map(keysOf)
  .sort((a, b) => b.length - a.length);

/** A sentence without what is only polite. */
export interface Plain {
  tokens: Token[];
  /** It was put as a question of whether one may: “can I join …?”. */
  isAsking: boolean;
  /** It was put as a question that only means to be polite: “could you …?”. */
  isPolite: boolean;
}

/** “Hello” alone is a sentence of its own, so the last word always stays. */
export function withoutCourtesy(sentence: readonly Token[]): Plain {
  const tokens = withoutClosing(sentence);
  let [start, isAsking, isPolite] = [0, false, false];
  for (;;) {
    const rest = tokens.slice(start);
    const asked = longest(asking, rest);
    const opening = asked ?? longest(openings, rest);
    if (!opening) return { tokens: rest, isAsking, isPolite };
    isAsking ||= asked !== undefined;
    isPolite ||= opening.length > 1;
    start += opening.length;
  }
}

function longest(openers: readonly (readonly string[])[], tokens: readonly Token[]): readonly string[] | undefined {
  return openers.find((words) => words.length < tokens.length && startsWith(tokens, words));
}

function withoutClosing(sentence: readonly Token[]): Token[] {
  let tokens = [...sentence];
  for (;;) {
    const { length } = tokens;
    const closing = closings.find((words) => words.length < length && startsWith(tokens.slice(-words.length), words));
    if (closing) tokens = tokens.slice(0, -closing.length);
    else if (length > 1 && isSmile(tokens[length - 1])) tokens = tokens.slice(0, -1);
    else return tokens;
  }
}

/** Faces and hands; a rocket may belong to a name. */
function isSmile(token: Token | undefined): boolean {
  return (
    token !== undefined && /^[\p{Emoji_Modifier}\u{1F600}-\u{1F64F}\u{1F44B}-\u{1F44F}❤\uFE0F:;()-]+$/u.test(token.text)
  );
}

const smallTalk = new Set(
  'i you we me us my your is it was am are be have has got get let can could would will want need like love wish to'
    .concat(
      ' just perhaps maybe possibly kindly quickly also really wondering wonder whether if please tell know see check',
    )
    .concat(' and then how about looking for look find out do with that so all of a the one more time today any hope')
    .split(' '),
);

export function isSmallTalk(key: string): boolean {
  return smallTalk.has(key);
}

/** Where a sentence might begin after words that ask for nothing: each place, the first first. */
export function startsAfterSmallTalk(tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  for (let at = 0; at < tokens.length - 1 && at < 12 && smallTalk.has(tokens[at]?.key ?? ''); at++) starts.push(at + 1);
  return starts;
}
