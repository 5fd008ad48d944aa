// When two image references mean the same: distribution/reference, "familiar names".

/** `alpine` and `docker.io/library/alpine:latest` are one. */
export function normalReference(ref: string): string {
  const at = ref.indexOf('@');
  const name = at < 0 ? ref : ref.slice(0, at);
  const digest = at < 0 ? '' : ref.slice(at);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasHost ? name.slice(slash + 1) : name;
  const host = hasHost ? first.replace('index.docker.io', 'docker.io') : 'docker.io';
  const full = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const tagged = digest === '' && !full.slice(full.lastIndexOf('/') + 1).includes(':') ? `${full}:latest` : full;
  return `${host}/${tagged}${digest}`;
}
