#!/usr/bin/env bash
# Writes what follows from the definitions of the provider: the classes in sdk/Infra.NixHost/Generated, and schema.json.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"

quietly "building the generator" dotnet build eng/generator -v q -tl:off
dotnet artifacts/bin/Infra.NixHost.Generator/debug/Infra.NixHost.Generator.dll \
  sdk/Infra.NixHost/Generated sdk/Infra.NixHost.Provider/schema.json
