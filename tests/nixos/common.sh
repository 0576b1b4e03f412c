# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# run.sh sources this file for the functions with which tests report. Each script defines `evaluate ARGUMENT…` itself.
passed=0 failed=0
store="$scratch/store/[0-9a-z]{32}"

report() { # outcome title detail
  if [ "$1" = ok ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED %s\n%s\n' "$2" "$3"; fi
}

gives() { # title, extended regex for the whole result, arguments of the evaluation
  local title=$1 pattern=$2 got; shift 2
  if got=$(evaluate "$@" 2>"$scratch/error") && [[ $got =~ ^$pattern$ ]]; then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $got $(cat "$scratch/error")"; fi
}

refuses() { # title, extended regex for the error, arguments of the evaluation
  local title=$1 pattern=$2; shift 2
  if evaluate "$@" >"$scratch/output" 2>"$scratch/error"; then report no "$title" "  succeeded: $(cat "$scratch/output")"
  elif [[ $(cat "$scratch/error") =~ $pattern ]]; then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $(cat "$scratch/error")"; fi
}

says() { # title, extended regex for the derivation's environment, arguments of the evaluation
  local title=$1 pattern=$2 drv got=""; shift 2
  if drv=$(evaluate --read-write-mode "$@" 2>"$scratch/error") && drv=${drv#*'"drv":"'} &&
    got=$(tr -d '\134' <"${drv%%'"'*}") && [[ $got =~ $pattern ]]
  then report ok "$title" ""
  else report no "$title" "  wanted $pattern"$'\n'"  got    $got $(cat "$scratch/error")"; fi
}
