// The words of a command in a Compose file: a list of them, or a text with quotes as in a shell and nothing else of it.
// https://docs.docker.com/reference/compose-file/services/#command
import type { Field } from '../../model/field.ts';
import { readText } from './compose-field.ts';
import type { Environment } from './compose-variables.ts';
import { itemsOf, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

export function wordsOf(value: Value | undefined, environment: Environment): readonly Field<string>[] {
  if (value === undefined) return [];
  if (value.node.kind === 'list')
    return itemsOf(value).map((item) => {
      const text = readText(item, environment);
      if (text === undefined) return unclear(item, 'not a text');
      return 'unclear' in text ? text.unclear : said(text.value, text.text);
    });
  const text = readText(value, environment);
  if (text === undefined) return [unclear(value, 'not a command')];
  return 'unclear' in text ? [text.unclear] : splitWords(text.text).map((word) => said(text.value, word));
}

export function splitWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\' && quote !== "'" && at + 1 < text.length) {
      at += 1;
      const next = text.charAt(at);
      // Between double quotes a backslash protects only what would mean something there.
      word = (word ?? '') + (quote === '' || '"\\$`'.includes(next) ? next : sign + next);
    } else if (quote === '' ? sign === '"' || sign === "'" : sign === quote) {
      quote = quote === '' ? sign : '';
      word ??= '';
    } else if (quote === '' && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  return word === undefined ? words : [...words, word];
}
