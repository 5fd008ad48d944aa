// `plimsoll scan`: options to a scan, a report to bytes, a verdict to an exit code.
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packs } from '../model/check.ts';
import { AppError } from '../model/errors.ts';
import { reachLevels, type ReachLevel } from '../model/graph.ts';
import type { OutputOptions } from '../model/report.ts';
import { severities, type Severity } from '../model/severity.ts';
import { outputs } from '../outputs/index.ts';
import { exitCodeOf } from '../policy/verdict.ts';
import { joinCommandLine } from '../sources/command-line.ts';
import type { PlannedFile } from '../scan/fix-plan.ts';
import type { Rounds } from '../scan/fix-rounds.ts';
import type { Reread } from '../scan/reread.ts';
import { parts, scan, type ScanOptions, type ScanResult } from '../scan/scan.ts';
import { findIgnoreFile } from './find-ignore-file.ts';
import { cacheFolder, databaseFile, readBuiltInSet } from './places.ts';
import { isTerminal, openProgress, writeAll, writeError, writePieces } from './terminal.ts';
import { version } from './version.ts';

export type Options = Readonly<Record<string, unknown>>;

/** Exit code: 0 pass, 1 over, 2 cannot go on, 3 incomplete. */
export async function scanCommand(written: readonly string[], options: Options): Promise<number> {
  const reread = isFixing(options) ? (await import('../scan/reread.ts')).openReread() : undefined;
  return withScan(written, { options, ...(reread && { reread }) }, async (result, scanAgain) => {
    const code = exitCodeOf(result.report.verdict);
    if (reread !== undefined) return fix({ first: result, reread, scanAgain }, options, code);
    await writeReport(result, options, code);
    return code;
  });
}
function isFixing(options: Options): boolean {
  return options['diff'] === true || options['fix'] === true;
}
export interface Asked {
  readonly options: Options;
  /** For whoever scans again. */
  readonly reread?: Reread;
}
/** Scans, and has `finish` show what came of it and give the exit code; what cannot go on is said in one line. */
export async function withScan(
  written: readonly string[],
  { options, reread }: Asked,
  finish: (result: ScanResult, scanAgain: () => Promise<ScanResult>) => Promise<number>,
): Promise<number> {
  const targets = joinCommandLine(written);
  const started = process.hrtime.bigint();
  const progress = openProgress();
  const timeout = new AbortController();
  try {
    const limitMs = parseDuration(text(options, 'timeout') ?? '10m');
    const timer = setTimeout(
      () =>
        timeout.abort(
          new AppError(
            'timed-out',
            `not done within ${text(options, 'timeout')}; raise --timeout, or narrow the scan with --only and --skip`,
          ),
        ),
      limitMs,
    );
    timer.unref();
    const running = { signal: timeout.signal, say: progress.say };
    const scanOptions = { ...(await toScanOptions(targets, options, running)), ...(reread && { reread }) };
    const result = await scan(scanOptions);
    progress.end();
    await remember(result.ecosystems);
    const { onProgress: _, ...quietly } = scanOptions;
    const code = await finish(result, async () => scan(quietly));
    clearTimeout(timer);
    if (!isFixing(options)) writeError(`plimsoll: ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(2)} s`);
    return code;
  } catch (error) {
    progress.end();
    const reason: unknown = timeout.signal.aborted ? timeout.signal.reason : error;
    if (!(reason instanceof AppError)) throw reason;
    writeError(`plimsoll: ${reason.message} (${reason.code})`);
    return 2;
  }
}

interface Running {
  readonly signal: AbortSignal;
  readonly say: (what: string) => void;
}
async function toScanOptions(targets: readonly string[], options: Options, running: Running): Promise<ScanOptions> {
  const distro = parseDistro(text(options, 'distro'));
  const failOn = severities.find((severity) => severity === options['failOn']);
  const ignores = await findIgnoreFile(targets, text(options, 'ignoreFile'));
  const memory = options['cache'] === false ? undefined : await openLayerMemory();
  const platform = text(options, 'platform');
  const image = text(options, 'image');
  const standard = text(options, 'compliance');
  return {
    targets,
    only: parseChoices('--only', parts, options['only']) ?? new Set(parts),
    open: {
      signal: running.signal,
      skip: list(options, 'skip'),
      hostPlatform: `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`,
      ...(platform !== undefined && { platform }),
      ...(image !== undefined && { image }),
      ...(options['render'] !== false && {
        render: {
          searchPath: process.env['PATH'] ?? '',
          helmValues: list(options, 'helmValues'),
          helmSet: list(options, 'helmSet'),
        },
      }),
      ...(options['crossFileSystems'] === true && { crossFileSystems: true }),
      ...(targets.includes('-') && { stdin: process.stdin }),
    },
    advisories: async () =>
      (await import('../advisories/open.ts')).openAdvisories({
        file: databaseFile(options['db']),
        builtIn: readBuiltInSet,
      }),
    complete: options['complete'] === true,
    ...(standard !== undefined && { compliance: standard }),
    trustedRegistries: list(options, 'trustedRegistry'),
    packs: parseChoices('--pack', packs, options['pack']) ?? new Set(),
    loadLine: reachLevels.find((level): level is ReachLevel => level === options['loadLine']) ?? 'neighbours',
    ignoreUnfixed: options['ignoreUnfixed'] === true,
    today: new Date().toISOString().slice(0, 10),
    maxAgeDays: parseDays(text(options, 'dbMaxAge') ?? '7'),
    version,
    onProgress: running.say,
    ...(distro && { distro }),
    ...(failOn && { failOn }),
    ...(ignores && { ignores }),
    ...(memory && { memoryFor: memory }),
  };
}

/** Most runs have nothing to remember. */
async function remember(ecosystems: readonly string[]): Promise<void> {
  if (ecosystems.length === 0) return;
  const { rememberEcosystems } = await import('../advisories/remembered.ts');
  rememberEcosystems(path.join(cacheFolder(), 'ecosystems.json'), ecosystems);
}

/** Only opened when an image is scanned; a cache that cannot be used costs time and nothing else. */
async function openLayerMemory(): Promise<ScanOptions['memoryFor']> {
  const { openFactCache } = await import('../cache/fact-cache.ts');
  const { toLayerMemory } = await import('../scan/layer-cache.ts');
  let cache: ReturnType<typeof openFactCache> | undefined;
  return (describe, readers) => {
    cache ??= openFactCache(path.join(cacheFolder(), 'layers'));
    return toLayerMemory(cache, describe, readers);
  };
}

async function writeReport(result: ScanResult, options: Options, exitCode: number): Promise<void> {
  const format = text(options, 'format') ?? 'table';
  const load = outputs.get(format);
  if (load === undefined)
    throw new AppError('bad-option', `--format ${format}: there is ${[...outputs.keys()].join(', ')}`);
  const output = await load();
  const shown: OutputOptions = {
    ...shownAs(options),
    show: options['all'] === true ? 'info' : toSeverity(text(options, 'show')),
    exitCode,
    rules: output.catalogue === true ? (await import('../scan/rules.ts')).ruleTexts() : [],
  };
  writeWhereAsked(output.write(result.report, shown), options);
}
/** As wide and as colourful as the terminal it goes to, if it goes to one. */
export function shownAs(options: Options): Pick<OutputOptions, 'width' | 'colour' | 'unicode'> {
  const isShown = text(options, 'output') === undefined && isTerminal(1);
  return {
    width: isShown ? Math.min(process.stdout.columns ?? 80, 120) : 80,
    colour: isShown && process.stdout.hasColors(),
    unicode: !/^(?:C|POSIX)$/u.test(
      process.env['LC_ALL'] ?? process.env['LC_CTYPE'] ?? process.env['LANG'] ?? 'C.UTF-8',
    ),
  };
}
export function writeWhereAsked(pieces: Iterable<string>, options: Options): void {
  const file = text(options, 'output');
  if (file === undefined) writePieces(1, pieces);
  else writeFile(file, pieces);
}
function writeFile(file: string, pieces: Iterable<string>): void {
  try {
    const fd = openSync(file, 'w');
    try {
      writePieces(fd, pieces);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new AppError('output-failed', `${file} could not be written: ${said(error)}`, { cause: error });
  }
}

async function fix(
  scans: Pick<Rounds, 'first' | 'reread' | 'scanAgain'>,
  options: Options,
  code: number,
): Promise<number> {
  const { maxRounds, planUntilDone } = await import('../scan/fix-rounds.ts');
  const { leadsOutside } = await import('./link.ts');
  const which = options['fixes'] === 'all' ? 'all' : 'cut';
  const roots = scans.first.report.targets.map(({ name }) => name);
  const refuse = (file: string): string | undefined =>
    leadsOutside(file, roots) ? 'it is a link to outside of what was scanned' : undefined;
  const { files, refused, unsettled } = await planUntilDone({ ...scans, which, read: readIfThere, refuse });
  const left = refused.map(({ path: file, why }) => `plimsoll: ${file} left as it is: ${why}`);
  for (const line of new Set(left)) writeError(line);
  for (const file of unsettled)
    writeError(`plimsoll: ${file} would still change after ${maxRounds} rounds of fixes: look at what they do to it`);
  if (options['fix'] === true) {
    for (const file of files) writeFixed(file);
    const done = files.reduce((sum, { edits }) => sum + edits, 0);
    const names = files.map((file) => file.path).join(', ');
    writeError(
      files.length === 0
        ? `plimsoll: nothing to change${which === 'cut' ? '; --fixes all makes every fix there is' : ''}`
        : `plimsoll: ${done} ${done === 1 ? 'edit' : 'edits'} in ${names}`,
    );
    return 0;
  }
  const { toPatch } = await import('../fixes/patch.ts');
  writeAll(1, files.map((file) => toPatch(file.path, file.before, file.after)).join(''));
  return code === 2 ? 2 : 0;
}
function writeFixed({ path: file, before, after }: PlannedFile): void {
  try {
    // A file that has come into being since is somebody else's.
    writeFileSync(file, after, { flag: before === undefined ? 'wx' : 'w' });
  } catch (error) {
    throw new AppError('fix-failed', `${file} could not be written: ${said(error)}`, { cause: error });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The chosen ones of a list; undefined where the option was not given. */
function parseChoices<T extends string>(option: string, all: readonly T[], value: unknown): ReadonlySet<T> | undefined {
  if (!Array.isArray(value)) return undefined;
  const wrong = value.filter((name) => !all.some((one) => one === name));
  if (wrong.length > 0) throw new AppError('bad-option', `${option} ${wrong.join(',')}: there is ${all.join(', ')}`);
  return new Set(all.filter((one) => value.includes(one)));
}
function parseDistro(value: string | undefined): ScanOptions['distro'] {
  if (value === undefined) return undefined;
  const [id = '', versionId] = value.split(':');
  if (!/^[a-z0-9._-]+$/u.test(id))
    throw new AppError('bad-option', `--distro ${value}: write it as in os-release, such as debian:12`);
  return { kind: 'os', id, idLike: [], name: value, at: [], ...(versionId !== undefined && { versionId }) };
}
function parseDuration(value: string): number {
  const match = /^(\d{1,6})(ms|s|m|h)?$/u.exec(value);
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  if (match === null) throw new AppError('bad-option', `--timeout ${value}: write it as 90s, 5m or 1h`);
  return Math.min(Number(match[1]) * (units[match[2] ?? 's'] ?? 1000), 2 ** 31 - 1);
}
function parseDays(value: string): number {
  if (!/^\d{1,5}$/u.test(value)) throw new AppError('bad-option', `--db-max-age ${value}: a number of days`);
  return Number(value);
}
function toSeverity(value: string | undefined): Severity {
  return severities.find((severity) => severity === value) ?? 'high';
}
export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
export function list(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
