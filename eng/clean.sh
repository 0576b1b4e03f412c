#!/usr/bin/env bash
# Removes what was built and downloaded. The stacks' state (.pulumi) stays, because it names what exists on the host.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
rm -rf artifacts .cache
step "removed artifacts and .cache"
