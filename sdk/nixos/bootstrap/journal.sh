# shellcheck shell=bash
# The guest's reports. A write to the status port blocks until the host has opened it, and what is in flight at a reboot is lost: so a report
# goes to a journal on the guest's disk, and the carrier (carrier.sh) takes it to the port, again at each boot.
# One report is one line of JSON, at most 4 KiB:
#   v, seq (counts on over boots), ts, boot (the kernel's boot id), config (hash), attempt, phase, state, msg, features, and
#   system, address, hostKey where they are known
# phase  init idle stage build activate reboot verify ready gave-up
# state  start, done, error (it will be tried again), failed (it will not)
# shellcheck disable=SC2154  # common.sh
journal=$state/reports.jsonl
journal_lines=200
phase=init
hash=""
attempt=0

sequence=""

# report STATE [MESSAGE [JSON]]: returns when the report is on disk. Only the bootstrap reports, and there is one of it.
report() {
  local line
  [ -n "$sequence" ] || open_journal
  sequence=$((sequence + 1))
  line=$(jq -nc --argjson seq "$sequence" --arg ts "$(TZ=UTC printf '%(%Y-%m-%dT%H:%M:%SZ)T' -1)" --arg boot "$boot" --arg config "$hash" \
    --argjson attempt "$attempt" --arg phase "$phase" --arg state "$1" --arg msg "${2:0:2500}" --argjson more "${3:-{\}}" \
    '{v: 1, seq: $seq, ts: $ts, boot: $boot, config: $config, attempt: $attempt, phase: $phase, state: $state, msg: $msg, features: ["reload"]} + $more')
  printf '%s\n' "$line" >>"$journal"
  sync "$journal"
  # The carrier sleeps at this pipe; opened for both ways it never blocks.
  [ ! -p "$run/poke" ] || echo 1<>"$run/poke"
  echo "nixhost: $phase $1${2:+: $2}" >&2
}

# What a power cut left of the journal: the last of its whole lines, and where their numbers are.
open_journal() {
  local last
  mkdir -p "$state"
  grep -a '^{"v":1,"seq":.*}$' "$journal" 2>/dev/null | tail -n "$journal_lines" >"$journal.new" || true
  sync "$journal.new"
  mv "$journal.new" "$journal"
  last=$(tail -n 1 "$journal")
  last=${last#'{"v":1,"seq":'}
  sequence=${last%%,*}
  sequence=${sequence:-0}
}
