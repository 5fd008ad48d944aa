// That only one process writes the database: a lock of the operating system, which ends with its holder.
// A file with a process number in it would outlive a killed update; SQLite's lock cannot.
import { AppError } from '../model/errors.ts';

/** `SQLITE_BUSY`, https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/** Throws AppError `database-locked` when another update is running. */
export async function lockDatabase(file: string): Promise<Disposable> {
  const { DatabaseSync } = await import('node:sqlite');
  try {
    const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return { [Symbol.dispose]: () => lock.close() };
  } catch (error) {
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === busy;
    if (isHeld)
      throw new AppError('database-locked', `another \`plimsoll db update\` is writing ${file}; wait for it to end`, {
        cause: error,
      });
    const said = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'database-unusable',
      `${file}.lock cannot be written (${said}); choose another place with --db`,
      { cause: error },
    );
  }
}
