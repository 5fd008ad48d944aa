#!/bin/sh
# npm as far as ./plimsoll asks for it: `npm ci` puts the packages of NPM_PACKAGES in place, takes its time, reads
# standard input to its end and writes on standard output. NPM_HOLDS stops it there for good: first, half or last.
set -eu
[ "$1" = ci ]
case $PATH in */node_modules/.bin*) echo "npm: runs with what it replaces" >&2; exit 1 ;; esac
cat >/dev/null

step() {
  echo "npm: $1"
  sleep 0.05
  [ "${NPM_HOLDS:-}" != "$1" ] || sleep 600
}

step first
rm -rf node_modules
mkdir node_modules
ln -s "$NPM_PACKAGES"/* node_modules/
step half
ln -s "$NPM_PACKAGES"/.bin node_modules/
step last
echo '{}' >node_modules/.package-lock.json
