// What a credential looks like, by the name it goes under and by its own shape; never repeats the value.

interface Shape {
  readonly kind: string;
  /** Text that must be there before the expression is tried. */
  readonly hint: string;
  readonly pattern: RegExp;
}
const maxValueLength = 16_384;
/** The shortest that one of the shapes takes is a Slack token, `xoxb-` and ten characters. */
const minTokenLength = 15;

/** Formats that their issuers document; a match needs no telling name. Every repetition is bounded. */
const shapes: readonly Shape[] = [
  { kind: 'a private key', hint: '-----BEGIN ', pattern: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY/u },
  { kind: 'an age key', hint: 'AGE-SECRET-KEY-1', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}/u },
  { kind: 'an AWS access key', hint: 'AKIA', pattern: /\bAKIA[A-Z2-7]{16}\b/u },
  { kind: 'an AWS access key', hint: 'ASIA', pattern: /\bASIA[A-Z2-7]{16}\b/u },
  { kind: 'a GitHub token', hint: 'gh', pattern: /\bgh[oprsu]_[0-9A-Za-z]{36}/u },
  { kind: 'a GitHub token', hint: 'github_pat_', pattern: /\bgithub_pat_\w{50}/u },
  { kind: 'a GitLab token', hint: 'gl', pattern: /\bgl(?:pat|dt|rt|cbt|ptt|soat)-[\w-]{20}/u },
  { kind: 'a Slack token', hint: 'xox', pattern: /\bxox[abeprs]-[0-9A-Za-z-]{10}/u },
  { kind: 'a Slack webhook', hint: 'hooks.slack.com/', pattern: /hooks\.slack\.com\/(?:services|workflows)\/T\w{6}/u },
  { kind: 'a Stripe key', hint: '_live_', pattern: /\b[rs]k_live_[0-9A-Za-z]{10}/u },
  { kind: 'an Anthropic key', hint: 'sk-ant-', pattern: /\bsk-ant-[\w-]{20}/u },
  { kind: 'an OpenAI key', hint: 'sk-', pattern: /\bsk-(?:proj-|svcacct-|admin-)[\w-]{20}|\bsk-[0-9A-Za-z]{48}\b/u },
  { kind: 'a Google API key', hint: 'AIza', pattern: /\bAIza[\w-]{35}/u },
  { kind: 'a SendGrid key', hint: 'SG.', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16}/u },
  { kind: 'an npm token', hint: 'npm_', pattern: /\bnpm_[0-9A-Za-z]{36}\b/u },
  { kind: 'a PyPI token', hint: 'pypi-AgE', pattern: /\bpypi-AgE[\w-]{40}/u },
  { kind: 'a Hugging Face token', hint: 'hf_', pattern: /\bhf_[A-Za-z]{34}\b/u },
  { kind: 'a DigitalOcean token', hint: 'do', pattern: /\bdo[opr]_v1_[0-9a-f]{64}/u },
  { kind: 'a Vault token', hint: 'hv', pattern: /\bhv[bs]\.[\w-]{24}/u },
  { kind: 'a Swarm join token', hint: 'SWMTKN-', pattern: /\bSWMTKN-1-[0-9a-z]{40}/u },
  { kind: 'a Docker token', hint: 'dckr_', pattern: /\bdckr_(?:pat|oat)_[\w-]{20}/u },
  { kind: 'a key of Laravel', hint: 'base64:', pattern: /^base64:[0-9A-Za-z+/]{43}=$/u },
  { kind: 'an Azure key', hint: 'AccountKey=', pattern: /\bAccountKey=[0-9A-Za-z+/]{40}/u },
  { kind: 'an Azure key', hint: 'SharedAccessKey=', pattern: /\bSharedAccessKey=[0-9A-Za-z+/]{40}/u },
  { kind: 'a signed web token', hint: 'eyJ', pattern: /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{10}/u },
];

const secretWords = new Set(
  `
  PASSWORD PASSWD PASSPHRASE PASS PWD SECRET SECRETS TOKEN CREDENTIAL CREDENTIALS APIKEY APISECRET
  APITOKEN AUTHTOKEN ACCESSTOKEN SECRETKEY PRIVATEKEY PSK
`
    .trim()
    .split(/\s+/u),
);
/** The last two are Redis's own. */
const passwordWords = new Set(['PASSWORD', 'PASSWD', 'PASSPHRASE', 'PASS', 'PWD', 'REQUIREPASS', 'MASTERAUTH']);
/** `X_KEY` is a credential after one of these and nothing in particular otherwise (`SORT_KEY`). */
const keyOwners = new Set(
  `
  API SECRET PRIVATE ENCRYPTION SIGNING MASTER ACCOUNT ACCESS AUTH JWT SHARED SERVICE DEPLOY SSH HMAC
  SIGNATURE COOKIE SESSION STORAGE
`
    .trim()
    .split(/\s+/u),
);
/** A name that ends in one of these speaks about a credential and does not hold it. */
const aboutWords = new Set(
  `
  FILE FILES PATH DIR DIRECTORY NAME ID IDS URL URI ENDPOINT HOST PORT EXPIRY EXPIRES EXPIRATION
  EXPIRE TTL TIMEOUT DURATION LIFETIME INTERVAL SECONDS MINUTES HOURS DAYS LENGTH LEN MIN MAX SIZE
  LIMIT COUNT AGE ROUNDS COST ALGORITHM ALGO ALG TYPE FORMAT ENABLED DISABLED ENABLE REQUIRED POLICY
  HEADER PREFIX SUFFIX PROVIDER ISSUER AUDIENCE SCOPE USER USERNAME VERSION REGION ARN REF FIELD MODE
  STORE BACKEND DRIVER ENCRYPTION STRENGTH HELP HINT RESET STDIN PROMPT MOUNT ROTATION CACHE VAR ENV PARAM METHOD
  SERVICE CLASS LABEL TEMPLATE
`
    .trim()
    .split(/\s+/u),
);
/** A name with one of these switches something about credentials on or off. */
const switchWords = new Set('NO WITHOUT SKIP ALLOW DISABLE DISABLED ENABLE ENABLED REQUIRE REQUIRES RANDOM'.split(' '));
/** Names that a shell or a public client owns. */
const publicNames = new Set(['PWD', 'OLDPWD', 'INIT_CWD', 'SSH_AUTH_SOCK', 'TOKENIZERS_PARALLELISM']);

const emptyWords = new Set(
  `
  true false yes no on off none null nil undefined unset n/a na empty todo tbd fixme redacted hidden
  masked enabled disabled required optional auto placeholder dummy fake ignored unused file env string
  default 0 1 -
`
    .trim()
    .split(/\s+/u),
);
/** Works as a password and is the first that anyone tries; in place of a key it only marks the gap. */
const guessableWords = new Set(
  `
  changeme changeit change password passwd secret admin root example test token mysecret mypassword
  supersecret mytoken somepassword sample foo bar foobar key
`
    .trim()
    .split(/\s+/u),
);
const fillInPattern =
  /^<[^<>]{0,200}>$|^\[[^[\]]{0,200}\]$|^[*x.•#_-]{3,}$|^(?:your|my-own|insert|replace|enter|set|put|fill)[ _-]|^replaceme|^insert_?here|(?:goes|put)[ _-]?here$|^\.{3}$/iu;
const referencePattern =
  /^\$|\$\{|\$\(|\{\{|<%|^%[A-Za-z_]|^(?:file|env|vault|op|awssm|awsps|gcpsm|azurekv|arn|ref|secretref|secret|kms|ssm|sops|doppler|bw):/u;
const pathPattern = /^(?:\.{0,2}|~)\/[\w.@+-]+(?:\/[\w.@+-]+)*\/?$/u;
const urlPattern = /^[A-Za-z][\w+.-]{0,30}:\/\//u;

/** What kind of credential `value` is when it goes by `name`, in words, or undefined when it looks like none. */
export function looksSecret(name: string, value: string): string | undefined {
  const text = unquoted(value).slice(0, maxValueLength);
  if (text === '') return undefined;
  const token = findTokenKind(text);
  if (token !== undefined) return token;
  return hasUrlPassword(text) || hasSettingPassword(name, text) ? 'a password in an address' : secretByName(name, text);
}

/** `Server=db;User=sa;Password=…`, as ADO.NET and ODBC write it. */
const settingPassword = /;\s{0,5}(?:password|pwd)\s{0,5}=\s{0,5}([^;]{1,200})/iu;
/** `user:password@tcp(db:3306)/shop`, as the MySQL driver of Go writes it. */
const driverPassword = /^[^\s:@/]{1,100}:([^\s@]{1,200})@(?:tcp|unix)\(/u;
/** `neo4j/password`, as the image of Neo4j takes it. */
const neo4jPassword = /^[^/]{1,100}\/(.{1,200})$/u;
function hasSettingPassword(name: string, text: string): boolean {
  const [, password] =
    (text.includes(';') ? settingPassword.exec(text) : null) ??
    (text.includes('(') ? driverPassword.exec(text) : null) ??
    (name === 'NEO4J_AUTH' ? neo4jPassword.exec(text) : null) ??
    [];
  return password !== undefined && !isReference(password) && !isFillIn(password);
}

/** The kind of credential that stands anywhere in the text in a form that its issuer documents. */
export function findTokenKind(text: string): string | undefined {
  if (text.length < minTokenLength) return undefined;
  const bounded = text.slice(0, maxValueLength);
  for (const { kind, hint, pattern } of shapes) {
    if (!bounded.includes(hint)) continue;
    const found = pattern.exec(bounded);
    // Issuers publish sample keys that end so, and documentation repeats them.
    if (found !== null && !/EXAMPLE/u.test(found[0]) && !isMasked(found[0])) return kind;
  }
  return undefined;
}

/** Whether a name promises a credential, whatever it holds. */
export function isSecretName(name: string): boolean {
  return nameKind(name) !== undefined;
}

/** Whether an address carries a literal password: `scheme://user:password@host`. */
export function hasUrlPassword(text: string): boolean {
  const start = text.indexOf('://');
  if (start < 1 || start > 30) return false;
  const slash = text.indexOf('/', start + 3);
  const authority = text.slice(start + 3, slash === -1 ? undefined : slash);
  const at = authority.lastIndexOf('@');
  const colon = authority.indexOf(':');
  if (at === -1 || colon === -1 || colon >= at) return false;
  const password = authority.slice(colon + 1, at);
  return password !== '' && !isReference(password) && !isFillIn(password);
}

function secretByName(name: string, text: string): string | undefined {
  const kind = nameKind(name);
  if (kind === undefined || isReference(text) || isFillIn(text) || pathPattern.test(text)) return undefined;
  if (urlPattern.test(text)) return undefined;
  if (kind === 'a password') return isGuessable(text) ? 'a password that anyone guesses' : kind;
  // Counts and durations go under such names as well: `TOKEN=3600`.
  if (text.length < 6 || isGuessable(text)) return undefined;
  return /^\d{1,8}$/u.test(text) ? undefined : kind;
}

type NameKind = 'a password' | 'a key' | 'a secret';
/** The same few names are in every file; those that somebody makes up must not fill the memory. */
const known = new Map<string, NameKind | undefined>();
const maxNames = 1000;
function nameKind(name: string): NameKind | undefined {
  if (name.length > 256) return undefined;
  if (known.has(name)) return known.get(name);
  const kind = kindOfName(name);
  if (known.size < maxNames) known.set(name, kind);
  return kind;
}
function kindOfName(name: string): NameKind | undefined {
  const upper = name.toUpperCase();
  if (publicNames.has(upper)) return undefined;
  const words = wordsOf(name);
  const last = words.at(-1);
  if (
    last === undefined ||
    aboutWords.has(last) ||
    words.includes('PUBLIC') ||
    // A name of a Secret.
    (words.at(-2) === 'PULL' && last.startsWith('SECRET')) ||
    words.some((word) => switchWords.has(word))
  )
    return undefined;
  // PGPASSWORD and its like run the words together.
  if (words.some((word) => passwordWords.has(word) || word.endsWith('PASSWORD'))) return 'a password';
  if (words.some((word, index) => word === 'KEY' && keyOwners.has(words[index - 1] ?? ''))) return 'a key';
  return words.some((word) => secretWords.has(word)) ? 'a secret' : undefined;
}

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the same two words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/u)
    .map((word) => word.replace(/\d{1,4}$/u, ''))
    .filter((word) => word !== '');
}

function unquoted(value: string): string {
  const text = value.trim();
  const first = text[0];
  const isQuoted = text.length > 1 && (first === '"' || first === "'") && text.endsWith(first);
  return isQuoted ? text.slice(1, -1).trim() : text;
}
function isReference(text: string): boolean {
  return referencePattern.test(text);
}
function isFillIn(text: string): boolean {
  return emptyWords.has(text.toLowerCase()) || fillInPattern.test(text) || isMasked(text);
}
function isGuessable(text: string): boolean {
  const word = text.toLowerCase().replaceAll(/[^a-z]/gu, '');
  return guessableWords.has(word) || guessableWords.has(word.replace(/me$|please$/u, ''));
}
/** One character over and over stands for something left out. */
function isMasked(text: string): boolean {
  const tail = text.slice(-12);
  return tail.length >= 3 && tail === (tail[0] ?? '').repeat(tail.length);
}
