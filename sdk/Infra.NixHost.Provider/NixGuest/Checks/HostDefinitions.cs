using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>The definitions of all domains of a host, read once for all guests of a program.</summary>
internal sealed class HostDefinitions(INixHost host)
{
    private readonly Lock _gate = new();
    private Task<ImmutableArray<XElement>>? _reading;

    /// <summary>The definitions; a failed reading is tried again by the next who asks.</summary>
    public async Task<ImmutableArray<XElement>> ReadAsync(CancellationToken cancellationToken)
    {
        Task<ImmutableArray<XElement>> reading;
        lock (_gate)
        {
            // Not with the caller's token: others wait for the same reading.
            reading = _reading is { IsFaulted: false, IsCanceled: false }
                ? _reading
                : _reading = ReadNowAsync();
        }

        return await reading.WaitAsync(cancellationToken);
    }

    private async Task<ImmutableArray<XElement>> ReadNowAsync() =>
        [
            .. (await host.Domains.ReadDefinitionsAsync(CancellationToken.None)).Select(xml =>
                XElement.Parse(xml)
            ),
        ];
}
