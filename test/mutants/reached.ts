// Which declarations a check's judgement rests on: what only its examples and its texts use is no judgement.
import path from 'node:path';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import {
  isIdentifier,
  isImportDeclaration,
  isMethodDeclaration,
  isNamedImports,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isVariableStatement,
} from 'typescript/unstable/ast/is';
import { walk } from './syntax.ts';

export interface Declared {
  readonly file: string;
  readonly name: string;
}
interface Unit {
  /** What each top-level name of the file is declared by. */
  readonly own: ReadonlyMap<string, Node>;
  /** What each imported name is in the file that it comes from. */
  readonly imported: ReadonlyMap<string, Declared>;
}
export type SourceOf = (file: string) => SourceFile;

const named = new Set<SyntaxKind>([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.EnumDeclaration,
]);
/** `examples` of a check: what it judges, not how. */
export function isExamples(node: Node): boolean {
  const isProperty = node.kind === SyntaxKind.PropertyAssignment || node.kind === SyntaxKind.GetAccessor;
  return isProperty && 'name' in node && nameOf(node as { name: Node }) === 'examples';
}
function nameOf({ name }: { readonly name?: Node | undefined }): string | undefined {
  return name !== undefined && isIdentifier(name) ? name.text : undefined;
}

/** `b` of `a.b` and of `{ b: 1 }` is no declaration. */
function isNameOfProperty(node: Node): boolean {
  const { parent } = node;
  if (isPropertyAccessExpression(parent) || isPropertyAssignment(parent)) return parent.name === node;
  return isMethodDeclaration(parent) && parent.name === node;
}

export class Reached {
  readonly #sourceOf: SourceOf;
  readonly #units = new Map<string, Unit>();
  readonly #files: ReadonlySet<string>;
  constructor(files: readonly string[], sourceOf: SourceOf) {
    this.#files = new Set(files);
    this.#sourceOf = sourceOf;
  }
  /** Every declaration that is used from this one on, itself among them: file by file, the nodes. */
  from(start: Declared): ReadonlyMap<string, ReadonlySet<Node>> {
    const found = new Map<string, Set<Node>>();
    const ahead: Declared[] = [start];
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      const { own } = this.#unit(next.file);
      const node = own.get(next.name);
      const nodes = found.get(next.file) ?? new Set();
      if (node === undefined || nodes.has(node)) continue;
      found.set(next.file, nodes.add(node));
      ahead.push(...this.#usedIn(next.file, node));
    }
    return found;
  }
  /** The files of the checks that this one imports from. */
  imports(file: string): ReadonlySet<string> {
    return new Set([...this.#unit(file).imported.values()].map((one) => one.file));
  }
  *#usedIn(file: string, node: Node): Generator<Declared> {
    const { own, imported } = this.#unit(file);
    for (const one of walk(node, isExamples)) {
      if (!isIdentifier(one) || isNameOfProperty(one)) continue;
      const there = imported.get(one.text) ?? (own.has(one.text) ? { file, name: one.text } : undefined);
      if (there !== undefined) yield there;
    }
  }
  #unit(file: string): Unit {
    const known = this.#units.get(file);
    if (known !== undefined) return known;
    const own = new Map<string, Node>();
    const imported = new Map<string, Declared>();
    for (const statement of this.#sourceOf(file).statements) {
      if (isVariableStatement(statement)) {
        for (const one of statement.declarationList.declarations) {
          for (const part of walk(one.name, () => false)) if (isIdentifier(part)) own.set(part.text, statement);
        }
      } else if (named.has(statement.kind)) {
        const name = nameOf(statement as { name?: Node });
        if (name !== undefined) own.set(name, statement);
      } else if (isImportDeclaration(statement)) this.#readImport(file, statement, imported);
    }
    const unit = { own, imported };
    this.#units.set(file, unit);
    return unit;
  }
  #readImport(file: string, statement: Node, imported: Map<string, Declared>): void {
    if (!isImportDeclaration(statement) || !isStringLiteral(statement.moduleSpecifier)) return;
    const from = path.join(path.dirname(file), statement.moduleSpecifier.text);
    const bindings = statement.importClause?.namedBindings;
    if (!this.#files.has(from) || bindings === undefined || !isNamedImports(bindings)) return;
    for (const { name, propertyName } of bindings.elements)
      imported.set(name.text, { file: from, name: propertyName?.text ?? name.text });
  }
}
