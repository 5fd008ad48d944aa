// Targets made to crash, hang, fill memory or fool a terminal, through the real program: each ends soon, in little
// memory, changes nothing, and prints nothing that a terminal would obey.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { plimsoll, scratch } from '../plimsoll.ts';
import { archives } from './archives.ts';
import type { Case } from './case.ts';
import { names } from './names.ts';
import { onDisk } from './on-disk.ts';
import { texts } from './texts.ts';

const maxSeconds = 60;
const maxMegabytes = 450;
// Said by the process itself when it ends, for nobody outside can ask it then.
const meter = path.join(scratch(), 'meter.cjs');
writeFileSync(
  meter,
  "process.on('exit', () => require('node:fs').writeFileSync(process.env.METER, String(process.resourceUsage().maxRSS)));",
);
const raw = /(?!\n)[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;
/** A line of its own that the program never wrote. */
const forged = /^plimsoll: fine/mu;

async function survives({ is, make, codes, says, formats = ['table'] }: Case): Promise<void> {
  const folder = scratch();
  const words = make(folder);
  const before = readdirSync(folder).length;
  const metered = path.join(scratch(), 'kilobytes');
  for (const format of formats) {
    const began = performance.now();
    const ran = await plimsoll(['scan', ...words, '--format', format, '--all', '--timeout', '50s'], {
      cwd: folder,
      env: { NODE_OPTIONS: `--max-old-space-size=300 --require ${meter}`, METER: metered },
    });
    const printed = ran.stdout + ran.stderr;
    assert.ok(codes.includes(ran.code ?? -1), `${is}: exit code ${ran.code}: ${printed.slice(0, 3000)}`);
    assert.equal(raw.exec(printed)?.[0], undefined, JSON.stringify(printed));
    assert.doesNotMatch(printed, forged);
    assert.doesNotMatch(printed, /mistake of its own/u);
    if (says !== undefined) assert.match(printed, says);
    assert.ok((performance.now() - began) / 1000 < maxSeconds, 'it takes too long');
    const megabytes = Number(readFileSync(metered, 'utf8')) / 1024;
    assert.ok(megabytes < maxMegabytes, `it takes ${megabytes.toFixed(0)} MB`);
  }
  assert.equal(readdirSync(folder).length, before);
}

suite('hostile target', { concurrency: 2 }, () => {
  for (const one of [...texts, ...archives, ...onDisk, ...names]) test(one.is, () => survives(one));
});
