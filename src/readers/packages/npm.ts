// npm packages as installed: `node_modules/NAME/package.json`, at any depth.
// https://docs.npmjs.com/cli/configuring-npm/package-json
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { parseJsonObject, textIn } from './json-object.ts';
import { boundedPackages, unreadable } from './package-bounds.ts';

const maxBytes = 4 * 1024 * 1024;
/** Names that begin with a dot are npm's own (`.bin`, `.cache`, `.pnpm`). */
const packageRoot = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;

export const npmReader: Reader = {
  id: 'packages/npm',
  version: 2,
  area: 'packages',
  wants: { names: ['package.json'] },
  refine: ({ path }) => (packageRoot.test(path) ? 'whole' : 'no'),
  maxBytes,
  async *read(entry) {
    const text = new TextDecoder().decode(await entry.read(maxBytes));
    yield* boundedPackages(packagesOf(text, entry.path), 'npm');
  },
};

function* packagesOf(text: string, path: string): Iterable<Draft> {
  const at = { path };
  const manifest = parseJsonObject(text);
  if (manifest === undefined) {
    yield unreadable('package.json is no JSON object', { at, ecosystem: 'npm' });
    return;
  }
  const name = textIn(manifest, 'name');
  const version = textIn(manifest, 'version');
  // Without both it is a marker such as {"type": "commonjs"}, not a package.
  if (name !== undefined && version !== undefined)
    yield { kind: 'package', type: 'npm', name, version, state: 'installed', at: [at] };
}
