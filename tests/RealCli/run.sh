#!/usr/bin/env bash
# run.sh           plays a third of the recorded scenarios with this checkout's command line, as the tests do
# run.sh --all     plays all of them
# run.sh 3,17-20   plays some of them, by their numbers
set -euo pipefail
case "${1:-}" in
  "") seeds=third ;;
  --all) seeds=all ;;
  *) seeds=$1 ;;
esac
cd "$(dirname "$0")/../.."
INFRA_REAL_CLI=$seeds exec dotnet test tests/embedded/Conformance.Tests --filter 'FullyQualifiedName~RecordedScenarios' --logger 'console;verbosity=normal'
