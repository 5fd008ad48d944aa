// Judges images that start with a debugger, or in the mode for developers.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { forbiddenVariables } from './forbidden.ts';
import { instructionField } from './invocation.ts';

const isYes = /^(?:1|true|yes|on)$/iu;
/** A debugger that listens and that whoever reaches it gives orders to. */
const listens = /-agentlib:jdwp=|-Xrunjdwp|--inspect(?:-brk)?(?:=|\s|$)|(?:^|\s)-m\s+debugpy|--remote-debugging-port/u;
/** As one word of a variable that holds options. */
const listener =
  /(?:^|\s)(-agentlib:jdwp=\S*|-Xrunjdwp\S*|--inspect(?:-brk)?(?:=\S*)?|--remote-debugging-port\S*)(?=\s|$)/u;
const switches: ReadonlyMap<string, RegExp> = new Map([
  ['FLASK_DEBUG', isYes],
  ['FLASK_ENV', /^development$/iu],
  ['DJANGO_DEBUG', isYes],
  ['APP_DEBUG', isYes],
  ['WERKZEUG_DEBUG_PIN', /^off$/iu],
  ['RAILS_ENV', /^development$/iu],
  ['RACK_ENV', /^development$/iu],
  ['ASPNETCORE_ENVIRONMENT', /^development$/iu],
  ['DOTNET_ENVIRONMENT', /^development$/iu],
]);
const optionVariables = new Set([
  'NODE_OPTIONS',
  'JAVA_TOOL_OPTIONS',
  'JAVA_OPTS',
  '_JAVA_OPTIONS',
  'JDK_JAVA_OPTIONS',
]);

export const envDebugMode: Check<'build'> = {
  id: toRuleId('df-env-debug-mode'),
  title: 'The image starts in debug mode',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'A debugger runs whatever it is told by who reaches its port, and development modes show source, settings and a console to those who make an error happen.',
  todo: 'Take the switch out, and give it where somebody debugs',
  refs: ['CWE-489'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('ENV FLASK_DEBUG=1'),
      onDebian('ENV NODE_OPTIONS=--inspect=0.0.0.0:9229'),
      onDebian('ENV NODE_OPTIONS="--inspect=0.0.0.0 --enable-source-maps"'),
      onDebian('ENV JAVA_OPTS="-Xmx512m -Xrunjdwp:server=y"'),
      onDebian('CMD ["java", "-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005", "-jar", "/srv/app.jar"]'),
    ],
    good: [
      onDebian('ENV FLASK_DEBUG=0'),
      onDebian('ENV NODE_OPTIONS=--max-old-space-size=512'),
      onDebian('CMD ["java", "-jar", "/srv/app.jar"]'),
    ],
  },
  *run(build) {
    const stages = shippedStages(build);
    yield* forbiddenVariables(
      build,
      (name, value) => switches.get(name)?.test(value) ?? (optionVariables.has(name) && listens.test(value)),
      { stages, part: (value) => listener.exec(value)?.[1] },
    );
    for (const instruction of instructionsOf(stages.slice(-1), 'CMD', 'ENTRYPOINT')) {
      if (!instruction.args.some(({ raw }) => listens.test(raw))) continue;
      yield {
        key: instruction.keyword,
        what: `${instruction.keyword} starts a debugger`,
        fields: [instructionField(instruction)],
      };
    }
  },
};
