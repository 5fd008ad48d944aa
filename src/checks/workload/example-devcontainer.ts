// An example as a development container: https://containers.dev/implementors/json_reference/
import { dockerWords, optionsOf } from './example-docker-run.ts';
import { fragmentsOf, hardened, type Render } from './example-says.ts';

/** What it runs is the editor's business, and nothing that it could say. */
export const renderDevcontainer: Render = (change) => {
  if (change.handlers !== undefined || change.command !== undefined) return undefined;
  const fragments = fragmentsOf(dockerWords, optionsOf(change));
  if (fragments === undefined) return undefined;
  const { image } = { ...hardened, ...change };
  return `${JSON.stringify({ name: 'web', image, runArgs: fragments.flat() }, undefined, 2)}\n`;
};
