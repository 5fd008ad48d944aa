// The words of a command in a Compose file: a list of them, or a text with quotes as in a shell and little else of it.
// https://docs.docker.com/reference/compose-file/services/#command https://github.com/mattn/go-shellwords
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
  if ('unclear' in text) return [text.unclear];
  return splitWords(text.text)?.map((word) => said(text.value, word)) ?? [unclear(value, 'not a command')];
}

/** Undefined where Compose refuses the text; what a shell would go on with is not looked at any more. */
export function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === '\\' && quote !== "'") {
      at += 1;
      if (at >= text.length) return undefined;
      word = (word ?? '') + text.charAt(at);
    } else if (/[ \t\r\n]/.test(sign)) {
      if (quote !== '') word = (word ?? '') + sign;
      else if (word !== undefined) words.push(word);
      if (quote === '') word = undefined;
    } else if (sign === '"' || sign === "'" ? quote === '' || quote === sign : false) {
      quote = quote === '' ? sign : '';
      word ??= '';
    } else if (quote === '' && ';&|<>'.includes(sign)) {
      // The number of what is redirected belongs to it.
      return word === undefined || (sign === '>' && /^\d/.test(word)) ? words : [...words, word];
    } else if ((sign === '(' || sign === ')' || sign === '`') && !`"'`.includes(quote || ' ')) {
      const opens = sign === '(' ? quote === '' && word?.endsWith('$') === true : sign === '`' && quote === '';
      const closes = sign === ')' ? quote === '(' : sign === quote;
      if (!opens && !closes) return undefined;
      quote = opens ? sign : '';
      word = (word ?? '') + sign;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
