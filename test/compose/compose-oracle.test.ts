// Our reading of Compose against that of the reference implementation, project by project.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { buildOracle } from '../oracles/oracle.ts';
import { skipUnless } from '../plimsoll.ts';
import { writeFiles } from '../scan-folder.ts';
import { declaredProject, isOpen, readOurs } from './declared.ts';
import { expectedProject } from './expected.ts';
import { askOracle, type Answer, type Loaded } from './oracle.ts';
import { projects } from './projects.ts';
import { randomProject } from './random-project.ts';
import type { SampleProject } from './sample-project.ts';

const home = '/home/somebody';
const built = buildOracle('compose');
const skip = skipUnless('program' in built, 'missing' in built ? built.missing : '');

const drawn = Array.from({ length: 120 }, (_, index) => randomProject(index + 1));
const all = [...projects, ...drawn];
function writeProject({ files }: SampleProject): string {
  const inFolder = Object.entries(files).map(([name, content]) => [`shop/${name}`, content]);
  return path.join(writeFiles(Object.fromEntries(inFolder)), 'shop');
}
const folders = all.map(writeProject);
const answers = 'program' in built ? await askAll(built.program) : [];
function askAll(program: string): Promise<readonly Answer[]> {
  const asked = all.map(({ named = [] }, index) => ({ dir: folders[index] ?? '', files: named, profiles: ['*'] }));
  return askOracle(program, asked, home);
}

function isLoaded(answer: Answer | undefined): answer is Loaded {
  return answer?.project !== undefined;
}

for (const [index, { name, named, target = '.', refused, untold }] of projects.entries()) {
  test(`as Compose reads it: ${name}`, skip, async () => {
    const folder = folders[index] ?? '';
    const answer = answers[index];
    assert.equal(answer?.error === undefined, refused !== true, answer?.error);
    const ours = await readOurs((named ?? [target]).map((file) => path.join(folder, file)));
    if (isLoaded(answer)) assert.deepEqual(declaredProject(ours, home), expectedProject(answer));
    else if (untold !== true) assert.ok(isOpen(ours), answer?.error);
  });
}

let accepted = 0;
for (const [index, { name, target = '.' }] of drawn.entries()) {
  test(`as Compose reads it: ${name}`, skip, async () => {
    const folder = folders[projects.length + index] ?? '';
    const answer = answers[projects.length + index];
    const ours = await readOurs([path.join(folder, target)]);
    // What is drawn may exclude each other.
    if (!isLoaded(answer)) return;
    accepted += 1;
    assert.deepEqual(declaredProject(ours, home), expectedProject(answer));
  });
}
test('most of what is drawn is a project', skip, () => {
  assert.ok(accepted > 80, `only ${String(accepted)}`);
});
