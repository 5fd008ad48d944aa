// Bundling: examples of checks and edges stay behind. Tests and documentation need them, which run on the sources; in the
// program every check would make its examples at every start, in every format there is, and nobody would look at them.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

export const withoutExamples: Plugin = {
  name: 'without-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](?:checks|graph[\\/]edges)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(property, '$1examples: undefined,'),
      loader: 'ts',
    }));
  },
};
/** A value or a getter; the formatter leaves it on one line, or closed by a line that is indented alike. */
const property = /^( +)(?:examples:|get examples\(\)) \{(?:.*|\n[\s\S]*?\n\1)\},$/gmu;
