# shellcheck shell=bash
# Writes the guest's reports into a journal on its disk; the carrier (carrier.sh) copies them to the port, again at each boot.
# A direct write would block until the host opens the port, and a reboot would lose it.
# One report is one line of JSON, at most 4 KiB:
#   v, seq (counts on over boots), ts, boot (the kernel's boot id), config (hash), attempt, phase, state, msg, features, and
#   system, address and hostKey, as soon as they are known; failedUnits, separated by blanks, when the guest is ready without them
# phase  init idle stage build activate reboot verify ready gave-up
# state  start, done, error (to be tried again), failed (final)
# shellcheck disable=SC2154  # common.sh
journal=$state/reports.jsonl
journal_lines=200
phase=init
hash=""
attempt=0

sequence=""

# report STATE [MESSAGE [JSON]]: returns when the report is on disk. Only the one bootstrap process writes reports.
report() {
  local now message text=${2:-} more=${3:-}
  [ -n "$sequence" ] || open_journal
  sequence=$((sequence + 1))
  TZ=UTC printf -v now '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  quote "${text:0:2500}"
  more=${more#\{}
  more=${more%\}}
  printf '{"v":1,"seq":%s,"ts":"%s","boot":"%s","config":"%s","attempt":%s,"phase":"%s","state":"%s","msg":%s,"features":["reload"]%s}\n' \
    "$sequence" "$now" "$boot" "$hash" "$attempt" "$phase" "$1" "$message" "${more:+,$more}" >>"$journal"
  sync "$journal"
  # The carrier waits on this pipe. Opening it for reading and writing never blocks.
  [ ! -p "$run/poke" ] || echo 1<>"$run/poke"
  echo "nixhost: $phase $1${2:+: $2}" >&2
}

# quote TEXT: sets message to the text as a JSON string. jq reads its whole library at each start, so only unusual characters are left to it.
quote() {
  local LC_ALL=C text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  if [[ $text == *[!\ -~]* ]]; then message=$(jq -nc --arg text "$1" '$text'); else message="\"$text\""; fi
}

# Drops the lines that a power cut left incomplete, and continues with the last number.
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
