// `plimsoll db`: fetches advisory data, and says what is there.
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { rememberedEcosystems } from '../advisories/remembered.ts';
import { databaseStatus } from '../advisories/status.ts';
import { updateDatabase } from '../advisories/update.ts';
import { AppError } from '../model/errors.ts';
import { cacheFolder, databaseFile } from './places.ts';
import { openProgress, writeAll, writeError } from './terminal.ts';

type Options = Readonly<Record<string, unknown>>;
const wide = ['Debian', 'Ubuntu', 'Alpine', 'npm', 'PyPI', 'Go', 'Maven'];

export async function updateCommand(options: Options): Promise<number> {
  // Reading feeds leaves much behind that is dead at once: a young generation that does not grow with it keeps the
  // process a third smaller, for a fifth more time.
  setFlagsFromString('--semi-space-growth-factor=1');
  const progress = openProgress();
  const stop = new AbortController();
  const onSignal = (): void => stop.abort(new AppError('download-failed', 'stopped; the old data is as it was'));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const named = Array.isArray(options['ecosystem'])
      ? options['ecosystem'].filter((name) => typeof name === 'string')
      : [];
    const met = rememberedEcosystems(path.join(cacheFolder(), 'ecosystems.json'));
    const mirror = options['mirror'];
    const summary = await updateDatabase({
      file: databaseFile(options['db']),
      ecosystems: options['all'] === true ? 'all' : named.length > 0 ? named : met.length > 0 ? met : wide,
      signal: stop.signal,
      now: () => new Date(),
      onProgress: progress.say,
      ...(typeof mirror === 'string' && { mirror }),
    });
    progress.end();
    for (const { id, records, date } of summary.feeds)
      writeAll(1, `${id.padEnd(16)} ${String(records).padStart(8)} records, newest ${date.slice(0, 10)}\n`);
    for (const failure of summary.failures) writeError(`plimsoll: ${failure}`);
    return summary.failures.length === 0 ? 0 : 2;
  } catch (error) {
    progress.end();
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
    if (!(reason instanceof AppError)) throw reason;
    writeError(`plimsoll: ${reason.message} (${reason.code})`);
    return 2;
  } finally {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  }
}

export async function statusCommand(options: Options): Promise<number> {
  const file = databaseFile(options['db']);
  const status = await databaseStatus(file);
  if (status === undefined) {
    writeAll(
      1,
      `No advisory database at ${file}.\nOnly the built-in set of known-exploited vulnerabilities answers; \`plimsoll db update\` fetches the rest.\n`,
    );
    return 0;
  }
  writeAll(1, `${file}\n`);
  for (const { id, records, date, fetched } of status.feeds) {
    writeAll(
      1,
      `${id.padEnd(16)} ${String(records).padStart(8)} records, newest ${date.slice(0, 10)}, fetched ${fetched.slice(0, 10)}\n`,
    );
  }
  writeAll(1, `digest ${status.digest}\n`);
  return 0;
}
