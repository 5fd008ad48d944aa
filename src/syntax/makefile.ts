// What of a makefile is a recipe and what a variable; nothing is filled in here.
// https://www.gnu.org/software/make/manual/html_node/Makefile-Contents.html

export interface MakeVariable {
  readonly name: string;
  readonly offset: number;
  /** Undefined where it cannot be told: appended to, a default, in a condition, of one target … */
  readonly value?: string;
  readonly valueOffset: number;
}
/** One line for the shell, with those that continue it; the tab of each line is still there. */
export interface Recipe {
  readonly text: string;
  readonly offset: number;
}
export interface Makefile {
  readonly variables: readonly MakeVariable[];
  readonly recipes: readonly Recipe[];
  /** Where another makefile is read in. */
  readonly includes: readonly number[];
}
const maxLines = 100_000;
const definition = /^(?:(?:export|override|private|unexport)\s+)*([\w.-]{1,200})\s*(\?|\+|!|:{1,3})?=[ \t]*(.*)$/s;
const targetVariable =
  /^[^=:#]{1,400}:{1,2}\s*(?:(?:export|override|private)\s+)*([\w.-]{1,200})\s*(?:\?|\+|!|:{1,3})?=/;

export function parseMakefile(text: string): Makefile {
  const variables: MakeVariable[] = [];
  const recipes: Recipe[] = [];
  const includes: number[] = [];
  let conditions = 0;
  let defining = false;
  for (const { text: line, offset } of logicalLines(text)) {
    const bare = line.trim();
    if (defining) defining = !/^endef\b/.test(bare);
    else if (line.startsWith('\t')) recipes.push({ text: line, offset });
    else if (/^(?:ifeq|ifneq|ifdef|ifndef)\b/.test(bare)) conditions += 1;
    else if (/^endif\b/.test(bare)) conditions = Math.max(0, conditions - 1);
    else if (/^[-s]?include\b/.test(bare)) includes.push(offset);
    else if (/^(?:override\s+)?define\b/.test(bare)) {
      defining = true;
      variables.push({ name: /define\s+([\w.-]+)/.exec(bare)?.[1] ?? '', offset, valueOffset: offset });
    } else {
      const found = toVariable(line, offset, conditions > 0);
      if (found !== undefined) variables.push(found);
      else addInlineRecipe(line, offset, recipes);
    }
  }
  return { variables, recipes, includes };
}
function toVariable(line: string, offset: number, conditional: boolean): MakeVariable | undefined {
  const [, name, operator, written = ''] = definition.exec(line.trimEnd()) ?? [];
  const ofTarget = name === undefined ? targetVariable.exec(line)?.[1] : undefined;
  if (name === undefined) return ofTarget === undefined ? undefined : { name: ofTarget, offset, valueOffset: offset };
  const value = written.replace(/(?:^|\s)#.*$/s, '').trimEnd();
  const isPlain = !conditional && (operator === undefined || operator.startsWith(':'));
  const valueOffset = offset + line.trimEnd().length - written.length;
  return { name, offset, valueOffset, ...(isPlain && { value: value.replaceAll(/\s*\\\n\s*/g, ' ') }) };
}
/** `target: ; command`. */
function addInlineRecipe(line: string, offset: number, into: Recipe[]): void {
  const semicolon = line.indexOf(';');
  if (semicolon === -1 || !/^[^#=]{1,400}:/.test(line.slice(0, semicolon))) return;
  into.push({ text: line.slice(semicolon + 1), offset: offset + semicolon + 1 });
}
function* logicalLines(text: string): Generator<Recipe> {
  let at = 0;
  for (let count = 0; at < text.length && count < maxLines; count += 1) {
    let end = at;
    for (;;) {
      const newline = text.indexOf('\n', end);
      end = newline === -1 ? text.length : newline;
      if (newline === -1 || text[newline - 1] !== '\\') break;
      end = newline + 1;
    }
    yield { text: text.slice(at, end), offset: at };
    at = end + 1;
  }
}
