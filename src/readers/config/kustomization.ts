// Kustomizations: what `kustomize build` makes of a folder and of the ones it builds on.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { ReadRun } from '../../model/reader.ts';
import type { NotRendered } from '../../model/render.ts';
import { openConfig } from './config-file.ts';
import { getMember, getPath, scalarText, toValue } from './config-value.ts';
import { folderOf, maxKustomizationBytes, reachOf } from './kustomization-reach.ts';
import { readRendered, type RenderedPart } from './rendered.ts';

export async function* readKustomization(entry: Entry, run?: ReadRun): AsyncIterable<Draft> {
  if (!(await isKustomizes(entry))) return;
  const { renderer } = run ?? {};
  const obstacle = renderer === undefined ? byItself : await renderer.obstacle('kustomize');
  if (renderer === undefined || obstacle !== undefined) {
    yield unknown(entry, obstacle ?? byItself);
    return;
  }
  const reach = await reachOf(entry, (path) => renderer.find(path));
  if ('why' in reach) {
    yield unknown(entry, reach);
    return;
  }
  const rendered = await renderer.kustomization(folderOf(entry.path));
  if ('why' in rendered) {
    yield unknown(entry, rendered);
    return;
  }
  for (const file of reach.files) if (file !== entry.path) run?.cover(file);
  const parts: RenderedPart[] = [];
  for (const text of rendered.text.split(/^---[ \t]*\n/m)) parts.push(await toPart(text, entry, rendered.pathOf));
  yield* readRendered({ format: 'kustomize', path: entry.path, parts, renderer });
}
const byItself: NotRendered = { code: 'not-rendered', why: 'its folder was not given' };

/** Other programs have kustomizations of their own, and a component is part of another one. */
async function isKustomizes(entry: Entry): Promise<boolean> {
  const { file, documents } = await openConfig(entry.path, await entry.read(maxKustomizationBytes));
  const root = documents[0]?.root === undefined ? undefined : toValue(file, documents[0].root);
  const version = scalarText(getMember(root, 'apiVersion'));
  const kind = scalarText(getMember(root, 'kind'));
  return (version === undefined || version.startsWith('kustomize.config.k8s.io/')) && kind !== 'Component';
}
function unknown({ path }: Pick<Entry, 'path'>, { code, why, at = { path } }: NotRendered): UnknownDraft {
  const what = `kustomization ${folderOf(path) || '.'} was not rendered: ${why}`;
  const advice = code === 'tool-missing' ? '; its files were judged as they lie' : '';
  return { kind: 'unknown', code, why: what + advice, at, affects: ['kubernetes'], incomplete: true };
}

/** The annotation holds `path`, or `configuredIn` of what was generated, in YAML. */
const origin = /^(?:path|configuredIn): (.{1,1000})$/m;
async function toPart(text: string, entry: Entry, pathOf: (name: string) => string): Promise<RenderedPart> {
  const { file, documents } = await openConfig('rendered.yaml', Buffer.from(text));
  const root = documents[0]?.root === undefined ? undefined : toValue(file, documents[0].root);
  const said = scalarText(getPath(root, 'metadata', 'annotations', 'config.kubernetes.io/origin')) ?? '';
  const name = origin.exec(said)?.[1];
  return { text, path: name === undefined ? entry.path : pathOf(name), alone: true };
}
