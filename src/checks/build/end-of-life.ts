// Until when the makers of common base images mend them; for distributions, the end of the free long-term support.
// https://wiki.debian.org/LTS, https://salsa.debian.org/debian/distro-info-data (Debian, Ubuntu), https://alpinelinux.org/releases/,
// https://nodejs.org/en/about/previous-releases, https://devguide.python.org/versions/, https://go.dev/doc/devel/release,
// https://www.php.net/supported-versions.php, https://www.ruby-lang.org/en/downloads/branches/,
// https://www.postgresql.org/support/versioning/

/** One image a line: its name, then each line of releases with its last day. */
const table = `
debian 7=2018-05-31 8=2020-06-30 9=2022-06-30 10=2024-06-30 11=2026-08-31 12=2028-06-30 13=2030-06-30
ubuntu 14.04=2019-04-25 16.04=2021-04-30 18.04=2023-05-31 20.04=2025-05-31 22.04=2027-06-01 24.04=2029-05-31 26.04=2031-05-29 19.10=2020-07-17 20.10=2021-07-22 21.04=2022-01-20 21.10=2022-07-14 22.10=2023-07-20 23.04=2024-01-25 23.10=2024-07-11 24.10=2025-07-10 25.04=2026-01-15 25.10=2026-07-09
alpine 3.5=2018-11-01 3.6=2019-05-01 3.7=2019-11-01 3.8=2020-05-01 3.9=2020-11-01 3.10=2021-05-01 3.11=2021-11-01 3.12=2022-05-01 3.13=2022-11-01 3.14=2023-05-01 3.15=2023-11-01 3.16=2024-05-23 3.17=2024-11-22 3.18=2025-05-09 3.19=2025-11-01 3.20=2026-04-01 3.21=2026-11-01 3.22=2027-05-01 3.23=2027-11-01
centos 5=2017-03-31 6=2020-11-30 7=2024-06-30 8=2021-12-31
amazonlinux 1=2023-12-31 2018=2023-12-31 2=2026-06-30 2023=2029-06-30
node 4=2018-04-30 5=2016-06-30 6=2019-04-30 7=2017-06-30 8=2019-12-31 9=2018-06-30 10=2021-04-30 11=2019-06-01 12=2022-04-30 13=2020-06-01 14=2023-04-30 15=2021-06-01 16=2023-09-11 17=2022-06-01 18=2025-04-30 19=2023-06-01 20=2026-04-30 21=2024-06-01 22=2027-04-30 23=2025-06-01 24=2028-04-30 25=2026-06-01 26=2029-04-30
python 2=2020-01-01 3.4=2019-03-18 3.5=2020-09-30 3.6=2021-12-23 3.7=2023-06-27 3.8=2024-10-07 3.9=2025-10-31 3.10=2026-10-31 3.11=2027-10-31 3.12=2028-10-31 3.13=2029-10-31 3.14=2030-10-31
golang 1.16=2022-03-15 1.17=2022-08-02 1.18=2023-02-01 1.19=2023-09-06 1.20=2024-02-06 1.21=2024-08-13 1.22=2025-02-11 1.23=2025-08-12 1.24=2026-02-10
php 5=2018-12-31 7.0=2019-01-10 7.1=2019-12-01 7.2=2020-11-30 7.3=2021-12-06 7.4=2022-11-28 8.0=2023-11-26 8.1=2025-12-31 8.2=2026-12-31 8.3=2027-12-31 8.4=2028-12-31 8.5=2029-12-31
ruby 2.4=2020-03-31 2.5=2021-04-05 2.6=2022-04-12 2.7=2023-03-31 3.0=2024-04-23 3.1=2025-03-26 3.2=2026-04-01 3.3=2027-03-31 3.4=2028-03-31
postgres 9=2021-11-11 10=2022-11-10 11=2023-11-09 12=2024-11-21 13=2025-11-13 14=2026-11-12 15=2027-11-11 16=2028-11-09
mysql 5=2023-10-31 8.0=2026-04-30 8.4=2032-04-30
mongo 4=2024-02-29 5=2024-10-31 6=2025-07-31 7=2027-08-31 8=2029-10-31
`;
const codeNames: ReadonlyMap<string, readonly [image: string, release: string]> = new Map([
  ['wheezy', ['debian', '7']],
  ['jessie', ['debian', '8']],
  ['stretch', ['debian', '9']],
  ['buster', ['debian', '10']],
  ['bullseye', ['debian', '11']],
  ['bookworm', ['debian', '12']],
  ['trixie', ['debian', '13']],
  ['trusty', ['ubuntu', '14.04']],
  ['xenial', ['ubuntu', '16.04']],
  ['bionic', ['ubuntu', '18.04']],
  ['focal', ['ubuntu', '20.04']],
  ['jammy', ['ubuntu', '22.04']],
  ['noble', ['ubuntu', '24.04']],
  ['resolute', ['ubuntu', '26.04']],
]);

export interface Release {
  /** `debian 10`. */
  readonly name: string;
  /** ISO 8601 date of the last day with support. */
  readonly until: string;
}
const releases: ReadonlyMap<string, readonly (readonly [release: string, until: string])[]> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [image = '', ...pairs] = line.split(' ');
      return [
        image,
        pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
      ];
    }),
);

/** What an official image by that name and tag is, and is built on, as far as the tag says and the table knows. */
export function releasesIn(image: string, tag: string): readonly Release[] {
  if (tag.length > 128 || !releases.has(image)) return [];
  const version = /^v?(\d+(?:\.\d+)*)/u.exec(tag)?.[1];
  const own = version === undefined ? [] : releaseOf(image, version);
  const below = tag.split('-').flatMap((part) => {
    const named = codeNames.get(part);
    const alpine = /^alpine(\d+\.\d+)$/u.exec(part)?.[1];
    if (alpine !== undefined) return releaseOf('alpine', alpine);
    return named === undefined ? [] : releaseOf(...named);
  });
  return [...own, ...below];
}
function releaseOf(image: string, version: string): readonly Release[] {
  const found = releases.get(image)?.find(([release]) => version === release || version.startsWith(`${release}.`));
  return found === undefined ? [] : [{ name: `${image} ${found[0]}`, until: found[1] }];
}
