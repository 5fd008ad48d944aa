// Charts of Helm: what `helm template` makes of one with the values that it brings, or that the user gives.
// https://helm.sh/docs/topics/charts/
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Near, ReadRun } from '../../model/reader.ts';
import type { NotRendered } from '../../model/render.ts';
import { openConfig } from './config-file.ts';
import { getMember, scalarText, toValue, type Value } from './config-value.ts';
import { readRendered, type RenderedPart } from './rendered.ts';

const maxBytes = 1024 * 1024;

export async function* readChart(entry: Entry, near?: Near, run?: ReadRun): AsyncIterable<Draft> {
  const folder = entry.path.slice(0, Math.max(0, entry.path.length - '/Chart.yaml'.length));
  if (await isWithinAnother(folder, near)) return;
  const chart = await openChart(entry);
  const name = scalarText(getMember(chart, 'name')) ?? '(no name)';
  if (scalarText(getMember(chart, 'type')) === 'library') {
    const why = `chart ${name} is a library: what it defines is judged in the charts that use it`;
    yield { ...unknown(entry, { code: 'not-rendered', why }), incomplete: false };
    return;
  }
  const { renderer } = run ?? {};
  if (renderer === undefined) {
    yield refusalOf(entry, name, { code: 'not-rendered', why: 'its folder was not given' });
    return;
  }
  const rendered = await renderer.chart(folder, name);
  if ('why' in rendered) {
    yield refusalOf(entry, name, rendered);
    return;
  }
  for (const file of rendered.files)
    if (renderedToo.test(folder === '' ? file : file.slice(folder.length + 1))) run?.cover(file);
  const parts = partsOf(rendered.text, rendered.pathOf);
  yield* readRendered({ format: 'helm', path: entry.path, parts, renderer });
}
/** By its path in the chart: templates, and those of charts within. */
const renderedToo = /^(?:charts\/[^/]+\/)*templates\/|^(?:charts\/[^/]+\/)+Chart\.yaml$/;

/** A chart in `charts` of another is rendered with that one. */
async function isWithinAnother(folder: string, near: Near | undefined): Promise<boolean> {
  const outer = /^(?:(.*)\/)?charts\/[^/]+$/.exec(folder);
  if (outer === null || near === undefined) return false;
  return (await near(outer[1] === undefined ? 'Chart.yaml' : `${outer[1]}/Chart.yaml`)) !== undefined;
}
async function openChart(entry: Entry): Promise<Value | undefined> {
  const { file, documents } = await openConfig(entry.path, await entry.read(maxBytes));
  const root = documents[0]?.root;
  return root === undefined ? undefined : toValue(file, root);
}

function refusalOf(entry: Entry, name: string, refusal: NotRendered): UnknownDraft {
  return unknown(entry, { ...refusal, why: `chart ${name} was not rendered: ${refusal.why}${adviceOn(refusal)}` });
}
function unknown({ path }: Pick<Entry, 'path'>, { code, why, at = { path } }: NotRendered): UnknownDraft {
  return { kind: 'unknown', code, why, at, affects: ['kubernetes'], incomplete: true };
}
function adviceOn({ code, why }: NotRendered): string {
  if (code === 'tool-missing') return '; install it, or pipe what it renders elsewhere into plimsoll scan -';
  if (/missing in charts\/ directory/.test(why)) return '; helm dependency build brings them';
  if (/unknown flag: --skip-schema-validation/.test(why)) return '; Helm 3.16 or later is needed';
  return /execution error at|nil pointer evaluating/.test(why) ? '; give values with --helm-values or --helm-set' : '';
}

const source = /^# Source: (.{1,1000})$/m;
/** Helm writes before each document which template it came from. */
function partsOf(text: string, pathOf: (name: string) => string): readonly RenderedPart[] {
  const chunks = text.split(/^---[ \t]*\r?\n(?=# Source: )/m).filter((chunk) => /\S/.test(chunk));
  const named = chunks.map((chunk) => ({ text: chunk, path: pathOf(source.exec(chunk)?.[1]?.trim() ?? '') }));
  const counts = Map.groupBy(named, ({ path }) => path);
  return named.map((part) => ({ ...part, alone: counts.get(part.path)?.length === 1 }));
}
