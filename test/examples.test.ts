// Every check's and every edge's own examples, from the text of a file to the finding or the step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areas, checks } from '../src/checks/index.ts';
import { edgeRules } from '../src/graph/edges/index.ts';
import { saidFile, sayingOf } from './said.ts';
import { scanExample } from './scan-folder.ts';

const sayings = new Map<string, Set<string>>();
for (const check of checks) {
  test(`${check.id}: the bad examples are found, with no other companions than they name`, async () => {
    const said = new Set<string>();
    sayings.set(check.id, said);
    for (const example of check.examples.bad) {
      const result = await scanExample(example, check.pack);
      if (result === undefined) continue;
      const own = result.report.findings.filter(({ rule }) => rule === check.id).map(sayingOf);
      for (const line of own.sort()) said.add(line);
      const found = new Set<string>(result.report.findings.map(({ rule }) => rule));
      assert.ok(found.has(check.id), `${check.id} is not found in\n${example.text}`);
      const strange = [...found].filter((rule) => rule !== check.id && example.also?.includes(rule) !== true);
      assert.deepEqual(strange, [], `in\n${example.text}`);
    }
  });
  test(`${check.id}: the good examples pass`, async () => {
    // Files of a layer cannot be written down as an example.
    assert.ok(check.on === 'file' || (check.examples.bad.length > 0 && check.examples.good.length > 0));
    for (const example of check.examples.good) {
      const result = await scanExample(example, check.pack);
      if (result === undefined) continue;
      const found = result.report.findings.map(({ rule }) => rule);
      assert.ok(
        // With nothing to judge in it, an example would pass whatever the check says.
        result.facts.some(({ kind }) => kind === check.on),
        `there is no ${check.on} in\n${example.text}`,
      );
      assert.ok(!found.includes(check.id), `${check.id} is found in\n${example.text}`);
    }
  });
}

for (const [area, own] of Object.entries(areas)) {
  test(`${area}: what is said of the examples, word for word`, (t) => {
    // In the order of the examples: which of them makes it say what is a part of it.
    const lines = own.flatMap(({ id }) => [id, ...[...(sayings.get(id) ?? [])].map((line) => `  ${line}`)]);
    t.assert.fileSnapshot(`${lines.join('\n')}\n`, saidFile(area), { serializers: [String] });
  });
}

for (const rule of edgeRules) {
  test(`${rule.id}: drawn in the bad examples and not in the good ones`, async () => {
    for (const [kind, examples] of Object.entries(rule.examples)) {
      for (const example of examples) {
        const result = await scanExample(example);
        if (result === undefined) continue;
        const drawn = result.report.graph.edges.some((edge) => edge.rule === rule.id);
        assert.equal(drawn, kind === 'bad', `${kind} example of ${rule.id}:\n${example.text}`);
      }
    }
  });
}
