// `plimsoll explain`: a rule by our id or a peer's, a step of a chain, or an advisory.
import { nearestName } from '../scan/nearest-name.ts';
import { edgeRules } from '../graph/edges/index.ts';
import { findEdgeRule, ruleTexts } from '../scan/rules.ts';
import type { RuleText } from '../model/report.ts';
import { openAdvisories } from '../advisories/open.ts';
import { databaseFile, readBuiltInSet } from './places.ts';
import { printable, wrapped } from '../outputs/printable.ts';
import { writeAll, writeError } from './terminal.ts';

export async function explainCommand(id: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  const rules = ruleTexts();
  const own = rules.filter((rule) => rule.id === id || rule.refs.some((ref) => ref.toLowerCase() === id.toLowerCase()));
  if (own.length > 0) {
    writeAll(1, own.map(ruleLines).join('\n'));
    return 0;
  }
  const edge = findEdgeRule(id);
  if (edge !== undefined) {
    const { edgeText } = await import('./explain-edge.ts');
    writeAll(1, edgeText(edge));
    return 0;
  }
  if (/^[A-Za-z]+-[\w.:-]+$/u.test(id)) {
    const lines = await advisoryLines(id, options['db']);
    if (lines !== undefined) {
      writeAll(1, lines);
      return 0;
    }
  }
  const near = nearestName(
    id,
    [...rules, ...edgeRules].map((rule) => rule.id),
  );
  writeError(`plimsoll: nothing here is called ${id}${near === undefined ? '' : `; did you mean ${near}?`}`);
  return 2;
}

function ruleLines({ id, title, severity, why, todo, refs, pack }: RuleText): string {
  const when = pack === undefined ? '' : `; only with --pack ${pack}`;
  return `${id}: ${title} (${severity}${when})\n\n${wrapped(why, 78).join('\n')}\n\nWhat to do: ${wrapped(todo, 78).join('\n')}\n\nReferences: ${wrapped(refs.join(', '), 78).join('\n')}\n`;
}

async function advisoryLines(id: string, db: unknown): Promise<string | undefined> {
  const data = await openAdvisories({ file: databaseFile(db), builtIn: readBuiltInSet });
  try {
    const found = data.byId(id.toUpperCase().startsWith('GHSA') ? id : id.toUpperCase());
    const exploitation = data.exploitation([id, ...found.flatMap(({ aliases }) => aliases)]);
    if (found.length === 0 && !exploitation.kev && exploitation.epss === undefined) return undefined;
    const head = found.find(({ summary }) => summary !== undefined);
    const lines = [`${id}${head?.summary === undefined ? '' : `: ${head.summary}`}`, ''];
    if (exploitation.kev)
      lines.push(
        `Known to be exploited${exploitation.kevAdded === undefined ? '' : ` since ${exploitation.kevAdded}`} (CISA KEV)`,
      );
    if (exploitation.epss !== undefined)
      lines.push(`Probability of exploitation within 30 days: ${(exploitation.epss * 100).toFixed(1)} % (EPSS)`);
    const names = [...new Set(found.flatMap((one) => [one.id, ...one.aliases, ...one.upstream]))].filter(
      (name) => name !== id,
    );
    if (names.length > 0) lines.push(`Also called: ${names.slice(0, 20).join(', ')}`);
    for (const one of found.slice(0, 40)) {
      const ranges = one.ranges.map(
        ({ introduced, fixed, lastAffected }) =>
          `from ${introduced}${fixed === undefined ? (lastAffected === undefined ? ', no fix' : ` to ${lastAffected}`) : `, fixed in ${fixed}`}`,
      );
      lines.push(`  ${one.ecosystem}  ${one.name}  ${ranges.slice(0, 4).join('; ')}`);
    }
    return `${lines.map(printable).join('\n')}\n`;
  } finally {
    data.close();
  }
}
