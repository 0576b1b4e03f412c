#!/usr/bin/env bash
# Removes what eng/up.sh made: the stack's resources, the bridge, and the daemons that were started here. The image stays in the Nix store
# until the next garbage collection, the downloads in .cache until `make clean`.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
export PULUMI_CONFIG_PASSPHRASE=${PULUMI_CONFIG_PASSPHRASE-}

if ./pulumi stack select dev >/dev/null 2>&1; then
  eng/daemons.sh up
  ./pulumi destroy --yes --stack dev
else
  step "stack: there is no stack dev"
fi
eng/bridge.sh down
eng/daemons.sh down
