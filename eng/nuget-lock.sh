#!/usr/bin/env bash
# Writes eng/nix/nuget-packages.json, the NuGet packages of the flake's builds with their hashes. Run it when a version changes in
# Directory.Packages.props; it needs the .NET SDK and a source of packages, and neither Nix nor what was built before.
#   nuget-lock.sh --check  only says whether the file has every package of the projects, in the same version
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
lock=eng/nix/nuget-packages.json
projects=(sdk/embedded/Infra.Cli sdk/Infra.NixHost.Provider)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for project in "${projects[@]}"; do
  # An own folder of packages holds exactly what these projects need, analyzers and code generators included.
  quietly "dotnet restore $project" dotnet restore "$project" --packages "$work/packages" --runtime linux-x64 --force \
    -p:ArtifactsPath="$work/artifacts" -p:NuGetAudit=false -v q
done

# The last part of a line is the hash as Nix writes it: SHA-256 in base 64.
{
  echo '['
  separator=
  while read -r file; do
    folder=${file%/*}
    specification=$(echo "$folder"/*.nuspec)
    name=$(sed -n 's:.*<id>\(.*\)</id>.*:\1:p' "$specification" | head -n 1)
    hash=$(openssl dgst -sha256 -binary "$file" | base64 -w 0)
    printf '%s  { "pname": "%s", "version": "%s", "hash": "sha256-%s" }' "$separator" "$name" "${folder##*/}" "$hash"
    separator=$',\n'
  # The runtime's packs come with the SDK, in its version.
  done < <(find "$work/packages" -name '*.nupkg' ! -name 'microsoft.*.app.runtime.*' | LC_ALL=C sort)
  printf '\n]\n'
} >"$work/lock"

if [ "${1:-}" = --check ]; then
  diff "$lock" "$work/lock" || fail "$lock is not what the projects need" "Run: eng/nuget-lock.sh"
else
  cp "$work/lock" "$lock"
fi
step "NuGet packages of the flake: $(grep -c pname "$work/lock")"
