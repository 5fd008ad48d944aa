// Variables in values, `.env` and env files.
import { one, service, text, type SampleProject } from './sample-project.ts';

const values = 'SET=set\nEMPTY=\nNAME=SET\n';
export const variableProjects: readonly SampleProject[] = [
  one(
    'every form of a variable',
    [
      'environment:',
      ...[
        '$SET|${SET}|$EMPTY|x$SET.y',
        '${SET:-d} ${EMPTY:-d} ${NONE:-d}',
        '${SET-d} [${EMPTY-d}] ${NONE-d}',
        '${SET:+r} [${EMPTY:+r}] [${NONE:+r}]',
        '${SET+r} ${EMPTY+r} [${NONE+r}]',
        '${SET:?e} ${SET?e} ${EMPTY?e}',
        '$$SET $${SET} $$$SET $$$$',
        '${NONE:-${SET}} ${NONE:-${NONE2:-${SET}x}y}z',
        '${NONE:-a:-b} ${NONE-a-b} ${SET:-}}',
        '${NONE:-{"a": "$SET"}}',
        '${SET:+${NAME}} ${NONE:-$EMPTY}',
        '${SET}${SET} ${NONE:-a}${NONE:-b}',
        '${NONE:-a b c} ${NONE:-"q"}',
        '${NONE:-} ${set:-lower} ${_X:-u}',
        '${NONE:-a?b+c} ${NONE-x:+y}',
        '${NONE:-$$} $${NONE:-x}',
      ].map((value, index) => `  V${String(index)}: '${value}'`),
    ],
    { '.env': values },
  ),
  one(
    'variables everywhere',
    [
      'user: "${U}"',
      'privileged: ${P:-true}',
      'cap_add: ["${C}"]',
      'ports: ["${A}-${B}:1-2"]',
      'volumes: ["${D}:/x:${M}"]',
      'mem_limit: ${L}',
      'labels: {"k": "${U}"}',
    ],
    {
      '.env': 'U=1:2\nC=sys_admin\nA=5\nB=6\nD=./dir\nM=ro\nL=1g\n',
    },
  ),
  one('the project’s name as a variable', ['image: "${COMPOSE_PROJECT_NAME}:1"']),
  { ...one('a variable that must be set', ['user: ${NONE:?no}']), refused: true },
  { ...one('a variable that must not be empty', ['user: ${EMPTY:?no}'], { '.env': values }), refused: true },
  { ...one('a variable that is none', ['user: "${}"']), refused: true },
  { ...one('a dollar alone', ['user: "${a b}"']), refused: true },
  {
    name: '.env in all its ways',
    files: {
      'compose.yaml': service(
        'environment:',
        ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((name) => `  ${name}: "[$${name}]"`),
      ).replaceAll('$$', '$'),
      '.env': [
        'A=plain',
        'export B=exported',
        'C = spaced ',
        'D: yaml',
        'E=1 # comment',
        'F=1#none',
        'G="double # quoted" # comment',
        "H='single $A'",
        'I="with $A and ${B:-x}"',
        'J=$A${B}',
        'K="a\\nb\\tc\\"d\\\\e"',
        "L='it\\'s \\n'",
        'M="two',
        'lines"',
        'N=',
        'O=""',
        'P="esc \\$A $$A"',
        'Q=\\$A',
        'R=a"b"c',
        'S=  lead',
        'T="x"y',
        "U='a'",
        'V=${N:-empty}',
        'W=a=b',
        'X="\\x \\0101"',
        'Y=\ttab\t',
        'Z=${A',
        '',
      ]
        .filter((line) => !line.startsWith('Z=') && !line.startsWith('T='))
        .concat(['Z=z', 'T=t'])
        .join('\n'),
    },
  },
  one('.env with a mark and odd names', ['environment: {A: "$A", B: "${B-none}"}'], {
    '.env': '\ufeffA=1\r\nB=2\r\n# C\r\n  D.x-y=3\n',
  }),
  {
    name: 'env files',
    files: {
      'compose.yaml': text(
        service(
          'env_file:',
          '  - one.env',
          '  - {path: two.env}',
          '  - {path: raw.env, format: raw}',
          '  - {path: none.env, required: false}',
          'environment: {OWN: "o", OVER: "o", NOVALUE: }',
        ).trimEnd(),
      ),
      'one.env': 'A=1\nOVER=f\nNOVALUE=f\nREF=${PROJECT}-${OWN}-${A}\nCHAIN=a\nALONE\nPROJECT\n',
      'two.env': 'A=2\nREF2=${A}-${CHAIN}-${REF}\n# x\n"Q"=1\n'.replace('"Q"=1\n', ''),
      'raw.env': 'RAW="q $A" # kept\n  LEAD= x \nPROJECT2\n',
      '.env': 'PROJECT=p\nPROJECT2=p2\n',
    },
  },
  one('an env file as text', ['env_file: one.env'], { 'one.env': 'A="multi\nline"\nB=\'${A}\'\nC=$$A\n' }),
  { ...one('an env file that is not there', ['env_file: one.env']), refused: true },
  { ...one('an env file with a broken line', ['env_file: one.env'], { 'one.env': 'A="open\n' }), refused: true },
  { ...one('an env file with a broken name', ['env_file: one.env'], { 'one.env': 'A B=1\n' }), refused: true },
  {
    name: 'a name for the project',
    files: {
      'compose.yaml': `name: "My.${'${X}'}"\n${service('image: "${COMPOSE_PROJECT_NAME}"')}`,
      '.env': 'X=App\n',
    },
  },
  { name: 'a name from .env', files: { 'compose.yaml': service(), '.env': 'COMPOSE_PROJECT_NAME=from-env\n' } },
  {
    name: 'a name from .env before the file’s',
    files: { 'compose.yaml': `name: x\n${service()}`, '.env': 'COMPOSE_PROJECT_NAME=from-env\n' },
  },
];
