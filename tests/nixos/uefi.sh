# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034  # run.sh sets and uses them
# Tests the bootstrap's systemd-boot under a real one: OVMF starts it from a disk under QEMU, and the guest runs loader.sh with the real
# bootctl. Its two systems, old and new, are one RAM disk that is told by the kernel's command line which one it is.
parts=$here/../../.cache/guest/parts
loader_parts=$here/../../.cache/guest/systemd-boot
work=$scratch/uefi
ovmf=/usr/share/OVMF
missing=()
for tool in qemu-system-x86_64 mcopy mmd mkfs.vfat cpio; do
  PATH=$PATH:/usr/sbin:/sbin type -P "$tool" >/dev/null || missing+=("$tool (eng/host-packages.sh)")
done
for file in "$ovmf/OVMF_CODE_4M.fd" "$ovmf/OVMF_VARS_4M.fd"; do [ -e "$file" ] || missing+=("$file (eng/host-packages.sh --test)"); done
[ -e "$parts/vmlinuz" ] && [ -e "$loader_parts/bootctl" ] || missing+=("the guest's kernel and systemd-boot (eng/guest-parts.sh)")

# The RAM disk: programs of this machine with their libraries, bootctl, the bootstrap's scripts, and what stands in for NixOS.
uefi_initrd() {
  local root=$work/root program library
  mkdir -p "$root"/{bin,dev,proc,sys,run,boot,lib,old/bin,new/bin,nix/var/nix/profiles/system-profiles,fakes,modules}
  cp "$parts/busybox" "$root/bin/busybox"
  for program in bash grep sed awk cat cut tr ls ln rm mv mkdir readlink basename dirname head tail sync sha256sum env; do
    cp -L "$(type -P "$program")" "$root/bin/$program"
  done
  cp "$loader_parts/bootctl" "$root/bin/bootctl"
  for library in $(LD_LIBRARY_PATH=$loader_parts ldd "$root"/bin/* 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | sort -u); do
    mkdir -p "$root${library%/*}"
    cp -L "$library" "$root$library"
  done
  cp "$loader_parts"/*.so "$root/lib/"
  cp "$parts"/early/*.ko "$parts"/late/*.ko "$loader_parts"/*.ko "$root/modules/"
  cp "$sdk"/bootstrap/*.sh "$root/lib/"
  cp "$here/fakes/systemd-boot-menu" "$root/fakes/"
  cp "$here/uefi/init" "$root/init"
  cp "$here/uefi/switch-to-configuration" "$root/old/bin/"
  cp "$here/uefi/switch-to-configuration" "$root/new/bin/"
  cp "$here/uefi/nix-env" "$root/bin/"
  chmod +x "$root"/init "$root"/*/bin/* "$root/bin/nix-env"
  (cd "$root" && find . | cpio -o -H newc --quiet -R 0:0) | gzip -1 >"$work/initrd"
}
uefi_disk() {
  truncate -s 128M "$work/esp"
  PATH=$PATH:/usr/sbin:/sbin mkfs.vfat -F 32 -n ESP "$work/esp" >/dev/null
  mmd -i "$work/esp" ::EFI ::EFI/BOOT ::EFI/nixos ::loader ::loader/entries
  mcopy -i "$work/esp" "$loader_parts/systemd-bootx64.efi" ::EFI/BOOT/BOOTX64.EFI
  mcopy -i "$work/esp" "$parts/vmlinuz" ::EFI/nixos/kernel.efi
  mcopy -i "$work/esp" "$work/initrd" ::EFI/nixos/initrd.efi
  printf '%s\n' "timeout 0" "default first.conf" >"$work/loader.conf"
  printf '%s\n' "title first" "linux /EFI/nixos/kernel.efi" "initrd /EFI/nixos/initrd.efi" "options init=/old/init loglevel=4 console=ttyS0" >"$work/first.conf"
  mcopy -i "$work/esp" "$work/loader.conf" ::loader/loader.conf
  mcopy -i "$work/esp" "$work/first.conf" ::loader/entries/first.conf
  cp "$ovmf/OVMF_VARS_4M.fd" "$work/vars"
}

if [ ${#missing[@]} -gt 0 ]; then
  report no "The tests of systemd-boot have what they need" "  missing: $(printf '%s, ' "${missing[@]}")"
else
  mkdir -p "$work"
  uefi_initrd
  uefi_disk
  timeout 600 qemu-system-x86_64 -machine q35 -accel tcg -cpu qemu64 -m 384 -display none -monitor none -nodefaults -serial "file:$work/console" \
    -drive "if=pflash,format=raw,readonly=on,file=$ovmf/OVMF_CODE_4M.fd" -drive "if=pflash,format=raw,file=$work/vars" \
    -drive "if=none,id=esp,file=$work/esp,format=raw,cache=unsafe" -device virtio-blk-pci,drive=esp </dev/null >"$work/qemu" 2>&1 || true
  said=$(tr -d '\r' <"$work/console" | sed -n 's/^.*uefi-test: //p')
  expected=$'boots old\nonce yes\nboots new\nboots old\nkept\nboots new'
  if [ "$said" = "$expected" ]; then report ok "systemd-boot under OVMF boots a new system once, returns to the former one, and keeps what is kept" ""
  else report no "systemd-boot under OVMF boots a new system once, returns to the former one, and keeps what is kept" \
    "  wanted $expected"$'\n'"  got    $said"$'\n'"$(tail -c 3000 "$work/console" 2>/dev/null)$(cat "$work/qemu")"; fi
fi
