// One damaged input through the whole program, and everything that must hold whatever is in it.
import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openAdvisories } from '../../src/advisories/open.ts';
import { updateDatabase } from '../../src/advisories/update.ts';
import { openFactCache } from '../../src/cache/fact-cache.ts';
import { readBuiltInSet } from '../../src/cli/places.ts';
import { AppError } from '../../src/model/errors.ts';
import { json } from '../../src/outputs/json.ts';
import { markdown } from '../../src/outputs/markdown.ts';
import { sarif } from '../../src/outputs/sarif.ts';
import { table } from '../../src/outputs/table.ts';
import { exitCodeOf } from '../../src/policy/verdict.ts';
import { planFixes } from '../../src/scan/fix-plan.ts';
import { toLayerMemory } from '../../src/scan/layer-cache.ts';
import { ruleTexts } from '../../src/scan/rules.ts';
import type { ScanOptions, ScanResult } from '../../src/scan/scan.ts';
import { type Mirror, serveMirror } from '../../testdata/advisories/serve-mirror.ts';
import { places, smallMirror, toRecord, zipOf } from '../../testdata/advisories/small-mirror.ts';
import { scanTargets } from '../scan-folder.ts';
import type { Format, Sample } from './formats.ts';

/** How it ended: `exit 0`, `1` or `3`, the code of the AppError behind `exit 2`, or what became of a feed. */
export type Outcome = string;
export interface Input {
  readonly format: Format;
  readonly sample: Sample;
  readonly damaged: Buffer;
  /** Twice: images the second time through the cache of layers. */
  readonly scans: 'once' | 'twice';
}
export interface Judge {
  (input: Input): Promise<Outcome>;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const shown = { width: 80, colour: false, unicode: true, show: 'info', exitCode: 0, rules: ruleTexts() } as const;
const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../schema/report-1.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: false }).compile(schema);

/** Something is known of every ecosystem among the samples, so that a sound one is judged to its end. */
function wholeMirror(): Map<string, string | Buffer> {
  const flaw = (ecosystem: string, name: string): string =>
    toRecord(`CVE-2099-${name}`, [{ ecosystem, name, fixed: '999:1' }]);
  return smallMirror()
    .set(places.npm.replace('npm', 'Alpine'), zipOf([flaw('Alpine:v3.20', 'musl')]))
    .set(places.debian, zipOf([flaw('Debian:12', 'openssl'), flaw('Debian:12', 'base-files')]));
}

export async function openJudge(work: string): Promise<Judge> {
  const mirror = await serveMirror(wholeMirror());
  const database = path.join(work, 'whole.db');
  await updateDatabase({
    file: database,
    ecosystems: ['Alpine', 'Debian', 'Rocky Linux', 'npm'],
    mirror: mirror.url,
    signal,
    now: () => new Date(0),
    retries: 0,
  });
  const cache = openFactCache(path.join(work, 'cache'));
  const options: Partial<ScanOptions> = {
    advisories: async () => openAdvisories({ file: database, builtIn: readBuiltInSet }),
    maxAgeDays: 100_000,
  };
  const withCache: Partial<ScanOptions> = {
    ...options,
    memoryFor: (describe, readers) => toLayerMemory(cache, describe, readers),
  };
  const folders = new Map<Sample, Promise<Place>>();
  const judge = async (input: Input): Promise<Outcome> => {
    const { format, sample } = input;
    if (format.use === 'feed') return judgeFeed(mirror, path.join(work, 'damaged.db'), input);
    const place = folders.get(sample) ?? layOut(format, sample, { work, options });
    folders.set(sample, place);
    return judgeScan(await place, input, { options, again: format.use === 'image' ? withCache : options });
  };
  return Object.assign(judge, { close: mirror.close });
}

/** A sample on disk, whose damaged file is written anew for each input. */
interface Place {
  readonly folder: string;
  readonly target: string;
  /** Packages of the sound sample. */
  readonly packages: readonly string[];
}
interface Around {
  readonly work: string;
  readonly options: Partial<ScanOptions>;
}
async function layOut(format: Format, sample: Sample, { work, options }: Around): Promise<Place> {
  const folder = mkdtempSync(path.join(work, 'in-'));
  const whole = sample.wrap?.(sample.bytes) ?? sample.bytes;
  const files = { ...sample.beside, ...(sample.file !== '' && { [sample.file]: whole }) };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const target =
    format.use === 'image' ? path.join(folder, sample.file) : format.use === 'tree' ? `rootfs:${folder}` : folder;
  const { packages } = await answerOf(target, options);
  return { folder, target, packages };
}

interface Scans {
  readonly options: Partial<ScanOptions>;
  readonly again: Partial<ScanOptions>;
}
async function judgeScan({ folder, target, packages }: Place, input: Input, scans: Scans): Promise<Outcome> {
  const { format, sample, damaged } = input;
  const asked = format.use === 'words' ? asArgument(damaged) : target;
  const more = format.use === 'ignores' ? { ignores: { path: 'ignores', text: damaged.toString() } } : {};
  if (sample.file !== '') writeFileSync(path.join(folder, sample.file), damaged);
  const before = lookAt(folder);
  const first = await answerOf(asked, { ...scans.options, ...more });
  if (input.scans === 'twice') {
    const again = await answerOf(asked, { ...scans.again, ...more });
    assert.equal(again.said, first.said, 'the same bytes give the same answer');
  }
  assert.deepEqual(lookAt(folder), before, 'a scan leaves what it reads as it was');
  if (format.sealed && /^exit [01]$/u.test(first.outcome))
    assert.deepEqual(first.packages, packages, 'what is not whole does not pass for it');
  return first.outcome;
}
/** As a kernel takes it: without NUL, and of 128 KiB at most. */
function asArgument(bytes: Buffer): string {
  return bytes.subarray(0, 120_000).toString().replaceAll('\0', '');
}
/** All that a scan could change: names, types, sizes, modes and times. */
function lookAt(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, size, mtimeMs, ino } = lstatSync(path.join(folder, name));
      return `${name} ${mode} ${size} ${mtimeMs} ${ino}`;
    });
}

interface Answer {
  readonly outcome: Outcome;
  readonly said: string;
  readonly packages: readonly string[];
}
async function answerOf(target: string, options: Partial<ScanOptions>): Promise<Answer> {
  let result: ScanResult;
  try {
    result = await scanTargets([target], options);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: error.code, said: `${error.code} ${error.message}`, packages: [] };
  }
  const { report, facts } = result;
  const said = [...json.write(report, shown)].join('');
  assert.ok(
    validate(JSON.parse(said)),
    `the report is as its schema says: ${JSON.stringify(validate.errors?.slice(0, 3))}`,
  );
  for (const output of [table, markdown]) assertPrintable(output.id, [...output.write(report, shown)].join(''));
  JSON.parse([...sarif.write(report, shown)].join(''));
  const plan = planFixes({ report, facts, which: 'all' }, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return {
    outcome: `exit ${exitCodeOf(report.verdict)}`,
    said: said + JSON.stringify(plan),
    packages: report.packages.map(({ purl }) => purl),
  };
}
const raw = /(?!\n)[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]|\p{Surrogate}/u;
function assertPrintable(id: string, text: string): void {
  const found = raw.exec(text);
  assert.equal(found, null, `${id} has ${JSON.stringify(found?.[0])} raw`);
}

async function judgeFeed(mirror: Mirror, file: string, { sample, damaged }: Input): Promise<Outcome> {
  const sound = mirror.files.get(sample.file);
  mirror.files.set(sample.file, damaged);
  rmSync(file, { force: true });
  const ecosystem = /([\w ]+)\/all\.zip$/u.exec(sample.file)?.[1] ?? 'npm';
  try {
    const update = { file, ecosystems: [ecosystem], mirror: mirror.url, signal, now: () => new Date(0), retries: 0 };
    const { failures, skippedRecords } = await updateDatabase(update);
    const data = await openAdvisories({ file, builtIn: readBuiltInSet });
    try {
      for (const name of ['lodash', 'openssl', '__proto__'])
        data.find(ecosystem === 'Debian' ? 'Debian:12' : ecosystem, name);
      data.exploitation(['CVE-2021-44228', 'CVE-2021-23337']);
    } finally {
      data.close();
    }
    return failures.length > 0 ? 'told' : skippedRecords > 0 ? 'skipped records' : 'stored';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  } finally {
    if (sound === undefined) mirror.files.delete(sample.file);
    else mirror.files.set(sample.file, sound);
  }
}
