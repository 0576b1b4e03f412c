#!/usr/bin/env bash
# test.sh         everything: checks, unit tests, tests on real Nix, QEMU and libvirt
# test.sh --unit  checks and unit tests: no root, no Nix, no libvirt
# The last line is "N passed, N failed"; the exit code is 0 only when something ran and nothing failed.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
exec </dev/null
results=$root/artifacts/test-results
passed=0 failed=0 skipped=0

count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# The sum over every test that ran, from the results' own counters; a run that ends badly without a failed test (a crash, a timeout)
# counts as one failure.
run_tests() { # TITLE FILTER SECONDS PROJECT…
  local title=$1 filter=$2 budget=$3 code=0 counters ok bad file assemblies=()
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
}

# number ATTRIBUTE ELEMENT
number() { grep -o " $1=\"[0-9]*\"" <<<"$2" | tr -dc '0-9'; }

# One thread of shell scripts: they run beside the unit tests. A shell starts its children in the background deaf to Ctrl-C.
start_nix_tests() {
  tests/nixos/run.sh >"$results/nixos.log" 2>&1 &
  nix_tests=$!
  trap_more "kill $nix_tests 2>/dev/null"
}

end_nix_tests() {
  step "tests: Nix expressions"
  local summary
  wait "$nix_tests" || true
  # Its last line is a summary like ours, and there shall be one.
  sed '$d' "$results/nixos.log"
  summary=$(tail -n 1 "$results/nixos.log")
  if [[ $summary =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"; else count 0 1; fi
}

# What this run starts, it stops; what was there stays.
host_up() {
  eng/host-packages.sh --test
  eng/guest-parts.sh
  [ -e /run/nixhost/libvirtd.pid ] || trap_more "eng/daemons.sh down"
  eng/daemons.sh up
  [ -e /sys/class/net/nixhost0 ] || trap_more "eng/bridge.sh down"
  eng/bridge.sh up
  share_of_guests
}

# Where libvirt has the group "machine" below the root, all guests together weigh as much as one thread of a compiler: those of tests that
# run beside others would hardly boot.
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
  # The compiler's server stays for a while otherwise, and with it the output of whoever called us.
  [ -z "${CI:-}" ] || dotnet build-server shutdown >/dev/null 2>&1 || true
  [ "$code" = 0 ] || failed=$((failed + 1))
  # Once more at the end, where one looks first and what keeps only the end of a log still has it.
  grep -s -A 12 '^FAILED' "$results/nixos.log" || true
  [ "$failed" = 0 ] || ! ls "$results"/*.trx >/dev/null 2>&1 || eng/failures.py "$results"/*.trx || true
  [ "$skipped" = 0 ] || printf '%s skipped\n' "$skipped"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] || exit 1
  exit 0
}
trap finish EXIT

if [ "${1:-}" != --unit ]; then host_up; fi
eng/check.sh
rm -rf "$results"
mkdir -p "$results"
mapfile -t projects < <(cd tests && printf '%s\n' ./*.Tests | cut -c3-)
# What examples show of testing is run as users run it.
mapfile -t -O "${#projects[@]}" projects < <(grep -rl --include='*.csproj' Microsoft.NET.Test.Sdk examples | xargs -rn1 basename -s .csproj)
[ "${1:-}" = --unit ] || start_nix_tests
run_tests unit 'TestCategory!=Real&TestCategory!=Benchmark' 600 "${projects[@]}"
if [ "${1:-}" != --unit ]; then
  end_nix_tests
  mapfile -t real < <(cd tests && grep -rl --include='*.cs' 'Category("Real")' . | cut -d/ -f2 | sort -u)
  [ ${#real[@]} = 0 ] || run_tests real 'TestCategory=Real' 3600 "${real[@]}"
fi
