# shellcheck shell=bash
# up.sh and down.sh source this file, which says whose stack and guest they are about: GUEST=rose is another one than the quickstart's.

# shellcheck disable=SC2034  # The sourcing scripts use them.
guest=${GUEST:-quickstart}
if [ "$guest" = quickstart ]; then stack=dev; else stack=$guest; fi
if ! [[ $guest =~ ^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$ ]] || [ "$guest" = dev ]; then
  fail "\"$guest\" is not a name that the guest can have" "Give up to 32 small letters, digits and hyphens, beginning with a letter: GUEST=rose"
fi
# The quickstart has no secrets, so an empty passphrase will do; a user's own one is kept.
export PULUMI_CONFIG_PASSPHRASE=${PULUMI_CONFIG_PASSPHRASE-}
