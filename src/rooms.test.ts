// The architecture as a test: who may import whom, types counted, and no circles.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = import.meta.dirname;
const plugins = ['sources', 'readers', 'advisories', 'matchers', 'checks', 'graph', 'policy', 'fixes', 'outputs'];
const table: Readonly<Record<string, readonly string[]>> = {
  model: [],
  io: ['model'],
  syntax: ['model'],
  versions: ['model'],
  cache: ['model', 'io'],
  sources: ['model', 'io'],
  readers: ['model', 'io', 'syntax'],
  advisories: ['model', 'io'],
  matchers: ['model', 'versions'],
  checks: ['model'],
  graph: ['model'],
  policy: ['model'],
  fixes: ['model', 'syntax'],
  outputs: ['model'],
  scan: ['model', 'io', 'syntax', 'versions', 'cache', ...plugins],
  cli: ['model', 'io', 'syntax', 'versions', 'cache', ...plugins, 'scan'],
};
/** Rooms that may touch disk, network, clock, environment or processes. */
const worldly = new Set(['io', 'sources', 'advisories', 'cache', 'cli']);
const worldlyModule = /^node:(?:fs|net|http|https|dns|child_process|os|worker_threads|process)/u;

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file !== 'rooms.test.ts')
  .sort();
const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gu;

function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? '');
}
function roomOf(file: string): string {
  return file.split(path.sep)[0] ?? '';
}
function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : undefined;
}

test('every folder under src is a room of the table', () => {
  const rooms = new Set(files.map(roomOf));
  assert.deepEqual([...rooms].filter((room) => !(room in table)).sort(), []);
});

test('rooms import only what the table allows', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .map((specifier) => targetOf(file, specifier))
      .filter((target) => target !== undefined)
      .filter((target) => {
        const room = roomOf(target);
        if (room === '..') return !file.endsWith('.test.ts');
        return room !== roomOf(file) && !(table[roomOf(file)] ?? []).includes(room);
      })
      .map((target) => `${file} -> ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('only the rooms at the edge touch the world', () => {
  const wrong = files
    .filter((file) => !worldly.has(roomOf(file)) && !/(?:\.test|-sample)\.ts$/u.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => worldlyModule.test(name))
        .map((name) => `${file} -> ${name}`),
    );
  assert.deepEqual(wrong, []);
});

test('no circles', () => {
  const edges = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .map((specifier) => targetOf(file, specifier))
        .filter((to) => to !== undefined),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  function visit(file: string, trail: readonly string[]): void {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, 'done');
  }
  for (const file of files) visit(file, []);
  assert.deepEqual(circles, []);
});

test('every plug-in file stands in the list of its room', () => {
  const areas = new Set(files.filter((file) => /^checks\/[^/]+\//u.test(file)).map((file) => path.dirname(file)));
  const lists = Object.fromEntries([...areas, 'graph/edges'].map((folder) => [folder, `${folder}/index.ts`]));
  const joined = new Set(importsOf('checks/index.ts').map((specifier) => targetOf('checks/index.ts', specifier)));
  assert.deepEqual(
    [...areas].filter((folder) => !joined.has(`${folder}/index.ts`)),
    [],
  );
  const missing = Object.entries(lists).flatMap(([folder, list]) => {
    const listed = new Set(importsOf(list).map((specifier) => targetOf(list, specifier)));
    return files
      .filter(
        (file) => path.dirname(file) === folder && path.basename(file) !== 'index.ts' && !file.endsWith('.test.ts'),
      )
      .filter((file) => /export const \w+: (?:Check<|EdgeRule)/u.test(readFileSync(path.join(root, file), 'utf8')))
      .filter((file) => !listed.has(file));
  });
  assert.deepEqual(missing, []);
});
