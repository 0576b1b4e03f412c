#!/usr/bin/env bash
# check.sh           checks formatting and shell scripts, and builds with warnings as errors
# check.sh --format  formats the C# sources instead
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"

quietly "restoring the tools" dotnet restore eng/tools.proj -v q
if [ "${1:-}" = --format ]; then
  dotnet msbuild eng/tools.proj -t:Format -v:m -nologo -tl:off
  exit
fi
step "format: C# sources"
quietly "the format check (make format repairs it)" dotnet msbuild eng/tools.proj -t:CheckFormat -v:m -nologo -tl:off

if have shellcheck; then
  step "shellcheck: scripts"
  # A script is every tracked file whose first line names a shell, whatever the file's name.
  mapfile -t scripts < <(git grep --no-index --exclude-standard -lIE '^(#!.*\b(ba|da)?sh\b|# shellcheck shell=)' -- . ':!*.md' ':!*.cs' ':!*.nix')
  quietly "shellcheck" shellcheck -x "${scripts[@]}"
else
  step "shellcheck: not installed, scripts not checked"
fi

step "build: Infra.sln"
quietly "dotnet build" dotnet build Infra.sln -v q -tl:off
