using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>
/// Checks changed inputs against the host's abilities. Unchanged inputs are not checked: a host that changed since must not block other changes.
/// </summary>
internal sealed class GuestHostCheck(ProviderSession session)
{
    private static readonly string[] Inputs =
    [
        "running",
        "memory",
        "maxMemory",
        "hugepages",
        "firmware",
        "tpm",
        "graphics",
        "machine",
        "cpus",
        "maxCpus",
        "cpuMode",
        "accelerator",
        "disks",
    ];

    /// <summary>The first libvirt version that accepts the size of TCG's translation cache.</summary>
    private static readonly Version OldestLibvirt = new(8, 0);

    /// <summary>Adds each fault to the failures, with its code.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (call.Changes("accelerator"))
        {
            CheckAccelerator(inputs, call);
        }

        if (call.Changes("hostDevices") && !inputs.HostDevices.IsEmpty)
        {
            CheckHostDevices(inputs, call);
        }

        if (!call.Changes(Inputs))
        {
            return;
        }

        var support = await session.Support.ReadAsync(cancellationToken);
        if (support.Libvirt < OldestLibvirt)
        {
            throw new HostException(
                "libvirt-old",
                $"The guest '{inputs.GuestName}' needs libvirt {OldestLibvirt} or newer, and the host has {support.Libvirt}. Upgrade libvirt."
            );
        }

        await new GuestCapabilityCheck(session, call).RunAsync(inputs, support, cancellationToken);
        CheckDevices(inputs, support, call);
        CheckHugePages(inputs, support, call);
        CheckMemory(inputs, support.Memory, call);
    }

    private void CheckAccelerator(NixGuestInputs inputs, CheckCall call)
    {
        if (
            inputs.Accelerator == "kvm"
            && session.Host.Accelerators.Detect() is { IsKvm: false, Reason: var reason }
        )
        {
            call.Failures.Add(
                "accelerator",
                $"\"kvm\" does not work on this host: {reason}; use \"auto\" or \"tcg\", or fix that",
                "kvm-unavailable"
            );
        }
    }

    private void CheckHostDevices(NixGuestInputs inputs, CheckCall call)
    {
        var there = session.Host.Facts.ReadDevices();
        for (var i = 0; i < inputs.HostDevices.Length; i++)
        {
            var at = PropertyPath.Join("hostDevices", i);
            if (inputs.HostDevices[i].Pci is { } pci && !there.Pci.Contains(pci))
            {
                call.Failures.Add(
                    $"{at}.pci",
                    $"\"{pci}\": the host has no such device; `lspci -D` lists its devices",
                    "host-device-missing"
                );
            }
            else if (inputs.HostDevices[i].Pci is { } card && !there.HasIommu)
            {
                call.Failures.Add(
                    $"{at}.pci",
                    $"\"{card}\": the host cannot hand PCI devices over without an IOMMU; enable it in the firmware (VT-d, AMD-Vi) and boot with "
                        + "intel_iommu=on or amd_iommu=on (NixOS `boot.kernelParams`)",
                    "iommu-missing"
                );
            }

            if (inputs.HostDevices[i].Usb is { } usb && !there.Usb.Contains(usb))
            {
                call.Failures.Add(
                    $"{at}.usb",
                    $"\"{usb}\": no such device is plugged into the host; `lsusb` lists its devices",
                    "host-device-missing"
                );
            }
        }
    }

    private static void CheckDevices(NixGuestInputs inputs, GuestSupport support, CheckCall call)
    {
        if (inputs.Firmware == "uefi" && !support.Firmware.Contains("efi"))
        {
            call.Failures.Add(
                "firmware",
                "\"uefi\": libvirt finds no UEFI firmware on the host; install it (Debian `apt-get install ovmf`; NixOS has it with libvirtd), or use \"bios\"",
                "firmware-missing"
            );
        }

        if (inputs.Tpm && !support.HasTpm)
        {
            call.Failures.Add(
                "tpm",
                "true: libvirt finds no swtpm to emulate a TPM; install it (Debian `apt-get install swtpm swtpm-tools`, "
                    + "NixOS `virtualisation.libvirtd.qemu.swtpm.enable = true;`), or leave it out",
                "swtpm-missing"
            );
        }

        if (inputs.Graphics != "none" && !support.Graphics.Contains(inputs.Graphics))
        {
            call.Failures.Add(
                "graphics",
                $"\"{inputs.Graphics}\": the host's QEMU has {(support.Graphics.IsEmpty ? "no graphics" : string.Join(", ", support.Graphics))}; "
                    + "use another kind or \"none\", or install the QEMU module for it",
                "graphics-missing"
            );
        }
    }

    private static void CheckHugePages(NixGuestInputs inputs, GuestSupport support, CheckCall call)
    {
        if (!HugepagesSetting.IsOn(inputs.Settings.Get(HugepagesSetting.Name)))
        {
            return;
        }

        // QEMU reserves all the pages that the guest may ever have.
        var needed = Math.Max(inputs.Memory, inputs.MaxMemory ?? 0);
        if (needed > support.Memory.HugePages)
        {
            call.Failures.Add(
                HugepagesSetting.Name,
                $"true: the guest needs {ByteSize.Format(needed)} of huge pages, and the host has "
                    + $"{ByteSize.Format(support.Memory.HugePages)}; reserve more (`sysctl vm.nr_hugepages=COUNT`, on NixOS boot.kernel.sysctl), or "
                    + "leave it out",
                "hugepages-low"
            );
        }
        else if (!support.HasHugetlbfs)
        {
            call.Failures.Add(
                HugepagesSetting.Name,
                "true: the host has reserved huge pages, but QEMU cannot reach them; mount them (`mount -t hugetlbfs hugetlbfs /dev/hugepages`; "
                    + "systemd does it by itself) and restart libvirtd, which looks for them only when it starts",
                "hugetlbfs-missing"
            );
        }
    }

    private static void CheckMemory(NixGuestInputs inputs, HostMemory host, CheckCall call)
    {
        var memory = ByteSize.Format(inputs.Memory);
        var isWish = call.Changes("memory", "maxMemory");
        var room = host.Total + host.Swap;
        if (isWish && inputs.MaxMemory is { } most && most > room && inputs.Memory <= host.Total)
        {
            // A machine gets all of it before its balloon takes some back, and swap may have what it gives back.
            call.Failures.Add(
                "maxMemory",
                $"{ByteSize.Format(most)} is more than the host has, {ByteSize.Format(room)} with its swap: QEMU could not start; give less",
                "memory-exceeds-host"
            );
        }

        if (inputs.Memory > host.Total && (isWish || call.Changes("running")))
        {
            call.Failures.Add(
                "memory",
                $"{memory} is more than the host has, {ByteSize.Format(host.Total)}; give less",
                "memory-exceeds-host"
            );
        }
    }
}
