// What one run of the fixes holds: all rounds as one change, read again in memory and no more of it than has changed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { ModelEdit } from '../src/model/edit.ts';
import { maxRounds, planUntilDone, type WholePlan } from '../src/scan/fix-rounds.ts';
import { openReread } from '../src/scan/reread.ts';
import type { ScanResult } from '../src/scan/scan.ts';
import { plimsoll, scratch } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
async function planOf(folder: string): Promise<{ readonly plan: WholePlan; readonly looks: readonly string[] }> {
  const kept = openReread();
  const looks: string[] = [];
  const reread: typeof kept = {
    places: kept.places,
    get texts() {
      return kept.texts;
    },
    replace: (texts) => {
      looks.push('again');
      kept.replace(texts);
    },
    recall: async (key, at, telling, reading) =>
      kept.recall(key, at, telling, async (into) => {
        const found = await reading(into);
        // Folders, and links themselves, have no readers.
        if (Object.keys(found).length > 0) looks.push(path.relative(folder, at));
        return found;
      }),
  };
  const scan = async (): Promise<ScanResult> => scanTargets([folder], { reread, packs: new Set(['hygiene']) });
  const plan = await planUntilDone({ first: await scan(), which: 'all', read, reread, scanAgain: scan });
  return { plan, looks };
}

const twoRounds = `FROM debian:12.7-slim
RUN apt-get update
RUN apt-get install curl
USER 65532:65532
`;
test('--diff shows what --fix then does, as one change of each file', async () => {
  const cwd = writeFiles({ 'web/Dockerfile': twoRounds });
  const run = async (how: string): ReturnType<typeof plimsoll> =>
    plimsoll(['scan', 'web', how, '--fixes', 'all', '--pack', 'hygiene'], { cwd, cache: scratch() });
  const { stdout } = await run('--diff');
  assert.equal(stdout.match(/^--- /gmu)?.length, 1);
  assert.equal(readFileSync(path.join(cwd, 'web/Dockerfile'), 'utf8'), twoRounds);
  const { stderr } = await run('--fix');
  assert.match(stderr, /^plimsoll: \d edits in web\/Dockerfile$/mu);
  const lines = readFileSync(path.join(cwd, 'web/Dockerfile'), 'utf8').split('\n');
  const added = stdout.split('\n').filter((line) => /^\+(?!\+\+ )/u.test(line));
  assert.ok(added.length > 0 && added.every((line) => lines.includes(line.slice(1))));
  assert.match((await run('--fix')).stderr, /nothing to change/u);
});

const sound = 'FROM debian:12.7-slim\nUSER 65532:65532\n';
const rows: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly looks: readonly string[];
}[] = [
  { name: 'nothing to fix is not read again', files: { Dockerfile: sound }, looks: ['Dockerfile'] },
  {
    name: 'only what has changed is read again',
    files: { Dockerfile: twoRounds, 'other/Dockerfile': sound },
    looks: ['Dockerfile', 'other/Dockerfile', 'again', 'Dockerfile', 'again', 'Dockerfile'],
  },
  {
    name: 'whoever has looked for a file that is made now is read again',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.27.2\n',
      'web/Dockerfile': 'FROM debian:12.7-slim\nCOPY . /srv\nUSER 65532:65532\n',
      'other/Dockerfile': sound,
    },
    looks: ['compose.yaml', 'other/Dockerfile', 'web/Dockerfile', 'again', 'compose.yaml', 'web/Dockerfile'],
  },
  {
    name: 'whoever extends what has changed is read again',
    files: {
      'compose.yaml': 'services:\n  web:\n    extends: {file: base.yml, service: web}\n',
      'base.yml': 'services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n',
    },
    looks: ['base.yml', 'compose.yaml', 'again', 'base.yml', 'compose.yaml'],
  },
];
for (const { name, files, looks } of rows)
  test(name, async () => {
    const found = await planOf(writeFiles(files));
    assert.deepEqual(found.looks, looks);
  });
test('what is read through a link is read again, and else not', async () => {
  const folder = writeFiles({ 'real/web.txt': twoRounds, 'real/sound.txt': sound });
  symlinkSync('real/web.txt', path.join(folder, 'Dockerfile'));
  symlinkSync('real/sound.txt', path.join(folder, 'Dockerfile.sound'));
  const { looks } = await planOf(folder);
  assert.deepEqual(looks, ['Dockerfile', 'Dockerfile.sound', 'again', 'Dockerfile', 'again', 'Dockerfile']);
});

test('edits that undo each other come to an end, which is told', async () => {
  const folder = writeFiles({ 'compose.yaml': 'services:\n  web:\n    image: nginx:1.27.2\n    privileged: true\n' });
  const first = await scanTargets([folder]);
  const fix = first.report.findings.find(({ rule }) => rule === 'wl-privileged')?.fix;
  const [edit] = fix?.edits ?? [];
  assert.ok(edit !== undefined && 'field' in edit && fix !== undefined);
  const say = (value: boolean): ScanResult => {
    const only: ModelEdit = { op: 'set', target: edit.target, field: 'privileged', value };
    const findings = first.report.findings.slice(0, 1).map((one) => ({ ...one, fix: { ...fix, edits: [only] } }));
    return { ...first, report: { ...first.report, findings, cut: { ...first.report.cut, edits: [] } } };
  };
  let scans = 0;
  const plan = await planUntilDone({
    first: say(false),
    which: 'all',
    read,
    reread: openReread(),
    scanAgain: async () => say((scans += 1) % 2 === 1),
  });
  assert.equal(scans, maxRounds);
  assert.deepEqual(plan.unsettled, [path.join(folder, 'compose.yaml')]);
});
