// The parts of a Compose project, section by section: what each file says of a service, a network, a secret, with
// what it includes and extends below it.
// https://docs.docker.com/reference/compose-file/merge/
import { withExtended } from './compose-extends.ts';
import type { ProjectLayer } from './compose-files.ts';
import { includedIn } from './compose-include.ts';
import { hideBelow } from './compose-merge.ts';
import { sections } from './compose-parts.ts';
import type { Loading, Model, Part, Parts, Section } from './compose-parts.ts';
import { findMember, isAbsent, membersOf, placeOf } from './config-value.ts';
import type { Value } from './config-value.ts';

/** All documents of a project's files, in the order in which they lie on top of each other. */
export async function loadModel(documents: readonly ProjectLayer[], loading: Loading): Promise<Model> {
  const model = new Map<Section, Parts>(sections.map((section) => [section, new Map()]));
  for (const document of documents) {
    const own = partsOf(document);
    for (const included of await includedIn(document, loading)) takeIn(included, own);
    for (const section of ['services', 'jobs'] as const) await extendAll(own.get(section), document, loading);
    for (const section of sections) {
      const parts = model.get(section);
      if (parts !== undefined) layOnTop(parts, own.get(section) ?? new Map(), document.root, section);
    }
  }
  return model;
}
/** What a document defines itself. */
export function partsOf(document: ProjectLayer): Model {
  return new Map(sections.map((section) => [section, definedIn(document, section)]));
}
function definedIn(document: ProjectLayer, section: Section): Parts {
  const parts: Parts = new Map();
  for (const { name, value } of membersOf(findMember(document.root, section))) {
    if (value.node.tag === '!reset') continue;
    const extended = findMember(value, 'extends');
    const base = extended === undefined || isAbsent(extended) ? undefined : extended;
    parts.set(name, { layers: [value], first: document, at: placeOf(value), ...(base && { extended: base }) });
  }
  return parts;
}

/** What is included lies below what is there already, and what is there twice is there once. */
function takeIn(included: Model, own: Model): void {
  for (const [section, parts] of included) {
    const into = own.get(section);
    for (const [name, part] of parts) {
      const known = into?.get(name);
      if (known === undefined) into?.set(name, part);
      else if (!isSame(part, known))
        into?.set(name, { ...part, ...keep(known), layers: [...part.layers, ...known.layers] });
    }
  }
}
function keep({ extended }: Part): Pick<Part, 'extended'> {
  return extended === undefined ? {} : { extended };
}
function isSame(a: Part, b: Part): boolean {
  return (
    a.layers.length === b.layers.length &&
    a.layers.every((layer, index) => {
      const other = b.layers[index];
      return layer.node === other?.node && layer.file === other.file;
    })
  );
}

async function extendAll(services: Parts | undefined, document: ProjectLayer, loading: Loading): Promise<void> {
  if (services === undefined) return;
  const source = { document, services };
  const found: (readonly [string, readonly Value[]])[] = [];
  for (const [name, part] of services)
    if (part.extended !== undefined) found.push([name, await withExtended(name, source, loading)]);
  for (const [name, layers] of found) {
    const part = services.get(name);
    if (part !== undefined) services.set(name, { layers, first: part.first, at: part.at });
  }
}

function layOnTop(parts: Parts, top: Parts, root: Value, section: Section): void {
  const whole = findMember(root, section);
  const gone = whole?.node.tag === '!reset' || whole?.node.tag === '!override';
  if (gone) parts.clear();
  for (const { name, value } of membersOf(whole)) {
    const { tag } = value.node;
    if (tag === '!reset') parts.delete(name);
    if (tag === '!override') hide(parts, name, value);
  }
  if (whole?.node.tag === '!reset') return;
  for (const [name, part] of top) {
    const known = parts.get(name);
    parts.set(name, known === undefined ? part : { ...known, layers: [...known.layers, ...part.layers] });
  }
}
function hide(parts: Parts, name: string, by: Value): void {
  const layers = [...(parts.get(name)?.layers ?? [])];
  hideBelow(layers, by, (layer) => layer);
  const part = parts.get(name);
  if (part === undefined) return;
  if (layers.length === 0) parts.delete(name);
  else parts.set(name, { ...part, layers });
}
