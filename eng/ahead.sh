#!/usr/bin/env bash
# Compiles the programs that the tests start thousands of times ahead of time, in place, as the published tools are compiled.
# A start then takes two thirds of the processor's time. A build puts a program that it changes back, so this runs after a build.
# The stacks' own assemblies stay as they are, because tests read the lines in their stack traces.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "$0")/common.sh"
cd "$root"
programs=(Infra.Cli Infra.NixHost.Provider LedgerProvider)
stacks=(LabStack GuestStack TroubleStack LedgerStack nixos-on-nixos many-hosts)
quietly "restoring the compiler" dotnet restore eng/ahead.proj -v q
runtime=$(dotnet msbuild eng/ahead.proj -getProperty:BundledNETCoreAppPackageVersion -tl:off)
compiled=$root/artifacts/ahead/$runtime
mkdir -p "$compiled"
compiler=$(dotnet msbuild eng/ahead.proj -getProperty:Compiler -tl:off)
references=()
while read -r name version place; do
  case $name in Microsoft.NETCore.App | Microsoft.AspNetCore.App) references+=(-r "${place:1:-1}/$version/*.dll") ;; esac
done < <(dotnet --list-runtimes | grep -F " $runtime ")

# compile FILE puts what $compiled has for its content in its place, and makes that where it is not there yet.
# What is compiled has itself as its result, so that nothing is compiled twice.
compile() {
  local file=$1 result
  result=$compiled/$(hash "$file")
  if [ ! -e "$result" ]; then
    quietly "compiling $file ahead of time" "$compiler" "$file" -r "${file%/*}/*.dll" "${references[@]}" -O -o "$result.new"
    ln -f "$result.new" "$compiled/$(hash "$result.new")"
    mv "$result.new" "$result"
  fi
  # A program that runs keeps the file that it has.
  cp "$result" "$file.new"
  mv "$file.new" "$file"
}

hash() { sha256sum "$1" | cut -d' ' -f1; }

for program in "${programs[@]}" "${stacks[@]}"; do
  [[ " ${stacks[*]} " == *" $program "* ]] && own=$program.dll || own=""
  for file in "artifacts/bin/$program/debug"/*.dll; do
    [ "${file##*/}" = "$own" ] || compile "$file"
  done
done
step "compiled ahead of time: ${programs[*]} ${stacks[*]}"
