// Judges labels that tools cannot read: names that are none, and values that are not what the name promises.
// https://github.com/opencontainers/image-spec/blob/main/annotations.md
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isReservedLabel } from '../image-hazard.ts';
import { pairsOf } from './assignments.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const namePattern = /^[a-z](?:[a-z0-9.-]*[a-z0-9])?$/u;
const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./u;
const address = { pattern: /^https?:\/\/[^\s/]+(?:\/\S*)?$/u, is: 'an address' };
const values: Readonly<Record<string, { readonly pattern: RegExp; readonly is: string }>> = {
  created: {
    pattern: /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/u,
    is: 'a time as in RFC 3339',
  },
  url: address,
  source: address,
  documentation: address,
  licenses: {
    pattern: /^\(*[A-Za-z0-9.+:-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+:-]+\)*)*$/u,
    is: 'an expression of SPDX',
  },
  revision: { pattern: /^[0-9a-f]{7,64}$/u, is: 'the hash of a commit' },
  version: { pattern: /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/u, is: 'a semantic version' },
  authors: { pattern: /@|:\/\//u, is: 'an address to write to' },
};

export const labelSchema: Check<'build'> = {
  id: toRuleId('df-label-schema'),
  title: 'A label that tools cannot read',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Whoever traces a flaw from an image to its source, or sorts images by owner, goes by these labels and finds nothing.',
  todo: 'Use names in lower case with dots and dashes, and the values that the OCI annotations ask for',
  refs: ['SYS:4.2', 'DL3048', 'DL3049', 'DL3050', 'DL3051', 'DL3052', 'DL3053', 'DL3054', 'DL3055', 'DL3056', 'DL3058'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('LABEL Owner=harbour'),
      onDebian('LABEL org.opencontainers.image.created="yesterday"'),
      onDebian('LABEL org.opencontainers.image.source=""'),
      onDebian('LABEL com.docker.owner=harbour'),
    ],
    good: [
      onDebian(
        'LABEL org.opencontainers.image.created="2026-11-24T10:00:00Z" \\',
        '  org.opencontainers.image.source="https://git.example/app" \\',
        '  org.opencontainers.image.licenses="Apache-2.0 OR MIT" \\',
        '  org.opencontainers.image.version="1.2.3"',
      ),
      onDebian('ARG REVISION', 'LABEL org.opencontainers.image.revision=$REVISION'),
    ],
  },
  *run(build) {
    for (const instruction of instructionsOf(shippedStages(build), 'LABEL')) {
      for (const { name, text } of pairsOf(instruction)) {
        const what =
          isReservedLabel(name) || name.includes('$') ? undefined : (faultOfName(name) ?? faultOfValue(name, text));
        if (what !== undefined)
          yield { key: name, what: `LABEL ${name} ${what}`, fields: [instructionField(instruction)] };
      }
    }
  },
};

function faultOfName(name: string): string | undefined {
  if (reserved.test(name)) return 'is in a namespace of Docker itself';
  return namePattern.test(name) && !/\.\.|--/u.test(name) ? undefined : 'is no name for a label';
}
function faultOfValue(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === '') return 'is empty';
  const key = /^org\.opencontainers\.image\.(\w+)$/u.exec(name)?.[1] ?? (name === 'maintainer' ? 'authors' : '');
  const wanted = Object.hasOwn(values, key) ? values[key] : undefined;
  return wanted === undefined || (value.length < 1000 && wanted.pattern.test(value))
    ? undefined
    : `is not ${wanted.is}`;
}
