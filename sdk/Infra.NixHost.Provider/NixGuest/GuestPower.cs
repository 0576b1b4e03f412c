using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Boots guests, as many at once as there are cores: more starve each other, and some kernels panic then.</summary>
internal sealed class GuestPower(ProviderSession session) : IDisposable
{
    private readonly SemaphoreSlim _boots = new(Environment.ProcessorCount);

    /// <inheritdoc/>
    public void Dispose() => _boots.Dispose();

    /// <summary>Whether the guest's machine is there, running or paused.</summary>
    public static bool IsOn(DomainState state) =>
        state is not (DomainState.ShutOff or DomainState.Crashed or DomainState.NoState);

    /// <summary>Starts a guest and holds one of the places until <paramref name="afterwards"/> is done, so that its boot counts too.</summary>
    public async Task<T> StartAsync<T>(
        ResourceIdentity identity,
        Guid uuid,
        Func<Task<T>> afterwards,
        CancellationToken cancellationToken
    )
    {
        if (!await _boots.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            session.Log.Status(identity.Urn, "waiting for other guests to boot");
            await _boots.WaitAsync(cancellationToken);
        }

        try
        {
            session.Log.Status(identity.Urn, "starting");
            await session.Host.Domains.StartAsync(uuid, cancellationToken);
            return await afterwards();
        }
        finally
        {
            _boots.Release();
        }
    }

    /// <summary>
    /// Lets a saved guest go on where it was, before anything else happens to it: a start later on would bring back the machine as it was defined
    /// then, and a saved machine that is thrown away has lost its power.
    /// </summary>
    /// <exception cref="HostException">It cannot go on.</exception>
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
                $"The guest '{name}' was saved to a file (as by `virsh managedsave`) and cannot go on from there: {e.Message} "
                    + $"Mend that, or give up what it had in memory (`virsh managedsave-remove {name}`), then run up again.",
                e
            );
        }
    }

    /// <summary>The boots a guest has reported so far.</summary>
    public IReadOnlySet<string> BootsOf(Guid uuid) =>
        GuestJournal
            .Of(session.Host.Options, uuid)
            .Read()
            .Select(r => r.Boot)
            .ToHashSet(StringComparer.Ordinal);
}
