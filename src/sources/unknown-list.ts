// What a place could not read: each thing once, however often it is met, and no more than a reader of reports bears.
import type { Unknown } from '../model/unknown.ts';

const maxEach = 50;

export class UnknownList {
  readonly #seen = new Set<string>();
  readonly #list: Unknown[] = [];
  readonly #counts = new Map<string, number>();

  readonly add = (unknown: Unknown): void => {
    const kind = `${unknown.code}${unknown.incomplete ? '!' : ''}`;
    const count = this.#counts.get(kind) ?? 0;
    if (count > maxEach) return;
    const key = `${kind} ${unknown.at?.path ?? ''} ${unknown.at?.layer ?? ''} ${unknown.why}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#counts.set(kind, count + 1);
    if (count < maxEach) this.#list.push(unknown);
    else this.#list.push({ code: unknown.code, why: 'more of the same', affects: [], incomplete: unknown.incomplete });
  };
  get all(): readonly Unknown[] {
    return this.#list;
  }
}
