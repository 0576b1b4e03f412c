# shellcheck shell=bash
# Copies this machine's programs into a store path, with the libraries that they need and a loader of their own, as Nix would build them.
# Arguments come through the environment: programs, trees (FROM=TO below the output), leftOut, wrapped, links (NAME=TARGET), extraLibraries.
# shellcheck disable=SC2154,SC2086  # the derivation's environment, and its patterns
set -euo pipefail
mkdir -p "$out/bin" "$out/lib"

for program in $programs; do
  file=$(type -P "$program")
  cp -L "$file" "$out/bin/${file##*/}"
done
for tree in $trees; do
  mkdir -p "$(dirname "$out/${tree#*=}")"
  cp -rLT "${tree%%=*}" "$out/${tree#*=}"
done
chmod -R u+w "$out"
# The patterns are below the output.
for pattern in $leftOut; do rm -rf "${out:?}"/$pattern; done

# Programs and libraries of ours; scripts and data are left alone.
mapfile -t ours < <(find "$out" -type f ! -path '*/share/qemu/*' ! -name '*.dll' -exec sh -c 'for f; do [ "$(head -c 4 "$f" | tail -c 3)" != ELF ] || echo "$f"; done' sh {} +)
needed() { ldd "${ours[@]}" $extraLibraries 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$out" | sed 's/:$//' | sort -u; }
for library in $(needed) $extraLibraries; do
  [ -e "$out/lib/${library##*/}" ] || cp -L "$library" "$out/lib/"
done
chmod -R u+w "$out/lib"
loader=$out/lib/ld-linux-x86-64.so.2

for file in "${ours[@]}" "$out"/lib/*.so*; do
  case ${file##*/} in
    # The C library finds itself.
    ld-linux-* | libc.so.*) continue ;;
  esac
  if patchelf --print-interpreter "$file" >/dev/null 2>&1; then patchelf --set-interpreter "$loader" "$file"; fi
  # A program without dynamic libraries has no place for a path.
  patchelf --set-rpath "$out/lib" "$file" || echo "no path: $file"
done
for name in $links; do ln -s "${name#*=}" "$out/bin/${name%%=*}"; done
# The C library would look for its converters in /usr. /bin/sh is one of the two programs that NixOS and its sandbox have outside the store.
for name in $wrapped; do
  mkdir -p "$out/libexec"
  mv "$out/bin/$name" "$out/libexec/"
  printf '#!/bin/sh\nGCONV_PATH=%s/lib/gconv exec %s/libexec/%s "$@"\n' "$out" "$out" "$name" >"$out/bin/$name"
  chmod +x "$out/bin/$name"
done
