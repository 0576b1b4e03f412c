using System.Collections.Concurrent;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Guests that boot at once, apply the configuration that they are given, and report it.</summary>
internal sealed class ReadyGuests
{
    private readonly ConcurrentDictionary<string, string> _configurations = new(
        StringComparer.Ordinal
    );
    private long _sequence;

    /// <summary>Gives a guest its configuration before it boots or changes.</summary>
    public void Configure(PropertyMap inputs)
    {
        var guest = NixGuestInputs.Read(inputs);
        _configurations[guest.GuestName] = guest.ExpectedConfigHash ?? "";
    }

    /// <summary>What a guest says when it has booted or was told something.</summary>
    public IEnumerable<string> Report(FakeDomain domain) =>
        [
            new GuestReport(
                Interlocked.Increment(ref _sequence),
                $"boot-{domain.BootId}",
                "ready",
                "",
                ""
            )
            {
                // An address for documentation, which no network has (RFC 5737).
                Address = "192.0.2.10/24",
                Config = _configurations.GetValueOrDefault(domain.Name, ""),
                HostKey = FakeDomains.HostKey,
                Listens = true,
            }.ToLine(),
        ];
}
