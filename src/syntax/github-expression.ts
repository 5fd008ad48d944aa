// Which contexts can become part of the text that an expression of GitHub Actions leaves behind.
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions

const token = /\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w-]*)|(-?\d[\w.+-]*)|(\|\||&&|[=!<>]=|[()[\].,!<>*]))/y;
interface Token {
  readonly kind: 'text' | 'name' | 'number' | 'sign';
  readonly text: string;
}
function tokensOf(expression: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const match = token.exec(expression);
    if (match === null) return undefined;
    const [, text, name, number, sign] = match;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase() });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

/** Their results are built of their arguments; those of all others are not. */
const passing = new Set(['format', 'join', 'tojson', 'fromjson']);
const comparing = new Set(['==', '!=', '<', '>', '<=', '>=']);
const maxDepth = 50;

/** Lower case, an item of a list as `*`; empty where it leaves only the service's own words, or cannot be read. */
export function sourcesIn(expression: string): readonly string[] {
  const tokens = tokensOf(expression);
  if (tokens === undefined) return [];
  let at = 0;
  let depth = 0;
  const isNext = (sign: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === sign;
  const take = (sign: string): boolean => {
    const found = isNext(sign);
    if (found) at += 1;
    return found;
  };

  function either(): readonly string[] {
    const found = [...both()];
    while (take('||')) found.push(...both());
    return found;
  }
  /** What stands before `&&` comes out only where it is empty. */
  function both(): readonly string[] {
    let found = compared();
    while (take('&&')) found = compared();
    return found;
  }
  function compared(): readonly string[] {
    let found = single();
    for (let next = tokens?.[at]; next?.kind === 'sign' && comparing.has(next.text); next = tokens?.[at]) {
      at += 1;
      single();
      found = [];
    }
    return found;
  }
  function single(): readonly string[] {
    depth += 1;
    const found = depth > maxDepth ? [] : plain();
    depth -= 1;
    return found;
  }
  function plain(): readonly string[] {
    if (take('!')) {
      single();
      return [];
    }
    if (take('(')) {
      const found = either();
      take(')');
      return found;
    }
    const first = tokens?.[at];
    at += 1;
    if (first?.kind !== 'name') return [];
    if (!take('(')) return context(first.text);
    const found: string[] = [];
    while (at < (tokens?.length ?? 0) && !take(')')) {
      found.push(...either());
      if (!take(',') && !isNext(')')) at += 1;
    }
    return passing.has(first.text) ? found : [];
  }
  function context(name: string): readonly string[] {
    const way = [name];
    for (;;) {
      if (take('.')) {
        way.push(tokens?.[at]?.text ?? '');
        at += 1;
      } else if (take('[')) {
        const [key, end] = [tokens?.[at], tokens?.[at + 1]];
        way.push(key?.kind === 'text' && end?.text === ']' ? key.text.toLowerCase() : '*');
        either();
        take(']');
      } else return name === 'true' || name === 'false' || name === 'null' ? [] : [way.join('.')];
    }
  }
  return [...new Set(either())];
}
