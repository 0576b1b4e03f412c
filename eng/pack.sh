#!/usr/bin/env bash
# pack.sh [--stand-in] [--libraries] [FOLDER [OPTIONS OF dotnet pack…]]
# Packs what is published into a folder (artifacts/packages) that NuGet takes as a source: the library, its testing package, the templates, and as .NET tools the
# provider and the command line.
# --stand-in adds the stand-in for the package Pulumi, for machines that cannot restore it. A project then refers to Infra.NixHost and Pulumi.
# --libraries leaves out the tools.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
projects=(Infra.NixHost Infra.NixHost.Testing Infra.NixHost.Templates) tools=(Infra.NixHost.Provider embedded/Infra.Cli) stand_in=()
while [[ ${1:-} == --* ]]; do
  case $1 in
    --stand-in) stand_in=(Infra.Protocol embedded/Pulumi) ;;
    --libraries) tools=() ;;
    *) fail "$1 is not an option of pack.sh" "pack.sh [--stand-in] [--libraries] [FOLDER [OPTIONS OF dotnet pack…]]" ;;
  esac
  shift
done
folder=$(realpath -m "${1:-$root/artifacts/packages}")
[ $# = 0 ] || shift
cd "$root"
mkdir -p "$folder"

pack() { # PROJECT OPTIONS…
  step "pack: $(basename "$1")"
  # The analyzers have their place in the repository's own checks.
  quietly "dotnet pack sdk/$1" dotnet pack "sdk/$1" -o "$folder" -v q -tl:off -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false "${@:2}"
}

for project in "${projects[@]}"; do pack "$project" "$@"; done
for project in "${stand_in[@]}"; do pack "$project" -p:PackStandIn=true "$@"; done
# They are built apart, because they are restored with what compiles them ahead.
for tool in "${tools[@]}"; do pack "$tool" -p:PackTools=true --artifacts-path "$root/artifacts/tools" "$@"; done
step "packed into $folder: $(cd "$folder" && echo *.nupkg)"
