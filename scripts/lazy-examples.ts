// Bundling: examples of checks and edges are made when somebody asks for them, which is tests and documentation. As they
// stand in the sources they would be made at every start, for every check there is and in every format there is.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

export const lazyExamples: Plugin = {
  name: 'lazy-examples',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](?:checks|graph[\\/]edges)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: withLazyExamples(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The formatter leaves two shapes: on one line, or closed by a line that is indented alike. */
const property = /^( +)examples: (\{(?:.*|\n[\s\S]*?\n\1)\}),$/gmu;
export function withLazyExamples(source: string): string {
  return source.replaceAll(property, '$1get examples() { return $2; },');
}
