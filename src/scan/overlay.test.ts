import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EntryHeader } from '../model/entry.ts';
import { LayerCollector, mergeLayers, resolvePath, type LayerReading } from './overlay.ts';

type Row = string | readonly [string, EntryHeader['type'], string?];
function layer(...rows: readonly Row[]): LayerReading {
  const collector = new LayerCollector();
  for (const row of rows) {
    const [path, type, link] = typeof row === 'string' ? ([row, 'file'] as const) : row;
    collector.add({ path, type, size: 1, mode: 0o644, uid: 0, gid: 0, ...(link !== undefined && { link }) }, {}, true);
  }
  return collector.reading();
}
function seenIn(...layers: readonly LayerReading[]): readonly string[] {
  return [...mergeLayers(layers)].map(([path, placed]) => `${placed.layer}:${path}`).sort();
}

const rows: readonly { name: string; layers: readonly LayerReading[]; sees: readonly string[] }[] = [
  { name: 'the highest layer wins', layers: [layer('a/f'), layer('a/f')], sees: ['1:a/f'] },
  { name: 'a whiteout hides the file below', layers: [layer('a/f'), layer('a/.wh.f')], sees: [] },
  { name: 'a whiteout of a folder hides what is in it', layers: [layer('a/b/f', 'g'), layer('.wh.a')], sees: ['0:g'] },
  { name: 'a whiteout leaves its own layer alone', layers: [layer('a/f'), layer('a/.wh.f', 'a/f')], sees: ['1:a/f'] },
  { name: 'and in any order', layers: [layer('a/f'), layer('a/f', 'a/.wh.f')], sees: ['1:a/f'] },
  {
    name: 'an opaque folder hides what is below it',
    layers: [layer('a/f', 'a/b/g', 'c'), layer('a/.wh..wh..opq', 'a/h')],
    sees: ['0:c', '1:a/h'],
  },
  { name: 'an opaque root hides everything', layers: [layer('a/f'), layer('.wh..wh..opq', 'h')], sees: ['1:h'] },
  { name: 'a file over a folder takes its contents away', layers: [layer('a/f'), layer('a')], sees: ['1:a'] },
  {
    name: 'a link over a folder takes its contents away',
    layers: [layer('a/f'), layer(['a', 'link', 'b'])],
    sees: ['1:a'],
  },
  {
    name: 'a folder over a folder keeps its contents',
    layers: [layer(['a', 'dir'], 'a/f'), layer(['a', 'dir'])],
    sees: ['0:a', '0:a/f'],
  },
  { name: 'a folder over a file replaces it', layers: [layer('a'), layer(['a', 'dir'])], sees: ['1:a'] },
  { name: 'what was deleted can come back', layers: [layer('f'), layer('.wh.f'), layer('f')], sees: ['2:f'] },
  {
    name: 'names that only look like whiteouts hide nothing else',
    layers: [layer('f', 'wh.f'), layer('.wh..wh.plnk')],
    sees: ['0:f', '0:wh.f'],
  },
  { name: 'the last of two equal members of a layer wins', layers: [layer(['f', 'link', 'x'], 'f')], sees: ['0:f'] },
];
for (const { name, layers, sees } of rows) {
  test(`overlay: ${name}`, () => assert.deepEqual(seenIn(...layers), sees));
}

const tree = mergeLayers([
  layer(
    ['bin', 'link', 'usr/bin'],
    ['var/lib/rpm', 'link', '../../usr/lib/sysimage/rpm'],
    ['abs', 'link', '/opt/x'],
    ['loop', 'link', 'loop'],
    ['up', 'link', '../../../etc'],
    ['/work/shop/current', 'link', 'v1'],
  ),
]);
const links: readonly (readonly [string, string | undefined, string])[] = [
  ['bin/sh', 'usr/bin/sh', 'a relative folder link'],
  ['var/lib/rpm/rpmdb.sqlite', 'usr/lib/sysimage/rpm/rpmdb.sqlite', 'dots of a link are relative to its folder'],
  ['abs/y', 'opt/x/y', 'an absolute link starts at the root of the image'],
  ['up/passwd', 'etc/passwd', 'dots never lead above the root'],
  ['plain/file', 'plain/file', 'no link, no change'],
  ['loop/x', undefined, 'a loop has no end'],
  ['/work/shop/file', '/work/shop/file', 'a folder that was named by its whole path keeps it'],
  ['/work/shop/current/file', '/work/shop/v1/file', 'and so do links in it'],
];
for (const [path, target, name] of links) {
  test(`links: ${name}`, () => assert.equal(resolvePath(tree, path), target));
}
