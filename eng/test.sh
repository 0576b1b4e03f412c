#!/usr/bin/env bash
# test.sh         runs everything: checks, unit tests, and tests on real Nix, QEMU and libvirt
# test.sh --unit  runs checks and unit tests, which need no root, no Nix and no libvirt
# The last line is "N passed, N failed". The exit code is 0 only if something ran and nothing failed.
# At most two suites run at a time, since the smallest machine has two processors and a guest without KVM keeps one busy.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
exec </dev/null
results=$root/artifacts/test-results
unit='TestCategory!=Real&TestCategory!=Benchmark' real_only='TestCategory=Real&TestCategory!=Release'
labs=EndToEnd.Tests
passed=0 failed=0 skipped=0 times=""

count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# run_tests TITLE FILTER SECONDS PROJECT… counts every test that ran, by the results' own counters.
# A run that ends badly without a failed test, as by a crash or a timeout, counts as one failure.
run_tests() {
  local title=$1 filter=$2 budget=$3 began=$SECONDS code=0 counters ok bad file assemblies=()
  shift 3
  local project
  for project in "$@"; do assemblies+=("$root/artifacts/bin/$project/debug/$project.dll"); done
  step "tests: $title ($# projects)"
  file=$results/$title.trx
  timeout --foreground -k 30 "$budget" dotnet test "${assemblies[@]}" --filter "$filter" --logger "trx;LogFileName=$file" \
    --logger "console;verbosity=${INFRA_TEST_VERBOSITY:-normal}" --results-directory "$results" -- RunConfiguration.MaxCpuCount=2 || code=$?
  ok=0 bad=0
  if counters=$(grep -o '<Counters [^>]*>' "$file" 2>/dev/null); then
    ok=$(number passed "$counters")
    bad=$(($(number failed "$counters") + $(number error "$counters") + $(number timeout "$counters") + $(number aborted "$counters")))
    skipped=$((skipped + $(number total "$counters") - ok - bad))
  fi
  [ "$code" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$code" != 124 ] || printf 'error: the tests did not end within %s s\n' "$budget" >&2
  count "$ok" "$bad"
  times+="$title $((SECONDS - began)) s, "
}

# number ATTRIBUTE ELEMENT prints the attribute's value.
number() { grep -o " $1=\"[0-9]*\"" <<<"$2" | tr -dc '0-9'; }

# The tests of the Nix expressions run beside the unit tests, and those that evaluate with the host's Nix and then with one of today.
# Both jobs in the background have a group of processes of their own, so that whatever they have started ends with them.
start_nix_tests() {
  set -m
  { tests/nixos/run.sh >"$results/nixos.log" 2>&1 || true; PATH=$nix_today:$PATH tests/nixos/run.sh image system modules >"$results/nixos-today.log" 2>&1; } &
  set +m
  nix_tests=$!
  # shellcheck disable=SC2016  # It is read at the end, when it may have ended.
  trap_more '[ -z "$nix_tests" ] || kill -- "-$nix_tests" 2>/dev/null'
}

end_nix_tests() {
  step "tests: Nix expressions, with $(nix --version) and $(PATH=$nix_today:$PATH nix --version)"
  wait "$nix_tests" || true
  nix_tests=""
  count_summary "$results/nixos.log"
  count_summary "$results/nixos-today.log"
}

# Its last line is a summary like ours, and only one summary is to be printed.
count_summary() {
  local summary
  sed '$d' "$1"
  summary=$(tail -n 1 "$1")
  if [[ $summary =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"; else count 0 1; fi
}

# What the checks do without is fetched beside them. A shell makes its background children deaf to Ctrl-C, so they are ended at exit.
start_fetching() {
  eng/host-packages.sh --test
  set -m
  { eng/guest-parts.sh && { [ -n "${INFRA_NIX_TODAY:-}" ] || eng/current-nix.sh >/dev/null; }; } &
  set +m
  fetching=$!
  # shellcheck disable=SC2016  # It is read at the end, when it may have ended.
  trap_more '[ -z "$fetching" ] || kill -- "-$fetching" 2>/dev/null'
}

# A run stops what it has started and leaves what was there before.
host_up() {
  wait "$fetching"
  fetching=""
  # The directory of the commands of another Nix than the host's, which is Debian's 2.8 in CI.
  nix_today=${INFRA_NIX_TODAY:-$(eng/current-nix.sh)}
  step "Nix of today: $("$nix_today/nix" --version)"
  [ -e /run/nixhost/libvirtd.pid ] || trap_more "eng/daemons.sh down"
  eng/daemons.sh up
  [ -e /sys/class/net/nixhost0 ] || trap_more "eng/bridge.sh down"
  eng/bridge.sh up
  share_of_guests
}

# All guests together, in libvirt's control group "machine", would weigh as much as one thread of a compiler and hardly boot beside other work.
share_of_guests() {
  local controller=/sys/fs/cgroup/cpu shares former
  shares=$controller/machine/cpu.shares
  [ -e "$controller/cpu.shares" ] && mkdir -p "${shares%/*}" || return 0
  former=$(<"$shares")
  trap_more "echo $former >$shares"
  echo 16384 >"$shares"
}
at_exit=""
trap_more() { at_exit="$1; $at_exit"; }

finish() {
  local code=$?
  eval "$at_exit" || true
  # Otherwise the compiler's server lives on for a while and keeps the caller's output open.
  [ -z "${CI:-}" ] || dotnet build-server shutdown >/dev/null 2>&1 || true
  [ "$code" = 0 ] || failed=$((failed + 1))
  # Failures are repeated at the end, where one looks first and where a log that was cut still has them.
  grep -sh -A 12 '^FAILED' "$results"/nixos*.log || true
  [ "$failed" = 0 ] || ! ls "$results"/*.trx >/dev/null 2>&1 || eng/failures.py "$results"/*.trx || true
  [ -z "$times" ] || step "took: ${times}all $SECONDS s"
  [ "$skipped" = 0 ] || printf '%s skipped\n' "$skipped"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || exit 1
  exit 0
}
trap finish EXIT

if [ "${1:-}" != --unit ]; then start_fetching; fi
eng/check.sh
times+="check $SECONDS s, "
rm -rf "$results"
mkdir -p "$results"
mapfile -t projects < <(find tests -name '*.Tests.csproj' -printf '%f\n' | sed 's/\.csproj$//' | sort)
# The examples' tests run as users run them.
mapfile -t -O "${#projects[@]}" projects < <(grep -rl --include='*.csproj' Microsoft.NET.Test.Sdk examples | xargs -rn1 basename -s .csproj)
if [ "${1:-}" = --unit ]; then
  run_tests unit "$unit" 600 "${projects[@]}"
  exit
fi
host_up
eng/ahead.sh
start_nix_tests
run_tests unit "$unit" 1200 "${projects[@]}"
mapfile -t real < <(grep -rl --include='*.cs' 'Category("Real")' tests | grep -o '[^/]*\.Tests/' | tr -d / | grep -vx "$labs" | sort -u)
mapfile -t nix < <(grep -rl --include='*.cs' 'Category("Nix")' tests | grep -o '[^/]*\.Tests/' | tr -d / | sort -u)
run_tests real "$real_only" 3600 "${real[@]}"
PATH=$nix_today:$PATH run_tests nix-today TestCategory=Nix 900 "${nix[@]}"
end_nix_tests
# Its own two lanes fill the machine, so it runs alone.
run_tests labs "$real_only" 3600 "$labs"
