// What rules about workloads say of what their examples have no room for: what was wrongly accused or spared once the
// condition that each row is about were gone.
import type { Example } from '../src/model/check.ts';
import type { Row } from './judgement-row.ts';

const compose = (text: string, files?: Example['files']): Example => ({
  format: 'compose',
  text,
  ...(files !== undefined && { files }),
});
export const workloadRows: readonly Row[] = [
  [
    'a service goes back to the account of what it is built from',
    'wl-run-as-root',
    compose('services:\n  web:\n    build: .\n    user: root\n', {
      Dockerfile: 'FROM debian:12.7-slim\nUSER 10001\n',
    }),
    1,
  ],
];
