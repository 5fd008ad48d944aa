// The text of an ignore file to its entries: YAML here, what it means in policy/.
import { AppError } from '../model/errors.ts';
import { parseIgnores, type IgnoreList } from '../policy/ignores.ts';
import { openLines } from '../syntax/lines.ts';
import { followAlias, type YamlNode } from '../syntax/tree.ts';
import { parseYaml } from '../syntax/yaml.ts';

export interface IgnoreFile {
  readonly path: string;
  readonly text: string;
}
export function readIgnoreFile(file: IgnoreFile): IgnoreList {
  const { documents, problems } = parseYaml(file.text);
  const lines = openLines(file.text);
  const [problem] = problems;
  if (problem !== undefined)
    throw new AppError('ignore-file-invalid', `${file.path}:${lines.lineOf(problem.offset)}: ${problem.why}`);
  const root = documents[0]?.root;
  return parseIgnores({
    path: file.path,
    content: root === undefined ? undefined : openPlain(file)(root, 0),
    lineOf: (pointer) => {
      const node = findNode(root, pointer);
      return node === undefined ? undefined : lines.lineOf(node.start);
    },
  });
}

const maxDepth = 20;
/** Aliases of aliases make a small text many values. */
const maxValues = 1_000_000;
type ToPlain = (node: YamlNode, depth: number) => unknown;
function openPlain({ path }: IgnoreFile): ToPlain {
  let left = maxValues;
  const toPlain: ToPlain = (node, depth) => {
    const found = followAlias(node)?.node;
    if (found === undefined || depth > maxDepth) return undefined;
    left -= 1;
    if (left < 0) throw new AppError('ignore-file-invalid', `${path}: it stands for more than ${maxValues} values`);
    if (found.kind === 'scalar')
      return found.empty || (!found.quoted && /^(?:~|null)$/u.test(found.value)) ? null : found.value;
    if (found.kind === 'list') return found.items.map((item) => toPlain(item, depth + 1));
    return Object.assign(
      Object.create(null),
      Object.fromEntries(found.pairs.map(({ key, value }) => [key.value, toPlain(value, depth + 1)])),
    );
  };
  return toPlain;
}
function findNode(root: YamlNode | undefined, pointer: readonly (string | number)[]): YamlNode | undefined {
  let node = root;
  for (const step of pointer) {
    const found = node === undefined ? undefined : followAlias(node)?.node;
    if (found?.kind === 'list' && typeof step === 'number') node = found.items[step];
    else if (found?.kind === 'map') node = found.pairs.find(({ key }) => key.value === step)?.value;
    else return undefined;
  }
  return node;
}
