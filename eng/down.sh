#!/usr/bin/env bash
# Removes what eng/up.sh made, with the same GUEST: the stack's resources, the bridge, and the daemons that were started here.
# The image stays in the Nix store until the next garbage collection, and the downloads stay in .cache until `make clean`.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
# shellcheck source=eng/quickstart.sh
. "$(dirname "$0")/quickstart.sh"
cd "$root"

if ./pulumi stack select "$stack" >/dev/null 2>&1; then
  eng/daemons.sh up
  ./pulumi destroy --yes --stack "$stack"
else
  step "stack: there is no stack $stack"
fi
eng/bridge.sh down
eng/daemons.sh down
