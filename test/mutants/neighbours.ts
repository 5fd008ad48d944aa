// The test files that stand beside the checks, run in this process as often as one likes.
import { registerHooks } from 'node:module';

type Body = () => unknown;
const collected: Body[] = [];
const shim = 'plimsoll:collected-tests';
registerHooks({
  resolve(specifier, context, next) {
    const isOurs =
      specifier === 'node:test' && /\/src\/checks\/.*\.test\.ts\?mutant=\d+$/.test(context.parentURL ?? '');
    return isOurs ? { url: shim, shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    if (url !== shim) return next(url, context);
    const source = 'export const test = (name, ...given) => globalThis.collectTest(given.at(-1));';
    return { format: 'module', source, shortCircuit: true };
  },
});
Object.assign(globalThis, { collectTest: (body: Body) => collected.push(body) });

/** Whether all tests that the loading of a file registers pass. */
export async function passes(load: () => Promise<unknown>, inTime: (body: Body) => unknown): Promise<boolean> {
  collected.length = 0;
  try {
    await load();
    for (const body of collected.splice(0)) await inTime(body);
    return true;
  } catch {
    return false;
  }
}
