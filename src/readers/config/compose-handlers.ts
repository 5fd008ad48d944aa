// What the engine runs in a Compose service on its own: the health check, and hooks after its start and before its stop.
// https://docs.docker.com/reference/compose-file/services/#healthcheck https://docs.docker.com/reference/compose-file/services/#post_start
import { isKnown, type Field } from '../../model/field.ts';
import type { Handler } from '../../model/workload.ts';
import { booleanField, clearText } from './compose-field.ts';
import { allItems } from './compose-list.ts';
import { allOf, lastOf, topOf } from './compose-merge.ts';
import type { Environment } from './compose-variables.ts';
import { wordsOf } from './compose-words.ts';
import { getMember, said } from './config-value.ts';
import type { Value } from './config-value.ts';

export function handlersOf(layers: readonly Value[], environment: Environment): readonly Field<Handler>[] {
  return [
    ...healthOf(layers, environment),
    ...hooksOf(layers, environment, { key: 'post_start', when: 'postStart' }),
    ...hooksOf(layers, environment, { key: 'pre_stop', when: 'preStop' }),
  ];
}

function healthOf(layers: readonly Value[], environment: Environment): readonly Field<Handler>[] {
  const test = topOf(layers, 'healthcheck', 'test');
  const disabled = booleanField(lastOf(layers, 'healthcheck', 'disable'), environment);
  if (test === undefined || (isKnown(disabled) && disabled.value)) return [];
  const command = commandOf(test, environment);
  if (!('words' in command)) return [command.unclear];
  return command.words.length === 0 ? [] : [said(test, { when: 'health', how: 'exec', command: command.words })];
}
type Command = { readonly words: readonly string[] } | { readonly unclear: Field<never> };
/** A text, and what follows `CMD-SHELL`, is the shell's; `NONE` is nothing. */
function commandOf(test: Value, environment: Environment): Command {
  if (test.node.kind === 'scalar') {
    const text = clearText(test, environment);
    if (text === undefined) return plainWords(test, environment);
    return { words: ['/bin/sh', '-c', text] };
  }
  const command = plainWords(test, environment);
  if (!('words' in command)) return command;
  const [kind, ...rest] = command.words;
  if (kind === 'NONE') return { words: [] };
  return { words: kind === 'CMD-SHELL' ? ['/bin/sh', '-c', rest.join(' ')] : rest };
}
function plainWords(value: Value | undefined, environment: Environment): Command {
  const words: string[] = [];
  for (const field of wordsOf(value, environment)) {
    if (!isKnown(field)) return { unclear: { ...field, could: [] } };
    words.push(field.value);
  }
  return { words };
}

interface Hook {
  readonly key: string;
  readonly when: 'postStart' | 'preStop';
}
function hooksOf(layers: readonly Value[], environment: Environment, { key, when }: Hook): readonly Field<Handler>[] {
  return allItems(allOf(layers, key)).map((item) => {
    const command = plainWords(getMember(item, 'command'), environment);
    if (!('words' in command)) return command.unclear;
    const privileged = booleanField(getMember(item, 'privileged'), environment);
    if (privileged !== undefined && !isKnown(privileged)) return { ...privileged, could: [] };
    const user = clearText(getMember(item, 'user'), environment);
    return said(item, {
      when,
      how: 'exec',
      command: command.words,
      ...(privileged?.value === true && { privileged: true }),
      ...(user !== undefined && { user }),
    });
  });
}
