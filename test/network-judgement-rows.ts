// What rules about networks and secrets say of what their examples have no room for: what was wrongly accused or spared
// once the condition that each row is about were gone.
import { denyText, policyText, shopText, storeImage } from '../src/checks/network/example-text.ts';
import { commit, workflow } from '../src/checks/pipeline/example-text.ts';
import { manifests, podsText } from '../src/checks/rbac/example-text.ts';
import type { Example } from '../src/model/check.ts';
import type { Row } from './judgement-row.ts';

const project = (services: Readonly<Record<string, string>>, networks: string): Example => {
  const lines = Object.entries(services).map(([name, service]) => `  ${name}: {${service}}\n`);
  return { format: 'compose', text: `services:\n${lines.join('')}networks: {${networks}}\n` };
};
const all = (...texts: readonly string[]): Example => ({ ...manifests(...texts), complete: true });
const store = `image: ${storeImage}`;
const web = 'image: registry.example/web:1.4.2';
const ofWeb = policyText('{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}');
const peerAuthentication = (spec: string): Example =>
  manifests(
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: a, namespace: shop}\nspec: ${spec}\n`,
  );
const egress = (rule: string): Example =>
  manifests(policyText(`{podSelector: {}, policyTypes: [Egress], egress: [${rule}]}`));
const inSystem = (text: string, namespace: string): string =>
  text.replace('name: shop', `name: ${namespace}`).replace('namespace: shop', `namespace: ${namespace}`);

const secretVolume = (context: string): Example =>
  manifests(
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {${context}volumes: [{name: db, secret: {secretName: db, defaultMode: 0644}}], containers: [{name: web, image: "a:1", volumeMounts: [{name: db, mountPath: /db}]}]}\n`,
  );
const command = (words: string): Example => ({
  format: 'compose',
  text: `services:\n  web: {${web}, command: ${words}}\n`,
});

const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const buildArgs = (lines: string): string => `uses: docker/build-push-action@${commit}, with: {build-args: "${lines}"}`;

export const networkRows: readonly Row[] = [
  [
    'nobody knows where one of the services is',
    'net-internal-missing',
    project(
      {
        web: `${web}, networks: [front, back]`,
        db: `${store}, networks: [back]`,
        job: `${web}, networks: ["\${NET}"]`,
      },
      'front: {}, back: {}',
    ),
    0,
  ],
  [
    'a network of another project has a way out, or none, there',
    'net-internal-missing',
    project(
      { web: `${web}, networks: [front, back]`, db: `${store}, networks: [back]` },
      'front: {}, back: {external: true}',
    ),
    0,
  ],
  [
    'a label that is called as the mode is',
    'net-mesh-permissive',
    peerAuthentication('{selector: {matchLabels: {mode: DISABLE}}, mtls: {mode: STRICT}}'),
    0,
  ],
  [
    'the cluster’s own namespace has a policy for one of its pods',
    'net-no-default-deny',
    all(inSystem(shopText, 'kube-system'), inSystem(ofWeb, 'kube-system')),
    0,
  ],
  [
    'a policy for some pods has the name that the new one would get',
    'net-no-default-deny',
    all(
      shopText,
      ofWeb,
      denyText
        .replace('podSelector: {}', 'podSelector: {matchLabels: {app: db}}')
        .replace('name: deny', 'name: default-deny'),
    ),
    1,
  ],
  [
    'pods where everybody may look for the cluster',
    'net-no-policy-namespace',
    all(inSystem(shopText, 'kube-public'), inSystem(podsText('web', {}), 'kube-public')),
    0,
  ],
  [
    'a peer that is nobody in particular, beside one that is',
    'net-policy-allow-all',
    manifests(policyText('{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}, {}]}]}')),
    1,
  ],
  [
    'one of several ports is that of the metadata service',
    'net-egress-metadata',
    egress('{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}, {port: 80}]}'),
    1,
  ],
  [
    'a test has a database, and another password',
    'sec-ci-config',
    workflow({
      job: 'services: {db: {image: "mysql:8", env: {MYSQL_PASSWORD: hunter2-Qx81vb, MYSQL_HOST: ""}}}',
      steps: ['run: make, env: {DB_PASSWORD: other-Qx81vb}'],
    }),
    1,
  ],
  ['a token for a build is told once', 'sec-ci-config', workflow({ steps: [buildArgs(`TOKEN=${token}`)] }), 1],
  [
    'also where something else is put in beside it',
    'sec-ci-config',
    workflow({ steps: [buildArgs(`COMMIT=\${{ github.sha }}\\nTOKEN=${token}`)] }),
    1,
  ],
  [
    'a password for a build that stands alone there',
    'sec-ci-config',
    workflow({ steps: [buildArgs('DB_PASSWORD=hunter2-Qx81vb')] }),
    1,
  ],
  ['a group that the files are handed to', 'sec-file-mode', secretVolume('securityContext: {fsGroup: 2000}, '), 1],
  ['no group that the files are handed to', 'sec-file-mode', secretVolume(''), 1],
  [
    'an address after its option',
    'sec-process-list',
    command('[serve, --database-url, "postgres://web:hunter2-Qx81vb@db/shop"]'),
    1,
  ],
  [
    'an address as the value of an option that promises no credential',
    'sec-process-list',
    command('[serve, "--database-url=postgres://web:hunter2-Qx81vb@db/shop"]'),
    1,
  ],
  [
    'an address in a script',
    'sec-process-list',
    command('[sh, -c, "psql postgres://web:hunter2-Qx81vb@db/shop -c vacuum"]'),
    1,
  ],
  ['a key in a script', 'sec-process-list', command('[sh, -c, "echo -----BEGIN RSA PRIVATE KEY----- > /key"]'), 1],
  ['a script that asks somewhere else', 'sec-process-list', command('[sh, -c, "curl http://a; mail b:c@d"]'), 0],
];
