// Signs and colours of the table: everything reads the same without either.
import type { OutputOptions } from '../model/report.ts';
import type { Severity } from '../model/severity.ts';

type Paint = (text: string) => string;
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly over: Paint;
  readonly within: Paint;
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly signs: {
    readonly over: string;
    readonly within: string;
    readonly line: string;
    readonly arrow: string;
    readonly dot: string;
    readonly ellipsis: string;
  };
}

const plain: Paint = (text) => text;
function sgr(code: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`);
}

export function toStyle({ colour, unicode }: Pick<OutputOptions, 'colour' | 'unicode'>): Style {
  const paint = (code: number): Paint => (colour ? sgr(code) : plain);
  return {
    bold: paint(1),
    dim: paint(2),
    over: paint(31),
    within: paint(32),
    severity: { critical: paint(35), high: paint(31), medium: paint(33), low: paint(36), info: paint(2) },
    signs: unicode
      ? { over: '▲', within: '▼', line: '─', arrow: '→', dot: '·', ellipsis: '…' }
      : { over: '^', within: 'v', line: '-', arrow: '->', dot: '-', ellipsis: '~' },
  };
}
