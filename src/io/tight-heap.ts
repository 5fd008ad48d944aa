// How much the heap may grow between two collections: https://v8.dev/blog/orinoco
import { setFlagsFromString } from 'node:v8';

/** To twice what is in use, and not to four times as where there is memory enough. */
const growthPercent = 100;
/** From here on, for a run that keeps most of a long input to its end. */
export function keepHeapTight(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
}
