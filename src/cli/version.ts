// The version of this build: put in by the bundler, absent when run from source.
declare const PLIMSOLL_VERSION: string | undefined;
export const version: string = typeof PLIMSOLL_VERSION === 'string' ? PLIMSOLL_VERSION : '0.0.0-dev';
