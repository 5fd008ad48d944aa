// Fixes that make a file: only inside of what was scanned, and never over one that is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { planFixes, type FixPlan } from '../src/scan/fix-plan.ts';
import { plimsoll, scratch } from './plimsoll.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

const dockerfile = 'FROM debian:12.7-slim\nCOPY . /srv\nUSER 65532:65532\n';
async function planOf(folder: string, within = ''): Promise<FixPlan> {
  const { report, facts } = await scanTargets([path.join(folder, within)]);
  const findings = report.findings.filter(({ rule }) => rule.startsWith('df-dockerignore'));
  return planFixes({ report: { ...report, findings }, facts, which: 'all' }, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
}
const compose = (context: string, file: string): string =>
  `services:\n  web:\n    build: {context: ${context}, dockerfile: ${file}}\n`;

test('a .dockerignore is made beside the Dockerfile', async () => {
  const folder = writeFiles({ 'web/Dockerfile': dockerfile });
  const { files } = await planOf(folder);
  assert.deepEqual(
    files.map((file) => [file.path, file.before]),
    [[path.join(folder, 'web/.dockerignore'), undefined]],
  );
});
test('or where the project says that the context is', async () => {
  const folder = writeFiles({ 'web/Dockerfile': dockerfile, 'compose.yaml': compose('.', 'web/Dockerfile') });
  const { files } = await planOf(folder);
  assert.deepEqual(
    files.map((file) => file.path),
    [path.join(folder, '.dockerignore')],
  );
});
test('nothing is made outside of what was scanned', async () => {
  const folder = writeFiles({ 'in/Dockerfile': dockerfile, 'in/compose.yaml': compose('..', 'in/Dockerfile') });
  const { files, refused } = await planOf(folder, 'in');
  assert.deepEqual(files, []);
  assert.match(refused[0]?.why ?? '', /outside of what was scanned/u);
});
test('what the build itself uses is not kept out', async () => {
  for (const line of ['RUN git describe > /version', 'COPY .env.example /srv/.env']) {
    const folder = writeFiles({ Dockerfile: dockerfile.replace('USER', `${line}\nUSER`) });
    const { files } = await planOf(folder);
    assert.deepEqual(files, [], line);
  }
});
test('a file that is there gets lines, and keeps the rest', async () => {
  const folder = writeFiles({ Dockerfile: dockerfile, '.dockerignore': 'node_modules\r\n.git\r\n' });
  const { files } = await planOf(folder);
  assert.deepEqual(
    files.map(({ after }) => after),
    ['node_modules\r\n.git\r\n**/.env\r\n**/.env.local\r\n**/.env.*.local\r\n'],
  );
});
test('--diff shows it as git does, and --fix writes it', async () => {
  const cwd = writeFiles({ 'web/Dockerfile': dockerfile });
  const run = async (how: string): ReturnType<typeof plimsoll> =>
    plimsoll(['scan', 'web', how, '--fixes', 'all'], { cwd, cache: scratch() });
  const shown = await run('--diff');
  assert.match(
    shown.stdout,
    /^diff --git a\/web\/\.dockerignore b\/web\/\.dockerignore\nnew file mode 100644\n--- \/dev\/null\n\+\+\+ b\/web/u,
  );
  const fixed = await run('--fix');
  assert.match(fixed.stderr, /1 edit in web\/\.dockerignore/u);
  const file = path.join(cwd, 'web/.dockerignore');
  assert.match(readFileSync(file, 'utf8'), /^\.git\n/u);
  writeFileSync(file, '*\n!src\n');
  await run('--fix');
  assert.equal(readFileSync(file, 'utf8'), '*\n!src\n');
});

test('nothing is written through a link that leads outside', async () => {
  const cwd = writeFiles({
    'in/Dockerfile': dockerfile,
    'out/ignore': 'node_modules\n',
    'out/compose.yaml': privileged,
  });
  const run = async (): ReturnType<typeof plimsoll> =>
    plimsoll(['scan', 'in', '--fix', '--fixes', 'all'], { cwd, cache: scratch() });
  symlinkSync('../out/ignore', path.join(cwd, 'in/.dockerignore'));
  symlinkSync('../out/compose.yaml', path.join(cwd, 'in/compose.yaml'));
  const { stderr } = await run();
  assert.match(stderr, /in\/\.dockerignore left as it is: it is a link to outside of what was scanned/u);
  assert.equal(readFileSync(path.join(cwd, 'out/ignore'), 'utf8'), 'node_modules\n');
  assert.equal(readFileSync(path.join(cwd, 'out/compose.yaml'), 'utf8'), privileged);
  rmSync(path.join(cwd, 'in/.dockerignore'));
  symlinkSync('../out/nothing', path.join(cwd, 'in/.dockerignore'));
  await run();
  assert.ok(!existsSync(path.join(cwd, 'out/nothing')));
});
const privileged = 'services:\n  web:\n    image: nginx:1.27\n    privileged: true\n';
