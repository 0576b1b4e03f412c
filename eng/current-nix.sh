#!/usr/bin/env bash
# Unpacks a Nix of today into .cache/nix-current, beside the host's own one, and prints the directory of its commands, for PATH.
#   NIX_SUITE=trixie  the suite of Debian it comes from; sid has a newer one
# Nothing is installed. The packages come from the mirror in apt's configuration, with all their libraries, and run under their own loader.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
suite=${NIX_SUITE:-trixie}
place=$root/.cache/nix-current/$suite
if [ -e "$place/version" ]; then
  echo "$place/bin"
  exit
fi

have apt-get || fail "a Nix of today comes from Debian's packages, and there is no apt-get here" \
  "Name the directory of a newer Nix's commands in INFRA_NIX_TODAY."
mkdir -p "$root/.cache/nix-current"
exec 9>"$root/.cache/nix-current/lock"
flock 9
[ ! -e "$place/version" ] || { echo "$place/bin"; exit; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial"
: >"$work/status"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
# shellcheck disable=SC2016  # apt fills these in.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 'Label: Debian' | head -n 1)
[ -n "$mirror" ] || fail "apt knows no mirror of Debian" "Add one to /etc/apt/sources.list and run apt-get update."
printf 'deb [signed-by=%s] %s %s main\n' "$keys" "$mirror" "$suite" >"$work/sources.list"

# An apt that knows nothing of this machine's packages: it takes everything that Nix needs, the C library included.
foreign_apt() {
  apt-get -q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" \
    -o "Dir::State::status=$work/status" -o "Dir::Cache::archives=$work/archives" -o APT::Sandbox::User=root \
    -o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@" </dev/null
}
quietly "apt-get update of $suite" foreign_apt update >&2
quietly "the download of nix-bin from $suite" foreign_apt install -y --download-only nix-bin >&2

for package in "$work"/archives/*.deb; do dpkg-deb -x "$package" "$work/tree"; done
nix=$work/tree/usr/bin/nix
loader=$(find "$work/tree" -name ld-linux-x86-64.so.2 -type f -print -quit)
if [ ! -x "$nix" ] || [ -z "$loader" ]; then fail "the packages of $suite hold no Nix or no loader of programs"; fi
libraries=$(find "$work/tree/usr/lib" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)

rm -rf "$place"
mkdir -p "$place/bin" "$place/lib" "$place/libexec"
cp "$nix" "$place/libexec/nix"
cp "$loader" "$place/lib/"
# Nix loads this one by its name.
find "$work/tree" -name libnss_dns.so.2 -exec cp -Lt "$place/lib" {} +
"$loader" --library-path "$libraries" --list "$nix" | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p' | xargs cp -Lt "$place/lib"
# One program has all commands and goes by the name it is called with. NIX_BIN_DIR is where it finds the others.
for command in "$work"/tree/usr/bin/nix*; do
  cat >"$place/bin/${command##*/}" <<'SCRIPT'
#!/bin/sh
here=${0%/*}/..
NIX_BIN_DIR=$here/bin exec "$here/lib/ld-linux-x86-64.so.2" --library-path "$here/lib" --argv0 "${0##*/}" "$here/libexec/nix" "$@"
SCRIPT
  chmod 0755 "$place/bin/${command##*/}"
done
# The version is written last, so that half a copy does not count.
"$place/bin/nix" --version >"$work/version"
mv "$work/version" "$place/version"
echo "$place/bin"
