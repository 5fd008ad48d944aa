// The conditions in a piece of code, and each of them turned round.
import { type Expression, type Node, type PrefixUnaryExpression, SyntaxKind } from 'typescript/unstable/ast';
import {
  isArrowFunction,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isIfStatement,
  isMethodDeclaration,
  isParenthesizedExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isWhileStatement,
} from 'typescript/unstable/ast/is';
import { isExamples } from './reached.ts';
import { childrenOf, walk } from './syntax.ts';

/** Text in the place of what stands from `start` to `end`. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly what: string;
  readonly text: string;
}
const comparisons: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.LessThanToken, '>='],
  [SyntaxKind.LessThanEqualsToken, '>'],
  [SyntaxKind.GreaterThanToken, '<='],
  [SyntaxKind.GreaterThanEqualsToken, '<'],
]);
const joints: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
]);
const quantifiers: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);
/** Methods whose first argument is a condition. */
const asking = new Set(['filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every']);

export function turnsIn(node: Node, text: string): readonly Turn[] {
  const found = new Map<string, Turn>();
  const add = (at: Node, what: string, into: string): void => {
    const [start, end] = [startOf(at, text), at.end];
    const line = text.slice(0, start).split('\n').length;
    found.set(`${start} ${end} ${into}`, { start, end, line, what, text: into });
  };
  const textOf = (at: Node): string => text.slice(startOf(at, text), at.end);
  const turnAtom = (at: Expression): void => {
    if (isParenthesizedExpression(at)) turnAtom(at.expression);
    else if (isBinaryExpression(at) && joints.has(at.operatorToken.kind)) {
      turnAtom(at.left);
      turnAtom(at.right);
    } else if (isArrowFunction(at) || isFunctionExpression(at) || isTurnedElsewhere(at)) return;
    else add(at, `not ${short(textOf(at))}`, `!(${textOf(at)})`);
  };
  for (const one of walk(node, (child) => isExamples(child) || isType(child))) {
    if (isBinaryExpression(one)) {
      const operator = one.operatorToken;
      const turned = comparisons.get(operator.kind) ?? joints.get(operator.kind);
      if (turned !== undefined) add(operator, `${textOf(operator)} to ${turned} in ${short(textOf(one))}`, turned);
    } else if (isNot(one)) add(one, `${short(textOf(one))} without !`, textOf(one.operand));
    else if (isCallExpression(one)) {
      const method = isPropertyAccessExpression(one.expression) ? one.expression.name : undefined;
      const turned = quantifiers.get(method?.text ?? '');
      if (method !== undefined && turned !== undefined)
        add(method, `${method.text} to ${turned} in ${short(textOf(one))}`, turned);
      const [predicate] = one.arguments;
      if (method !== undefined && asking.has(method.text) && predicate !== undefined) {
        if (isIdentifier(predicate) || isPropertyAccessExpression(predicate))
          add(predicate, `not ${textOf(predicate)}`, `((...given) => !(${textOf(predicate)})(...given))`);
        else for (const answer of answersOf(predicate)) turnAtom(answer);
      }
    } else if (isConditionalExpression(one)) turnAtom(one.condition);
    else if (isIfStatement(one) || isWhileStatement(one)) turnAtom(one.expression);
    else if (isPredicate(one, text)) for (const answer of answersOf(one)) turnAtom(answer);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
function isNot(node: Node): node is PrefixUnaryExpression {
  return isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken;
}
function isTurnedElsewhere(at: Expression): boolean {
  if (isBinaryExpression(at)) return comparisons.has(at.operatorToken.kind);
  if (at.kind === SyntaxKind.TrueKeyword || at.kind === SyntaxKind.FalseKeyword) return true;
  return isNot(at) || isConditionalExpression(at);
}
function isType(node: Node): boolean {
  return node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode;
}
/** Says of itself that it answers yes or no. */
function isPredicate(node: Node, text: string): boolean {
  if (!isArrowFunction(node) && !isFunctionDeclaration(node) && !isMethodDeclaration(node)) return false;
  const { type } = node;
  return type !== undefined && /^(?:boolean$|\w+ is )/u.test(text.slice(startOf(type, text), type.end));
}
/** What a function answers with; functions within it answer for themselves. */
function answersOf(node: Node): readonly Expression[] {
  if (!('body' in node)) return [];
  const body = (node as { body?: Node }).body;
  if (body === undefined) return [];
  if (body.kind !== SyntaxKind.Block) return [body as Expression];
  const answers: Expression[] = [];
  const ahead: Node[] = [body];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (isReturnStatement(next) && next.expression !== undefined) answers.push(next.expression);
    else if (!isArrowFunction(next) && !isFunctionExpression(next) && !isFunctionDeclaration(next))
      ahead.push(...childrenOf(next));
  }
  return answers;
}
/** Without the blanks and comments in front of it. */
function startOf(node: Node, text: string): number {
  const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = node.pos;
  return node.pos + (blank.exec(text)?.[0].length ?? 0);
}
function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 97)}...` : line;
}
