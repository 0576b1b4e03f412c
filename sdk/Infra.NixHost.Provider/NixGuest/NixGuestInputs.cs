using System.Collections.Immutable;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The checked inputs of a NixGuest.</summary>
internal sealed record NixGuestInputs
{
    private const long GiB = 1024L * 1024 * 1024;

    public string GuestName { get; init; } = "";
    public int Cpus { get; init; } = 1;
    public int? MaxCpus { get; init; }
    public long Memory { get; init; } = GiB;
    public long? MaxMemory { get; init; }
    public ImmutableArray<GuestDiskInputs> Disks { get; init; } = [];
    public ImmutableArray<GuestNetworkInputs> Networks { get; init; } = [];
    public string? Address { get; init; }
    public string? Gateway { get; init; }
    public ImmutableArray<string> Dns { get; init; } = [];
    public string Firmware { get; init; } = "bios";
    public string Machine { get; init; } = "q35";
    public string? CpuMode { get; init; }
    public string Accelerator { get; init; } = "auto";
    public string Graphics { get; init; } = "none";
    public string Console { get; init; } = "log";
    public bool Agent { get; init; }
    public bool Tpm { get; init; }
    public ImmutableArray<GuestHostDeviceInputs> HostDevices { get; init; } = [];
    public bool Autostart { get; init; } = true;
    public bool Running { get; init; } = true;
    public string WaitFor { get; init; } = "started";
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromMinutes(5);
    public string? ExpectedConfigHash { get; init; }
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The values of <see cref="GuestSettings"/>.</summary>
    public PropertyMap Settings { get; init; } = PropertyMap.Empty;

    public string? ExtraXml { get; init; }

    /// <summary>Whether the host starts the guest when it boots: not a guest that should be off.</summary>
    public bool StartsWithHost => Autostart && Running;

    /// <summary>Whether up waits until the guest reports itself configured.</summary>
    public bool WaitsForReport => WaitFor == "configured";

    /// <summary>The MAC addresses, one for each card.</summary>
    public ImmutableArray<string> MacAddresses(ResourceIdentity identity) =>
        [.. Networks.Select((n, i) => (n.Mac ?? identity.Mac(GuestName, i)).ToLowerInvariant())];

    /// <summary>Reads checked inputs.</summary>
    public static NixGuestInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs);
        var address = reader.Structure("address");
        return new()
        {
            GuestName = reader.Text("guestName") ?? "",
            Cpus = reader.Integer("cpus") ?? 1,
            MaxCpus = reader.Integer("maxCpus"),
            Memory = reader.Size("memory") ?? GiB,
            MaxMemory = reader.Size("maxMemory"),
            Disks = [.. reader.Structures("disks").Select(GuestDiskInputs.Read)],
            Networks = [.. reader.Structures("networks").Select(GuestNetworkInputs.Read)],
            Address = address?.Text("address"),
            Gateway = address?.Text("gateway"),
            Dns = address?.Texts("dns") ?? [],
            Firmware = reader.Text("firmware") ?? "bios",
            Machine = reader.Text("machine") ?? "q35",
            CpuMode = reader.Text("cpuMode"),
            Accelerator = reader.Text("accelerator") ?? "auto",
            Graphics = reader.Text("graphics") ?? "none",
            Console = reader.Text("console") ?? "log",
            Agent = reader.Flag("agent") ?? false,
            Tpm = reader.Flag("tpm") ?? false,
            HostDevices = [.. reader.Structures("hostDevices").Select(GuestHostDeviceInputs.Read)],
            Autostart = reader.Flag("autostart") ?? true,
            Running = reader.Flag("running") ?? true,
            WaitFor = reader.Text("waitFor") ?? "started",
            WaitTimeout = reader.Duration("waitTimeout") ?? TimeSpan.FromMinutes(5),
            ExpectedConfigHash = reader.Text("expectedConfigHash"),
            ShutdownTimeout = reader.Duration("shutdownTimeout") ?? TimeSpan.FromMinutes(1),
            Settings = GuestSettings.Of(inputs),
            ExtraXml = reader.Text("extraXml"),
        };
    }
}
