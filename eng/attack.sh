#!/usr/bin/env bash
# attack.sh            every attack with its full count; as root, for an hour or more
# attack.sh ATTACK…    some of them: guests runs cuts flips syncs messages users
# Every attack prints its seeds. The same seed and count make the same attack again:
#   INFRA_GUEST_KILLS  kills over guests that run, images being built and flakes (200)
#   INFRA_KILL_POINTS  kills over runs of a provider that writes a ledger (100)
#   INFRA_KILL_SEED    the first seed of both (1)
#   INFRA_CUTS         cut connections to a host behind ssh (120)
#   INFRA_CUT_SEED     their first seed (1)
#   INFRA_FLIPS        flipped bits in states, journals, locks, histories and checksums (1000)
#   INFRA_FLIP_SEED    their seed (1)
#   INFRA_FUZZ_ROUNDS  random messages to each of provider, monitor, callbacks and report reader (20000)
#   INFRA_FUZZ_SEED    their first seed (1)
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
exec </dev/null
failed=()

# attack TITLE FILTER PROJECT… builds the projects and runs their tests of the filter.
attack() {
  local title=$1 filter=$2 project
  shift 2
  step "attack: $title"
  for project in "$@"; do
    dotnet build "$(find tests -name "$project.csproj")" -v q -nologo -tl:off
    dotnet test "artifacts/bin/$project/debug/$project.dll" --filter "$filter" \
      --logger "console;verbosity=${INFRA_TEST_VERBOSITY:-normal}" || failed+=("$title ($project)")
  done
}

guests() {
  eng/guest-parts.sh
  INFRA_GUEST_KILLS=${INFRA_GUEST_KILLS:-200} attack "kills over guests" FullyQualifiedName~GuestKills EndToEnd.Tests
}

runs() {
  INFRA_KILL_POINTS=${INFRA_KILL_POINTS:-100} attack "kills over runs" FullyQualifiedName~KilledRuns Faults.Tests
}

cuts() {
  INFRA_CUTS=${INFRA_CUTS:-120} attack "cut connections" FullyQualifiedName~LostConnection Infra.NixHost.Provider.Tests
}

flips() { INFRA_FLIPS=${INFRA_FLIPS:-1000} attack "flipped bits" FullyQualifiedName~FlippedBits Infra.Engine.Tests; }

syncs() { INFRA_ALL_SYNCS=1 attack "refused flushes" FullyQualifiedName~RefusedSyncs Faults.Tests; }

messages() {
  export INFRA_FUZZ_ROUNDS=${INFRA_FUZZ_ROUNDS:-20000}
  attack "random messages" FullyQualifiedName~Fuzz Infra.Engine.Tests Pulumi.Tests Infra.NixHost.Provider.Tests
}

users() {
  attack "another user" FullyQualifiedName~TwoUsers Infra.Engine.Tests Pulumi.Tests Infra.NixHost.Provider.Tests
}

all=(users flips messages syncs runs cuts guests)
[ $# -gt 0 ] || set -- "${all[@]}"
for chosen in "$@"; do
  [[ " ${all[*]} " == *" $chosen "* ]] || fail "there is no attack \"$chosen\"" "There are: ${all[*]}"
done
for chosen in "$@"; do "$chosen"; done
[ ${#failed[@]} = 0 ] || fail "attacks that succeeded: $(IFS=,; echo "${failed[*]}")" "Each failure above names its seed."
step "nothing gave way"
