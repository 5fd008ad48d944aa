// Which files by their name hold credentials.

const names =
  /^(?:\.env(?:\.(?:local|prod|production|staging|dev|development))?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.pypirc|\.aws|\.kube|\.ssh|\.gnupg|\.vault-token|kubeconfig|service-?account(?:-?key)?\.json|gcp-?key\.json|terraform\.tfstate|secrets\.(?:ya?ml|json|env)|.+\.(?:p12|pfx|jks|keystore|ppk|kdbx)|(?:.*[._-])?(?:private|server|tls|ssl)[._-]?key(?:\.pem)?|.+\.key)$/u;
const paths =
  /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.kube\/config|\.config\/gcloud(?:\/.*)?|\.ssh\/.*)$/u;

export function isCredentialFile(source: string): boolean {
  if (source.length > 1024 || source.includes('://')) return false;
  const clean = source.replace(/\/+$/u, '');
  return names.test(clean.slice(clean.lastIndexOf('/') + 1)) || paths.test(clean);
}
