#!/usr/bin/env bash
# release.sh [FOLDER]
# Makes what a release publishes, in an empty folder (artifacts/release): the NuGet packages, archives of the provider under the names that
# Pulumi downloads, a bill of materials for each program and for the testing package, schema.json, and SHA-256 sums of all. docs/releasing.md
# says what to do with it.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
default=$root/artifacts/release
folder=$(realpath -m "${1:-$default}")
cd "$root"
[ "$folder" != "$default" ] || rm -rf "$folder"
[ -z "$(ls -A "$folder" 2>/dev/null)" ] || fail "$folder is not empty" "give an empty folder, or none"
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
property() { dotnet msbuild sdk/Infra.NixHost.Provider -getProperty:"$1" -tl:off; }
version=$(property Version) last=$(property LastRelease) packages=$(property NuGetPackageRoot)
# Files in archives have the time of the commit, so that the same commit makes the same archives.
commit_time=$(git log -1 --format=%ct)

eng/pack.sh "$folder" -p:CompareWithLastRelease=true
step "compatible with the last release: ${last:-there is none yet, so nothing was compared}"

# archive .NET-PLATFORM PULUMI-PLATFORM: .NET is in the archive, because a program in another language comes with a host that has none.
archive() {
  local name=pulumi-resource-nixhost-v$version-$2 place=$work/$1 pack
  step "archive: $name"
  quietly "dotnet publish for $1" dotnet publish sdk/Infra.NixHost.Provider -r "$1" --self-contained -o "$place" -v q -tl:off \
    --artifacts-path "$root/artifacts/archives" -p:PublishReadyToRun=true -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false
  cp LICENSE "$place"
  # What is .NET's own comes under its licence and with its notices.
  for pack in $(runtime_packs "$1"); do
    find "$packages${pack,,}" -maxdepth 1 -iname 'license.*' -exec cp {} "$place/LICENSE.${pack%/*}.txt" \;
    find "$packages${pack,,}" -maxdepth 1 -iname 'third-party-notices.*' -exec cp {} "$place/NOTICES.${pack%/*}.txt" \;
  done
  tar --create --directory "$place" --sort=name --mtime="@$commit_time" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX . |
    gzip --no-name -9 >"$folder/$name.tar.gz"
}

# runtime_packs .NET-PLATFORM prints NAME/VERSION of each part of .NET that is in the archive.
runtime_packs() { jq -r '.libraries | keys[] | select(startswith("runtimepack.")) | ltrimstr("runtimepack.")' "$work/$1/pulumi-resource-nixhost.deps.json"; }

archive linux-x64 linux-amd64
archive linux-arm64 linux-arm64

# bill PROJECT PACKAGE [.NET-PLATFORM…] lists what is shipped with a program: packages with licences and hashes, and .NET where that is in an archive.
bill() {
  local file=$2.$version.cdx.json parts
  step "bill of materials: $file"
  # In CI this takes only what the lock files say.
  quietly "dotnet restore $1" dotnet restore "sdk/$1" -v q
  quietly "the bill of $1" dotnet msbuild eng/tools.proj -t:Bill -v:m -nologo -tl:off -p:BilledProject="$root/sdk/$1" -p:BillFolder="$work" \
    -p:BillFile="$file" -p:BillName="$2" -p:BillVersion="$version"
  parts=$(for platform in "${@:3}"; do runtime_packs "$platform"; done | jq -R 'split("/") | {type: "framework", name: .[0], version: .[1],
    licenses: [{license: {id: "MIT"}}], purl: "pkg:nuget/\(.[0])@\(.[1])", "bom-ref": "pkg:nuget/\(.[0])@\(.[1])"}' | jq -s .)
  jq --argjson parts "$parts" --argjson time "$commit_time" '.components += $parts | .metadata.timestamp = ($time | todate)' "$work/$file" >"$folder/$file"
}

quietly "restoring the tools" dotnet restore eng/tools.proj -v q
bill Infra.NixHost.Provider/Infra.NixHost.Provider.csproj Infra.NixHost.Provider linux-x64 linux-arm64
bill embedded/Infra.Cli/Infra.Cli.csproj Infra.NixHost.Cli
bill Infra.NixHost.Testing/Infra.NixHost.Testing.csproj Infra.NixHost.Testing

cp sdk/Infra.NixHost.Provider/schema.json "$folder"
(cd "$folder" && sha256sum -- *) >"$work/SHA256SUMS"
mv "$work/SHA256SUMS" "$folder"
step "release $version in $folder: $(find "$folder" -type f | wc -l) files of $(git describe --always --abbrev=12)"
[ -z "$(git status --porcelain)" ] || step "not for publishing: the checkout has changes that no commit has"
grep -q "^## \[\?$version" CHANGELOG.md || step "not for publishing: CHANGELOG.md has no section $version"
