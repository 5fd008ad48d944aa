// A quadlet file as the generator of podman looks into it: by section and key, the last value or all of them.
// https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html
import type { RawRef } from '../../model/workload.ts';
import { parseUnit, splitWords, wholeValue, type UnitEntry, type UnitFile } from '../../syntax/unit-file.ts';
import { withoutMarks, type Given } from './given.ts';
import { environmentOf, openUnitPlaces } from './run-unit.ts';
import { openVariables, type RunWord } from './run-variables.ts';

export interface QuadletUnit {
  readonly raw: RawRef;
  /** What names of units beside it are relative to. */
  readonly folder: string;
  /** Name of the file without its ending. */
  readonly stem: string;
  readonly file: UnitFile;
  has(section: string, key: string): boolean;
  /** The last value, unless that is empty. */
  last(section: string, key: string): Given | undefined;
  /** Every value behind the last empty one. */
  all(section: string, key: string): readonly Given[];
  /** The words of every value. */
  words(section: string, key: string): readonly RunWord[];
}
export function openQuadlet(written: string, path: string): QuadletUnit {
  const text = withoutMarks(written);
  const file = parseUnit(text);
  const places = openUnitPlaces(text, path);
  const variables = openVariables(environmentOf(file, text.length), places);
  const entriesOf = (section: string, key: string): readonly UnitEntry[] => {
    const found = file.entries.filter((entry) => entry.section === section && entry.key === key);
    return found.slice(found.findLastIndex(({ value }) => value === '') + 1);
  };
  const whole = ({ value, valueOffset, offset }: UnitEntry): Given => {
    const [first] = variables.fill(wholeValue(value, valueOffset));
    const { at } = places.place(offset, offset);
    return first === undefined ? { text: '', open: [], at, via: [] } : { ...first, at };
  };
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    raw: { format: 'quadlet', path, document: 0, pointer: [] },
    folder: path.slice(0, path.length - name.length),
    stem: name.slice(0, name.lastIndexOf('.')),
    file,
    has: (section, key) => entriesOf(section, key).length > 0,
    last(section, key) {
      const entry = entriesOf(section, key).at(-1);
      return entry && whole(entry);
    },
    all: (section, key) => entriesOf(section, key).map(whole),
    words: (section, key) =>
      entriesOf(section, key)
        .flatMap(({ value, valueOffset }) => splitWords(value, valueOffset))
        .flatMap((word) => variables.fill(word)),
  };
}
/** What systemd takes for true; everything else is false. */
export function isTrue({ text }: Given): boolean {
  return /^(?:1|yes|true|on)$/i.test(text.trim());
}
