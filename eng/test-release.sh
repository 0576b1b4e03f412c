#!/usr/bin/env bash
# Makes a release in a temporary folder and tests what it has. `make test` leaves this out, because it builds everything for each platform.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
quietly "building the tests" dotnet build tests/Repository.Tests -v q -tl:off
exec dotnet test artifacts/bin/Repository.Tests/debug/Repository.Tests.dll --filter TestCategory=Release
