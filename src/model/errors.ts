// One table of everything that can end a run, and the error that bad input raises inside io and readers.
import type { UnknownCode } from './unknown.ts';

/** A run that cannot go on; each ends with exit code 2. `docs/errors.md` lists them. */
export const appErrors = {
  'bad-option': 'an option has a value that it does not take',
  'database-locked': 'another process is updating the advisory database',
  'database-unusable': 'the advisory database cannot be opened or is damaged',
  'download-failed': 'advisory data could not be fetched',
  'fix-failed': 'a fix could not be written',
  'ignore-file-invalid': 'the ignore file cannot be understood',
  'image-not-found': 'the archive holds no image of that name',
  'output-failed': 'the report could not be written',
  'platform-not-found': 'the image has no such platform',
  'target-empty': 'the target holds nothing that can be judged',
  'target-not-found': 'the target does not exist',
  'target-unreadable': 'the target cannot be opened',
  'target-unsupported': 'the target is of no kind that can be opened',
  'timed-out': 'the time limit was reached',
} as const;
export type AppErrorCode = keyof typeof appErrors;

/** Messages say what happened, quote the value, and say what to do. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** Bad input, caught at the edge of one entry, layer or feed and turned into an unknown there. */
export class InputError extends Error {
  readonly code: UnknownCode;
  constructor(code: UnknownCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InputError';
    this.code = code;
  }
}
