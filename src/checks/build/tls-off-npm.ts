// Judges npm and yarn settings that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines, forbiddenSettings } from './forbidden.ts';

export const tlsOffNpm: Check<'build'> = {
  id: toRuleId('df-tls-off-npm'),
  title: 'npm does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Take the setting away; name a private authority with cafile',
  refs: ['CWE-295', 'CKV2_DOCKER_12', 'CKV2_DOCKER_13'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN npm config set strict-ssl false'),
      onDebian('ENV NPM_CONFIG_STRICT_SSL=false'),
      onDebian('COPY <<EOF /root/.npmrc', 'strict-ssl=false', 'EOF'),
      onDebian('RUN cat > .yarnrc.yml <<EOF', 'nodeLinker: node-modules', 'enableStrictSsl: false', 'EOF'),
    ],
    good: [
      onDebian('RUN npm config set cafile /etc/ssl/private-ca.pem'),
      onDebian('COPY <<EOF /root/.npmrc', 'cafile=/etc/ssl/private-ca.pem', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^(?:npm|yarn|pnpm)$/u, (arg, { args }) => isOff(arg, args));
    yield* forbiddenSettings(build, (name, value) => /^npm_config_strict_ssl$/iu.test(name) && value === 'false');
    yield* forbiddenLines(build, /(?:^|\/)(?:\.?npmrc|\.yarnrc(?:\.yml)?)$/u, (line) =>
      /^(?:strict-ssl\s*[= ]\s*|enableStrictSsl:\s*)"?false"?$/u.test(line),
    );
  },
};

function isOff(arg: string, args: readonly string[]): boolean {
  if (/^(?:--)?strict-ssl=false$/u.test(arg) || arg === '--no-strict-ssl') return true;
  return /^(?:--)?(?:strict-ssl|strictSsl)$/u.test(arg) && args[args.indexOf(arg) + 1] === 'false';
}
