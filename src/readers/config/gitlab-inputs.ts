// Inputs of a GitLab file: what its header says they are by default, put in where `$[[ inputs.name ]]` stands.
// https://docs.gitlab.com/ci/inputs/
import type { YamlAlias, YamlNode, YamlScalar } from '../../syntax/tree.ts';
import { getMember, getPath, itemsOf, membersOf, scalarText, type Value } from './config-value.ts';

export interface Inputs {
  readonly defaults: ReadonlyMap<string, Value>;
  /** Those that take a number, a choice or the like, and so no text of one's own. */
  readonly closed: readonly string[];
}
export interface Filled {
  readonly root: YamlNode;
  /** What is left as it is written, each once, with the offset of the first. */
  readonly open: ReadonlyMap<string, number>;
}
const insert = /\$\[\[([^\n]{0,200}?)\]\]/g;
const whole = /^\s*\$\[\[[^\n]{0,200}?\]\]\s*$/;
const input = /^\s*inputs\.([\w-]{1,100})\s*$/;
const maxInputs = 1000;
const maxOpen = 20;
/** GitLab's own bound on a text with inputs in it. */
const maxTextLength = 1024 * 1024;
const maxFilledLength = 4 * 1024 * 1024;

/** Undefined where the document is no header. */
export function readInputs(header: Value | undefined): Inputs | undefined {
  if (getMember(header, 'spec') === undefined) return undefined;
  const inputs = membersOf(getPath(header, 'spec', 'inputs')).slice(0, maxInputs);
  return {
    defaults: new Map(
      inputs.flatMap(({ name, value }) => {
        const given = getMember(value, 'default');
        return given === undefined ? [] : [[name, given] as const];
      }),
    ),
    closed: inputs.filter(({ value }) => isClosed(value)).map(({ name }) => name.toLowerCase()),
  };
}
function isClosed(value: Value): boolean {
  const type = scalarText(getMember(value, 'type'));
  return type === 'number' || type === 'boolean' || itemsOf(getMember(value, 'options')).length > 0;
}

/** The tree with every input that has a default in its place; nodes without one are the same ones. */
export function fillInputs(root: YamlNode, inputs: Inputs | undefined): Filled {
  const open = new Map<string, number>();
  const known = new Map<YamlNode, YamlNode>();
  let left = maxFilledLength;
  const fill = (node: YamlNode): YamlNode => {
    const before = known.get(node);
    if (before !== undefined) return before;
    // An alias within what it is an alias of.
    known.set(node, node);
    const filled = fillNode(node);
    known.set(node, filled);
    return filled;
  };
  const fillNode = (node: YamlNode): YamlNode => {
    if (node.kind === 'scalar') return fillScalar(node);
    if (node.kind === 'alias')
      return node.to === undefined ? node : ({ ...node, to: fill(node.to) } satisfies YamlAlias);
    if (node.kind === 'list') return { ...node, items: node.items.map(fill) };
    return { ...node, pairs: node.pairs.map(({ key, value }) => ({ key: fillText(key), value: fill(value) })) };
  };
  const fillScalar = (node: YamlScalar): YamlNode => {
    const given = whole.test(node.value) ? defaultOf(node.value.trim().slice(3, -2), inputs) : undefined;
    return given === undefined || given.node.kind === 'scalar' ? fillText(node) : given.node;
  };
  const fillText = (node: YamlScalar): YamlScalar => {
    if (!node.value.includes('$[[')) return node;
    const value = node.value.replaceAll(insert, (written, block: string) => {
      const text = textOf(block, inputs);
      if (text !== undefined && text.length <= left) {
        left -= text.length;
        return text;
      }
      if (open.size < maxOpen && !open.has(written)) open.set(written, node.start);
      return written;
    });
    return value.length > maxTextLength ? node : { ...node, value, quoted: node.quoted || value !== node.value };
  };
  return { root: fill(root), open };
}

function defaultOf(block: string, inputs: Inputs | undefined): Value | undefined {
  const name = input.exec(block)?.[1];
  return name === undefined ? undefined : inputs?.defaults.get(name);
}
/** Undefined where it is not known, or by what it is changed. */
function textOf(block: string, inputs: Inputs | undefined): string | undefined {
  const [name = '', ...changes] = block.split('|');
  let text = scalarText(defaultOf(name, inputs));
  for (const change of changes) text = text === undefined ? undefined : changed(text, change.trim());
  // What one input says of another is not looked up.
  return text?.includes('$[[') === true ? undefined : text;
}
function changed(text: string, change: string): string | undefined {
  if (change === 'expand_vars') return text;
  const [, from, length] = /^truncate\(\s*(\d{1,6})\s*,\s*(\d{1,6})\s*\)$/.exec(change) ?? [];
  return from === undefined || length === undefined
    ? undefined
    : text.slice(Number(from), Number(from) + Number(length));
}
