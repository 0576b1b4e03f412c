#!/usr/bin/env bash
# pack.sh [--stand-in] [FOLDER [OPTIONS OF dotnet pack…]]
# Packs what is published into a folder (artifacts/packages) that NuGet takes as a source.
# --stand-in adds the stand-in for the package Pulumi, for machines that cannot restore it. A project then refers to Infra.NixHost and Pulumi.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
stand_in=""
[ "${1:-}" != --stand-in ] || { stand_in=yes; shift; }
folder=$(realpath -m "${1:-$root/artifacts/packages}")
[ $# = 0 ] || shift
cd "$root"
mkdir -p "$folder"

pack() { # PROJECT OPTIONS…
  local project=$1
  shift
  quietly "dotnet pack sdk/$project" dotnet pack "sdk/$project" -o "$folder" -v q -tl:off "$@"
}

step "pack: Infra.NixHost"
pack Infra.NixHost "$@"
if [ -n "$stand_in" ]; then
  step "pack: the stand-in for Pulumi"
  for project in Infra.Protocol embedded/Pulumi; do pack "$project" -p:PackStandIn=true "$@"; done
fi
step "packed into $folder: $(cd "$folder" && echo *.nupkg)"
