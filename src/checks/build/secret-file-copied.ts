// Judges COPY and ADD of files that by their name hold credentials.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const names =
  /^(?:\.env(?:\.(?:local|prod|production|staging|dev|development))?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.git-credentials|\.pypirc|\.aws|\.kube|\.ssh|\.gnupg|\.vault-token|kubeconfig|service-?account(?:-?key)?\.json|gcp-?key\.json|terraform\.tfstate|secrets\.(?:ya?ml|json|env)|.+\.(?:p12|pfx|jks|keystore|ppk|kdbx)|(?:.*[._-])?(?:private|server|tls|ssl)[._-]?key(?:\.pem)?|.+\.key)$/u;
const paths =
  /(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.kube\/config|\.config\/gcloud(?:\/.*)?|\.ssh\/.*)$/u;

export const secretFileCopied: Check<'build'> = {
  id: toRuleId('df-secret-file-copied'),
  title: 'Credential file is copied into the image',
  severity: 'critical',
  layer: 'container',
  on: 'build',
  why: 'Everyone who can pull the image has the file; deleting it in a later layer leaves it in the earlier one.',
  todo: 'Exclude it in .dockerignore, revoke what it holds, and mount it where it is needed with --mount=type=secret',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CWE-538', 'DS-0031', 'CIS-DI-0010'],
  since: '2026.11',
  examples: {
    bad: [onDebian('COPY .env /app/'), onDebian('COPY id_rsa /root/.ssh/id_rsa')],
    good: [onDebian('COPY .env.example /app/'), onDebian('COPY id_rsa.pub /root/.ssh/known')],
  },
  *run(build) {
    const shipped = new Set(shippedStages(build));
    for (const stage of build.stages) {
      for (const instruction of stage.instructions) {
        const { keyword, flags, args } = instruction;
        if ((keyword !== 'COPY' && keyword !== 'ADD') || flags['from'] !== undefined) continue;
        for (const { text } of args.slice(0, -1)) {
          if (text === undefined || !isCredentialFile(text)) continue;
          const fields = [instructionField(instruction)];
          const what = `${keyword} ${text}`;
          yield shipped.has(stage) ? { key: text, what, fields } : { key: text, what, fields, severity: 'high' };
        }
      }
    }
  },
};

function isCredentialFile(source: string): boolean {
  if (source.length > 1024 || source.includes('://')) return false;
  const clean = source.replace(/\/+$/u, '');
  return names.test(clean.slice(clean.lastIndexOf('/') + 1)) || paths.test(clean);
}
