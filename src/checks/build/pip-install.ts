// What pip, by whatever name, is told to install.
import { hasOption, type Invocation } from './invocation.ts';
import { wordsAfter } from './unpinned.ts';

const valued = new Set(
  `
  -r --requirement -c --constraint -e --editable -t --target -i --index-url --extra-index-url -f --find-links
  --no-binary --only-binary --platform --python-version --implementation --abi --root --prefix --src -b --build
  --upgrade-strategy --progress-bar --proxy --trusted-host --cert --client-cert --cache-dir --timeout --retries --log
  --python -p --global-option --config-settings -C --use-feature --use-deprecated --keyring-provider --report
`
    .trim()
    .split(/\s+/u),
);
export const pipPrograms = /^(?:pip[\d.]*|python[\d.]*|uv|pipx)$/u;
/** Arguments of `pip install`, also as `python -m pip` and `uv pip`; nothing where it is something else. */
export function pipArguments({ program, args }: Invocation): readonly string[] | undefined {
  if (/^pip(?:\d(?:\.\d+)?)?$/u.test(program)) return args;
  if (/^python(?:\d(?:\.\d+)?)?$/u.test(program)) {
    const at = args.indexOf('-m');
    return at !== -1 && args[at + 1] === 'pip' ? args.slice(at + 2) : undefined;
  }
  return program === 'uv' && args[0] === 'pip' ? args.slice(1) : undefined;
}
/** Packages by name, where no file of requirements or constraints decides about them. */
export function pipPackages(invocation: Invocation): readonly string[] {
  const { program, args } = invocation;
  if (program === 'pipx') return wordsAfter(args, /^install$/u, valued).slice(0, 1);
  const given = pipArguments(invocation);
  if (given === undefined || hasOption(invocation, '-r', '--requirement', '-c', '--constraint')) return [];
  return wordsAfter(given, /^install$/u, valued);
}
