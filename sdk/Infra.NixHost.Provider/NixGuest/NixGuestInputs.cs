using System.Collections.Immutable;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The checked inputs of a NixGuest.</summary>
internal sealed record NixGuestInputs
{
    public required string GuestName { get; init; }
    public required int Cpus { get; init; }
    public int? MaxCpus { get; init; }
    public required long Memory { get; init; }
    public long? MaxMemory { get; init; }
    public ImmutableArray<GuestDiskInputs> Disks { get; init; } = [];
    public ImmutableArray<GuestNetworkInputs> Networks { get; init; } = [];
    public string? Address { get; init; }
    public string? Gateway { get; init; }
    public ImmutableArray<string> Dns { get; init; } = [];
    public required string Firmware { get; init; }
    public required string Machine { get; init; }
    public string? CpuMode { get; init; }
    public required string Accelerator { get; init; }
    public required string Graphics { get; init; }
    public required string Console { get; init; }
    public required bool Agent { get; init; }
    public required bool Tpm { get; init; }
    public ImmutableArray<GuestHostDeviceInputs> HostDevices { get; init; } = [];
    public required bool Autostart { get; init; }
    public required bool Running { get; init; }
    public required string WaitFor { get; init; }
    public required TimeSpan WaitTimeout { get; init; }
    public string? ExpectedConfigHash { get; init; }
    public required TimeSpan ShutdownTimeout { get; init; }

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
        var reader = new InputReader(inputs, NixGuestDefinition.Resource.Defaults);
        var address = reader.Structure("address");
        return new()
        {
            GuestName = reader.Text("guestName") ?? "",
            Cpus = reader.IntegerOrDefault("cpus"),
            MaxCpus = reader.Integer("maxCpus"),
            Memory = reader.SizeOrDefault("memory"),
            MaxMemory = reader.Size("maxMemory"),
            Disks = [.. reader.Structures("disks").Select(GuestDiskInputs.Read)],
            Networks = [.. reader.Structures("networks").Select(GuestNetworkInputs.Read)],
            Address = address?.Text("address"),
            Gateway = address?.Text("gateway"),
            Dns = address?.Texts("dns") ?? [],
            Firmware = reader.TextOrDefault("firmware"),
            Machine = reader.TextOrDefault("machine"),
            CpuMode = reader.Text("cpuMode"),
            Accelerator = reader.TextOrDefault("accelerator"),
            Graphics = reader.TextOrDefault("graphics"),
            Console = reader.TextOrDefault("console"),
            Agent = reader.FlagOrDefault("agent"),
            Tpm = reader.FlagOrDefault("tpm"),
            HostDevices = [.. reader.Structures("hostDevices").Select(GuestHostDeviceInputs.Read)],
            Autostart = reader.FlagOrDefault("autostart"),
            Running = reader.FlagOrDefault("running"),
            WaitFor = reader.TextOrDefault("waitFor"),
            WaitTimeout = reader.DurationOrDefault("waitTimeout"),
            ExpectedConfigHash = reader.Text("expectedConfigHash"),
            ShutdownTimeout = reader.DurationOrDefault("shutdownTimeout"),
            Settings = GuestSettings.Of(inputs),
            ExtraXml = reader.Text("extraXml"),
        };
    }
}
