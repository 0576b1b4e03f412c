using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Compares CPU, machine type, processors and disk buses with the capabilities that libvirt reports.</summary>
internal sealed class GuestCapabilityCheck(ProviderSession session, CheckCall call)
{
    private const int MostShown = 12;
    private static readonly string[] Modes = ["host-passthrough", "host-model", "maximum"];

    /// <summary>Adds each fault to the failures.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        CheckMachine(inputs, support);
        CheckBuses(inputs, support);
        if (inputs.CpuMode is { } mode && call.Changes("cpuMode", "accelerator"))
        {
            await CheckCpuAsync(mode, support, cancellationToken);
        }
    }

    private void CheckMachine(NixGuestInputs inputs, GuestSupport support)
    {
        if (support.Machines.IsEmpty || !call.Changes("machine", "cpus", "maxCpus"))
        {
            return;
        }

        if (!support.Machines.TryGetValue(inputs.Machine, out var mostCpus))
        {
            call.Failures.Add(
                "machine",
                $"\"{inputs.Machine}\" is not a machine type of the host's QEMU; it has {Some(support.Machines.Keys)}",
                "machine-missing"
            );
            return;
        }

        var (property, cpus) = inputs.MaxCpus is { } most
            ? ("maxCpus", most)
            : ("cpus", inputs.Cpus);
        if (cpus > mostCpus)
        {
            call.Failures.Add(
                property,
                $"{cpus}: a machine of type {inputs.Machine} has at most {mostCpus} virtual CPUs on this host; give fewer",
                "cpus-exceed-machine"
            );
        }
    }

    private void CheckBuses(NixGuestInputs inputs, GuestSupport support)
    {
        for (var i = 0; i < inputs.Disks.Length && call.Changes("disks"); i++)
        {
            if (!support.DiskBuses.IsEmpty && !support.DiskBuses.Contains(inputs.Disks[i].Bus))
            {
                call.Failures.Add(
                    $"{PropertyPath.Join("disks", i)}.bus",
                    $"\"{inputs.Disks[i].Bus}\": the host's QEMU has no such bus; give one of {string.Join(", ", support.DiskBuses)}",
                    "bus-missing"
                );
            }
        }
    }

    private async Task CheckCpuAsync(
        string mode,
        GuestSupport support,
        CancellationToken cancellationToken
    )
    {
        if (Modes.Contains(mode))
        {
            if (!support.CpuModes.IsEmpty && !support.CpuModes.Contains(mode))
            {
                call.Failures.Add(
                    "cpuMode",
                    $"\"{mode}\" does not work on this host; it has {Some(support.CpuModes.Remove("custom"))}, and models such as {Some(Usable(support))}",
                    "cpu-missing"
                );
            }
        }
        else if (support.CpuModels.IsEmpty)
        {
            return;
        }
        else if (!support.CpuModels.TryGetValue(mode, out var isUsable))
        {
            call.Failures.Add(
                "cpuMode",
                $"\"{mode}\" is neither a CPU mode ({string.Join(", ", Modes)}) nor a model that the host's QEMU knows; models that work here are {Some(Usable(support))}",
                "cpu-missing"
            );
        }
        else if (!isUsable)
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                ErrorCode.Append(
                    $"cpuMode: \"{mode}\" has features that this host lacks, so that the guest may not start; models that work here are {Some(Usable(support))}",
                    "cpu-unusable"
                ),
                cancellationToken
            );
        }
    }

    private static IEnumerable<string> Usable(GuestSupport support) =>
        support.CpuModels.Where(m => m.Value).Select(m => m.Key).Order(StringComparer.Ordinal);

    /// <summary>Short names first, because these are the aliases that people use.</summary>
    private static string Some(IEnumerable<string> names)
    {
        var all = names.OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).ToList();
        return all.Count == 0
            ? "none"
            : string.Join(", ", all.Take(MostShown)) + (all.Count > MostShown ? ", …" : "");
    }
}
