using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Boots at most as many guests at once as its host has processors: more starve each other, and some kernels then panic.</summary>
internal sealed class GuestPower(ProviderSession session) : IDisposable
{
    private readonly Lock _gate = new();
    private SemaphoreSlim? _boots;

    /// <inheritdoc/>
    public void Dispose() => _boots?.Dispose();

    /// <summary>Starts a guest and keeps its place until <paramref name="afterwards"/> is done, so that the wait for its boot counts.</summary>
    public async Task<T> StartAsync<T>(
        ResourceIdentity identity,
        DomainSpec spec,
        Func<Task<T>> afterwards,
        CancellationToken cancellationToken
    )
    {
        var boots = await BootsAsync(cancellationToken);
        if (!await boots.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            session.Log.Status(identity.Urn, "waiting for other guests to boot");
            await boots.WaitAsync(cancellationToken);
        }

        try
        {
            session.Log.Status(identity.Urn, "starting");
            await new DiskRelease(session, identity, spec.Inputs).RunAsync(
                () => session.Host.Domains.StartAsync(spec.Uuid, cancellationToken),
                cancellationToken
            );
            return await afterwards();
        }
        finally
        {
            boots.Release();
        }
    }

    private async Task<SemaphoreSlim> BootsAsync(CancellationToken cancellationToken)
    {
        var support = await session.Support.ReadAsync(cancellationToken);
        lock (_gate)
        {
            return _boots ??= new(support.Cpus);
        }
    }

    /// <summary>
    /// Resumes a saved guest before anything else happens to it. A later start would bring back the old definition, and discarding the saved
    /// memory is like pulling the plug.
    /// </summary>
    /// <exception cref="HostException">The guest cannot be resumed.</exception>
    public async Task WakeAsync(Guid uuid, string name, CancellationToken cancellationToken)
    {
        try
        {
            await session.Host.Domains.StartAsync(uuid, cancellationToken);
        }
        catch (LibvirtException e)
        {
            throw new HostException(
                "guest-saved",
                $"The guest '{name}' was saved to a file (as by `virsh managedsave`) and cannot be resumed. "
                    + $"Fix that, or discard its saved memory (`virsh managedsave-remove {name}`), then run up again.\n{LibvirtErrorText.Describe(e, PropertyMap.Empty)}",
                e
            );
        }
    }

    /// <summary>The boot ids that a guest has reported so far.</summary>
    public IReadOnlySet<string> BootsOf(Guid uuid) =>
        GuestJournal
            .Of(session.Host, uuid)
            .Read()
            .Select(r => r.Boot)
            .ToHashSet(StringComparer.Ordinal);
}
