# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests that the power may fail at any step of a configuration, on a guest's root in a directory (machine.sh).
# shellcheck source=tests/nixos/machine.sh
. "$here/machine.sh"

# The power fails at each command that changes something, from the first boot to the end. The next boots reach the same state.
# The others differ only from the first command on that is named.
cuts() { # MACHINE [MANIFEST'S FIELDS [FIRST COMMAND]]
  local kill_at=0 bad_cuts="" title
  if [ -n "${3:-}" ]; then
    "$1"; manifest h1 "$2"; echo 0 >"$scratch/vm/count"
    KILL_AT=9999 live
    kill_at=$(($(grep -nxF "$3" "$scratch/vm/counted" | head -n 1 | cut -d: -f1) - 1))
  fi
  while :; do
    kill_at=$((kill_at + 1))
    "$1"; manifest h1 "${2:-{\}}"; echo 0 >"$scratch/vm/count"
    KILL_AT=$kill_at live
    [ "$(<"$scratch/vm/count")" -ge "$kill_at" ] || break
    [ "$code $(last '.phase + "/" + .state') $(current) $(default) $(attempts)" = "0 ready/done new new 1" ] && continue
    [ "$code $(last '.phase + "/" + .state') $(current) $(default)" = "0 ready/done new new" ] && [ "$(attempts)" -le 2 ] &&
      [ "$(journal | jq -s 'map(.seq) | length - (unique | length)')" = 0 ] && continue
    bad_cuts+=" $kill_at:$(outcome),$(attempts)"
  done
  title="$1 ${2:-}"
  is "A power cut anywhere (of $kill_at places) is survived, with two attempts at most: $title" "" "$bad_cuts"
  is "The cuts were many: $title" yes "$([ "$kill_at" -gt 15 ] && echo yes)"
}
cuts machine
cuts systemd_boot_machine '{}' nix-store
cuts machine '{"activation":"switch"}' nix-store
