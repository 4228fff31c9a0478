import { badRequest } from '../errors.ts';

export type Literal = string | number | boolean | null;
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
type TextTest = 'startswith' | 'endswith' | 'contains';

/** A `$filter` as a tree. `path` is `displayName`, or `c/issuer` below the variable of a lambda. */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; inner: Filter }
  | { kind: 'compare'; operator: Comparison; path: string; value: Literal }
  | { kind: 'in'; path: string; values: Literal[] }
  | { kind: 'text'; test: TextTest; path: string; value: string }
  | { kind: 'lambda'; quantifier: 'any' | 'all'; path: string; variable: string; inner: Filter | undefined };

const deepest = 40;
const token =
  /\s*('(?:[^']|'')*'|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|-?\d+(?:\.\d+)?|[\w.$]+|[(),/:])/giy;

/** @throws GraphError 400 `BadRequest` when the text is not a filter */
export function parseFilter(text: string): Filter {
  const parser = new Parser(tokenize(text));
  const filter = parser.or(0);
  parser.end();
  return filter;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    if (text.slice(from).trim() === '') break;
    const match = token.exec(text);
    if (!match) throw invalid(`Syntax error at position ${String(from)} in '${text}'.`);
    tokens.push(match[1] ?? '');
  }
  return tokens;
}

function invalid(message: string): Error {
  return badRequest(`Invalid filter clause: ${message}`, 'BadRequest');
}

class Parser {
  readonly #tokens: string[];
  #at = 0;

  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  or(depth: number): Filter {
    if (depth > deepest) throw invalid('The node count limit has been exceeded.');
    let left = this.#and(depth);
    while (this.#take('or')) left = { kind: 'or', left, right: this.#and(depth) };
    return left;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw invalid(`Syntax error at '${this.#peek()}'.`);
  }

  #and(depth: number): Filter {
    let left = this.#unary(depth);
    while (this.#take('and')) left = { kind: 'and', left, right: this.#unary(depth) };
    return left;
  }

  #unary(depth: number): Filter {
    if (this.#take('not')) return { kind: 'not', inner: this.#unary(depth + 1) };
    if (!this.#take('(')) return this.#predicate(depth);
    const inner = this.or(depth + 1);
    this.#expect(')');
    return inner;
  }

  #predicate(depth: number): Filter {
    const name = this.#name();
    if (/^(startswith|endswith|contains)$/i.test(name)) return this.#text(name.toLowerCase() as TextTest);
    let path = name;
    while (this.#take('/')) {
      const next = this.#name();
      if (/^(any|all)$/i.test(next)) return this.#lambda(path, next.toLowerCase() as 'any' | 'all', depth);
      path += `/${next}`;
    }
    const operator = this.#next().toLowerCase();
    if (operator === 'in') return { kind: 'in', path, values: this.#list() };
    if (!/^(eq|ne|gt|ge|lt|le)$/.test(operator)) throw invalid(`Syntax error at '${operator}'.`);
    return { kind: 'compare', operator: operator as Comparison, path, value: this.#literal() };
  }

  #text(test: TextTest): Filter {
    this.#expect('(');
    let path = this.#name();
    while (this.#take('/')) path += `/${this.#name()}`;
    this.#expect(',');
    const value = this.#literal();
    this.#expect(')');
    if (typeof value !== 'string') throw invalid(`${test} wants a string.`);
    const filter: Filter = { kind: 'text', test, path, value };
    // Clients write `startswith(…) eq true` too.
    return this.#take('eq') && this.#literal() !== true ? { kind: 'not', inner: filter } : filter;
  }

  #lambda(path: string, quantifier: 'any' | 'all', depth: number): Filter {
    this.#expect('(');
    if (this.#take(')')) return { kind: 'lambda', quantifier, path, variable: '', inner: undefined };
    const variable = this.#name();
    this.#expect(':');
    const inner = this.or(depth + 1);
    this.#expect(')');
    return { kind: 'lambda', quantifier, path, variable, inner };
  }

  #list(): Literal[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#take(',')) values.push(this.#literal());
    this.#expect(')');
    if (values.length > 15) throw invalid('Too many child clauses specified in search filter expression.');
    return values;
  }

  #literal(): Literal {
    const text = this.#next();
    if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    if (text.toLowerCase() === 'null') return null;
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
    if (/^\d{4}-|^[0-9a-f]{8}-/i.test(text)) return text;
    throw invalid(`'${text}' is not a value.`);
  }

  #name(): string {
    const text = this.#next();
    if (!/^[a-z_$][\w.$]*$/i.test(text)) throw invalid(`Syntax error at '${text}'.`);
    return text;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    const text = this.#peek();
    if (text === '') throw invalid('Expression expected at the end.');
    this.#at += 1;
    return text;
  }

  #take(wanted: string): boolean {
    if (this.#peek().toLowerCase() !== wanted) return false;
    this.#at += 1;
    return true;
  }

  #expect(wanted: string): void {
    if (!this.#take(wanted)) throw invalid(`'${wanted}' expected, found '${this.#peek()}'.`);
  }
}
