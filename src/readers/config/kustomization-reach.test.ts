// What a kustomization is made of, and what of it would be fetched or run: all that is asked before a program sees it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { Entry, EntryType } from '../../model/entry.ts';
import { damaged } from './config-sample.ts';
import { reachOf } from './kustomization-reach.ts';

type Files = Readonly<Record<string, string>>;
function toEntry(name: string, text: string, type: EntryType = 'file'): Entry {
  const bytes = new TextEncoder().encode(text);
  return {
    path: name,
    type,
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    head: async (n) => bytes.subarray(0, n),
    read: async () => bytes,
    async *stream() {
      yield bytes;
    },
  };
}
/** As a disk without links has them. */
function finder(files: Files): (asked: string) => Promise<Entry | undefined> {
  return async (asked) => {
    const name = path.normalize(asked).replace(/\/$/u, '');
    const text = files[name];
    if (text !== undefined) return toEntry(name, text);
    return Object.keys(files).some((file) => file.startsWith(`${name}/`)) ? toEntry(name, '', 'dir') : undefined;
  };
}
async function reach(text: string, files: Files = {}): Promise<unknown> {
  const all = { 'o/kustomization.yaml': text, ...files };
  const found = await reachOf(toEntry('o/kustomization.yaml', text), finder(all));
  if ('files' in found) return [...found.files].sort();
  return `${found.at?.path ?? ''}:${String(found.at?.line)} ${found.why}`;
}

const refused: readonly (readonly [fact: string, text: string, why: RegExp, files?: Files])[] = [
  [
    'a remote file',
    'resources:\n- https://e.com/a.yaml',
    /^o\/kustomization\.yaml:2 https:\/\/e\.com\/a\.yaml would be fetched/u,
  ],
  ['a scheme in capitals', 'resources: [HTTP://e.com/a.yaml]', /would be fetched/u],
  ['a scheme in escapes', String.raw`resources: ["\x68ttps://e.com/a.yaml"]`, /would be fetched/u],
  [
    'a repository',
    'resources: [github.com/a/b//c?ref=v1]',
    /github\.com\/a\/b\/\/c\?ref=v1 is not in this repository or folder/u,
  ],
  ['a repository by login', 'bases: ["git@github.com:a/b"]', /would be fetched/u],
  ['a repository by getter', 'components: ["git::https://e.com/a"]', /would be fetched/u],
  ['a repository on the disk', 'resources: ["file:///srv/a"]', /would be fetched/u],
  ['a patch', 'patches:\n- path: http://127.0.0.1/p.yaml', /:2 http:\/\/127\.0\.0\.1\/p\.yaml would be fetched/u],
  ['a strategic patch', 'patchesStrategicMerge: [https://e.com/p.yaml]', /would be fetched/u],
  ['a generated file', 'configMapGenerator: [{files: ["a=https://e.com/x"]}]', /would be fetched/u],
  ['variables of a secret', 'secretGenerator: [{envs: ["https://e.com/x"]}]', /would be fetched/u],
  ['a schema', 'openapi: {path: "https://e.com/x"}', /would be fetched/u],
  ['definitions', 'crds: ["https://e.com/x"]', /would be fetched/u],
  ['one of two repeated keys', 'resources: [https://e.com/a]\nresources: []', /would be fetched/u],
  ['an anchor', 'a: &x https://e.com/a\nresources: [*x]', /would be fetched/u],
  ['a second document', 'resources: []\n---\nresources: [https://e.com/a]', /would be fetched/u],
  ['a chart', 'helmCharts:\n- name: a', /:1 helmCharts would fetch a chart/u],
  ['a chart, the old way', 'helmChartInflationGenerator: [{chartName: a}]', /would fetch a chart/u],
  ['a folder that is not here', 'resources: [../gone]', /\.\.\/gone is not in this/u],
  ['no YAML', 'resources: [', /^o\/kustomization\.yaml:1 /u],
  [
    'a base of a base',
    'resources: [../b]',
    /^c\/kustomization\.yml:1 https:\/\/e\.com would be fetched/u,
    { 'b/Kustomization': 'bases: [../c]', 'c/kustomization.yml': 'resources: [https://e.com]' },
  ],
  [
    'a transformer',
    'transformers: [t.yaml]',
    /^o\/t\.yaml:1 https:\/\/e\.com\/p would be fetched/u,
    { 'o/t.yaml': '{apiVersion: builtin, kind: PatchTransformer, path: "https://e.com/p"}' },
  ],
  [
    'a transformer in place',
    'transformers:\n- |-\n  kind: PatchTransformer\n  path: https://e.com/p\n',
    /:2 transformers name/u,
  ],
  [
    'a folder of transformers',
    'transformers: [t]',
    /transformers in a folder are not read/u,
    { 'o/t/kustomization.yaml': '' },
  ],
];
for (const [fact, text, why, files] of refused) {
  test(`refused: ${fact}`, async () => assert.match(String(await reach(text, files)), why));
}

const own = 'o/kustomization.yaml';
const taken: readonly (readonly [fact: string, text: string, files: Files, taken: readonly string[]])[] = [
  ['nothing', '', {}, [own]],
  [
    'a file and a patch',
    'resources: [a.yaml]\npatches: [{path: p.yaml}]',
    { 'o/a.yaml': '', 'o/p.yaml': '' },
    ['o/a.yaml', own, 'o/p.yaml'],
  ],
  [
    'a base and a component',
    'resources: [../b/]\ncomponents: [./c]',
    {
      'b/kustomization.yaml': 'resources: [d.yaml]',
      'b/d.yaml': '',
      'o/c/kustomization.yaml': 'patches: [{path: p.yaml}]',
      'o/c/p.yaml': '',
    },
    ['b/d.yaml', 'b/kustomization.yaml', 'o/c/kustomization.yaml', 'o/c/p.yaml', own],
  ],
  [
    'folders in a circle',
    'resources: [../b]',
    { 'b/kustomization.yaml': 'resources: [../o]' },
    ['b/kustomization.yaml', own],
  ],
  ['what becomes data is a file of its own', 'configMapGenerator: [{files: [pod.yaml]}]', { 'o/pod.yaml': '' }, [own]],
  [
    'addresses in what is said of the objects',
    'commonAnnotations: {a: https://e.com}\nconfigMapGenerator: [{literals: ["U=https://e.com"]}]\npatches: [{patch: "https://e.com"}]',
    {},
    [own],
  ],
  ['an image with a registry', 'images: [{name: a, newName: "e.com:5000/a"}]', {}, [own]],
  ['a patch in place', 'patchesStrategicMerge:\n- |-\n  kind: Pod\n  url: https://e.com\n', {}, [own]],
];
for (const [fact, text, files, expected] of taken) {
  test(`made of: ${fact}`, async () => assert.deepEqual(await reach(text, files), [...expected].sort()));
}
test('more folders than anybody has are refused', async () => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 600; at += 1) files[`f${at}/kustomization.yaml`] = `resources: [../f${at + 1}]`;
  assert.match(String(await reach('resources: [../f0]', files)), /more than 500 folders/u);
});
test('damaged ones are refused or read, and bring nothing down', async () => {
  const text =
    'resources: [a.yaml, ../b]\npatches:\n- path: p.yaml\n- patch: |-\n    a: 1\nimages: [{name: x, newTag: "1"}]\n';
  for (const bytes of damaged(Buffer.from(text), 300)) {
    const entry = { ...toEntry(own, ''), read: async () => bytes };
    const found = await reachOf(entry, finder({ 'o/a.yaml': '', 'b/kustomization.yaml': text }));
    assert.ok('files' in found || found.why !== '');
  }
});
