// What is still there once the layers lie on each other. Follows the OCI image specification, `layer.md`,
// "Applying Changesets": a whiteout hides what lower layers have, never what its own layer has.
import type { EntryHeader, EntryType } from '../model/entry.ts';
import type { Draft } from '../model/facts.ts';

/** A wanted member of one layer, or one that decides about wanted members. */
export interface Member {
  readonly path: string;
  readonly type: EntryType;
  readonly size: number;
  readonly link?: string;
  /** Facts by reader id; empty for members that only matter by being there. */
  readonly drafts: Readonly<Record<string, readonly Draft[]>>;
}
/** All that later steps need of one layer; JSON, so that it can be cached. */
export interface LayerReading {
  readonly members: readonly Member[];
  /** Paths that the layer deletes. */
  readonly whiteouts: readonly string[];
  /** Folders whose lower contents the layer hides. */
  readonly opaque: readonly string[];
}
export interface Placed {
  readonly layer: number;
  readonly member: Member;
}
const marker = '.wh.';
const opaqueMarker = '.wh..wh..opq';

/** Collects one layer, member by member, in archive order; the last of duplicate paths wins. */
export class LayerCollector {
  readonly #members = new Map<string, Member>();
  readonly #whiteouts = new Set<string>();
  readonly #opaque = new Set<string>();

  add(header: EntryHeader, drafts: Member['drafts'], layered: boolean): void {
    const cut = header.path.lastIndexOf('/') + 1;
    const name = header.path.slice(cut);
    if (layered && name.startsWith(marker)) {
      if (name === opaqueMarker) this.#opaque.add(header.path.slice(0, Math.max(0, cut - 1)));
      else if (!name.startsWith('.wh..wh.')) this.#whiteouts.add(header.path.slice(0, cut) + name.slice(marker.length));
      return;
    }
    const member = { path: header.path, type: header.type, size: header.size, drafts };
    this.#members.set(header.path, header.link === undefined ? member : { ...member, link: header.link });
  }
  reading(): LayerReading {
    return { members: [...this.#members.values()], whiteouts: [...this.#whiteouts], opaque: [...this.#opaque] };
  }
}

/** The collector of one layer, made when it is first asked for. */
export function collectorAt(collectors: LayerCollector[], layer: number): LayerCollector {
  while (collectors.length <= layer) collectors.push(new LayerCollector());
  const collector = collectors[layer];
  if (collector === undefined) throw new Error(`no layer ${layer}`);
  return collector;
}

/** The merged tree as far as anybody wants it: path to the member that is seen there. */
export function mergeLayers(layers: readonly LayerReading[]): Map<string, Placed> {
  const seen = new Map<string, Placed>();
  for (const [layer, reading] of layers.entries()) {
    if (seen.size > 0) hideLower(seen, reading);
    for (const member of reading.members) {
      const below = seen.get(member.path);
      // A folder over a folder changes nothing; anything else replaces what is there.
      if (member.type === 'dir' && below?.member.type === 'dir') continue;
      seen.set(member.path, { layer, member });
    }
  }
  return seen;
}

function hideLower(seen: Map<string, Placed>, reading: LayerReading): void {
  const gone = new Set(reading.whiteouts);
  const opaque = new Set(reading.opaque);
  const solid = new Set<string>();
  for (const member of reading.members) if (member.type !== 'dir') solid.add(member.path);
  if (gone.size === 0 && opaque.size === 0 && solid.size === 0) return;
  for (const path of seen.keys()) {
    if (gone.has(path) || opaque.has('') || hasHidingAncestor(path, gone, opaque, solid)) seen.delete(path);
  }
}

function hasHidingAncestor(
  path: string,
  gone: ReadonlySet<string>,
  opaque: ReadonlySet<string>,
  solid: ReadonlySet<string>,
): boolean {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const folder = path.slice(0, end);
    if (gone.has(folder) || opaque.has(folder) || solid.has(folder)) return true;
  }
  return false;
}

const maxLinks = 40;
/** Where a path leads in the merged tree, links followed as from the root; undefined for a loop. */
export function resolvePath(seen: ReadonlyMap<string, Placed>, path: string): string | undefined {
  const start = path.startsWith('/') ? '/' : '';
  const todo = path.split('/').reverse();
  const done: string[] = [];
  let links = 0;
  while (todo.length > 0) {
    const part = todo.pop();
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      done.pop();
      continue;
    }
    done.push(part);
    const member = seen.get(start + done.join('/'))?.member;
    if (member?.type !== 'link' || member.link === undefined) continue;
    links += 1;
    if (links > maxLinks) return undefined;
    done.pop();
    if (member.link.startsWith('/')) done.length = 0;
    todo.push(...member.link.split('/').reverse());
  }
  return start + done.join('/');
}
