using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>The hosts of a run: the provider's own, and those that resources name. Each machine is opened once, when it is first asked for.</summary>
internal sealed class OpenHosts : IDisposable
{
    private readonly HostOptions _options;
    private readonly Func<HostOptions, INixHost> _connect;
    private readonly Func<ProviderSession, OpenHosts, HandlerSet> _handlers;
    private readonly SharedReading<HostMachine> _ownMachine;
    private readonly ConcurrentDictionary<HostOptions, SharedReading<FoundHost>> _byOptions = new();
    private readonly ConcurrentDictionary<OpenHost, PropertyMap> _connections = new();
    private readonly ConcurrentDictionary<HostOptions, Task> _looks = new();
    private readonly Lock _gate = new();
    private ImmutableArray<OpenHost> _open = [];
    private bool _isDisposed;

    /// <summary>Opens the provider's own host without contacting it.</summary>
    /// <param name="options">The options of that host.</param>
    /// <param name="connect">Opens a host from its options without contacting it.</param>
    /// <param name="handlers">Creates the handlers of a session.</param>
    /// <param name="run">The run.</param>
    public OpenHosts(
        HostOptions options,
        Func<HostOptions, INixHost> connect,
        Func<ProviderSession, OpenHosts, HandlerSet> handlers,
        ProgramRun run
    )
    {
        (_options, _connect, _handlers, Run) = (options, connect, handlers, run);
        Own = Open(options, connect(options), "", machine: null);
        _ownMachine = new(Own.Session.Host.Facts.ReadMachineAsync);
    }

    /// <summary>What all hosts share.</summary>
    public ProgramRun Run { get; }

    /// <summary>The provider's own host, on which resources are that name none.</summary>
    public OpenHost Own { get; }

    /// <summary>The host of a resource; <c>null</c> where the preview cannot know it yet.</summary>
    /// <param name="inputs">The inputs of the resource.</param>
    /// <param name="cancellationToken">Ends the wait for the host.</param>
    /// <exception cref="HostException">The host cannot be reached, or is another machine than the inputs say.</exception>
    public async Task<OpenHost?> OfAsync(PropertyMap inputs, CancellationToken cancellationToken)
    {
        // What fails here must not quote a secret either.
        Run.Secrets.Add(inputs);
        if (new InputReader(inputs).IsUnknown(HostInput.Name))
        {
            return null;
        }

        if (PropertyContent.Of(inputs.Get(HostInput.Name)) is not PropertyValue.Object connection)
        {
            return Own;
        }

        var open = await OfAsync(new InputReader(connection.Properties), cancellationToken);
        _connections.TryAdd(open, connection.Properties);
        return open;
    }

    /// <summary>
    /// The other hosts of the run, each with the input <c>host</c> of what is there; <c>null</c> for the provider's own. Engines read hosts and guests
    /// at once, so those are waited for that are still being met.
    /// </summary>
    /// <exception cref="HostException">One of them does not answer.</exception>
    public async Task<IEnumerable<(OpenHost Host, PropertyMap? Connection)>> ExceptAsync(
        OpenHost host,
        CancellationToken cancellationToken
    )
    {
        foreach (var look in _looks.Values)
        {
            await Task.WhenAny(look).WaitAsync(cancellationToken);
            if (look.Exception?.InnerException is HostException lost)
            {
                throw new HostException(
                    lost.Code,
                    $"It is not on {host.Name}, and another host of the program, where somebody may have moved it, cannot be asked: {lost.Message}",
                    lost
                );
            }
        }

        var isOwnThere = await ReadOwnMachineAsync(cancellationToken) is not null;
        return _open
            .Where(o => o != host && (o == Own ? isOwnThere : _connections.ContainsKey(o)))
            .Select(o => (o, _connections.GetValueOrDefault(o)));
    }

    /// <summary>Whether two values of the input <c>host</c> mean one machine.</summary>
    /// <exception cref="HostException">The provider's own host does not tell which machine it is.</exception>
    public async Task<bool> AreSameAsync(
        PropertyMap olds,
        PropertyMap news,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = (UuidOf(olds), UuidOf(news));
        return before == after
            || (
                (before is null || after is null)
                && (await _ownMachine.ReadAsync(cancellationToken)).Uuid == (before ?? after)
            );
    }

    /// <summary>Looks which machine is behind settings, and keeps the connection for the resources that name it.</summary>
    /// <param name="settings">The settings of a Host.</param>
    /// <param name="cancellationToken">Ends the wait for the host.</param>
    public async Task<FoundHost> LookAsync(
        PropertyMap settings,
        CancellationToken cancellationToken
    )
    {
        var options = HostSettings.Read(new(settings), _options);
        var look = LookAsync(options, settings, cancellationToken);
        _looks[options] = look;
        return await look;
    }

    private async Task<FoundHost> LookAsync(
        HostOptions options,
        PropertyMap settings,
        CancellationToken cancellationToken
    )
    {
        var found = await FindAsync(options, cancellationToken);
        _connections[found.Open] = ConnectionOf(found.Machine.Uuid, settings);
        return found;
    }

    /// <summary>What tells the machine of inputs from others in this run.</summary>
    public async Task<string> MachineOfAsync(
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) =>
        UuidOf(inputs) is not { } uuid
        || (await ReadOwnMachineAsync(cancellationToken))?.Uuid == uuid
            ? ""
            : $"{uuid}";

    /// <summary>Why a resource cannot be found any more under another host of its machine; <c>null</c> when it can.</summary>
    public string? Loss(PropertyMap olds, PropertyMap news)
    {
        var (before, after) = (OptionsOf(olds), OptionsOf(news));
        return
            (before.StateDirectory, before.GcRootDirectory)
            == (after.StateDirectory, after.GcRootDirectory)
            ? null
            : $"the resource is known by {before.StateDirectory} and {before.GcRootDirectory} of its machine, and this host of the same machine has "
                + $"{after.StateDirectory} and {after.GcRootDirectory}; give both hosts the same stateDirectory and gcRootDirectory";
    }

    private HostOptions OptionsOf(PropertyMap inputs) =>
        new InputReader(inputs).Structure(HostInput.Name) is { } connection
            ? HostSettings.Read(connection, _options)
            : _options;

    /// <summary>What other resources take as their host.</summary>
    public static PropertyMap ConnectionOf(Guid machine, PropertyMap settings) =>
        PropertyMap
            .Create(
                settings.Where(p => HostSettings.Definitions.Any(setting => setting.Name == p.Key))
            )
            .With(HostStructures.Uuid, $"{machine}");

    /// <summary>
    /// Settles the ownership of what this run created, on each host that still answers.
    /// Call it only when the engine ends the provider, because the engine has saved its state then.
    /// </summary>
    /// <exception cref="HostException">A host does not answer.</exception>
    public void Confirm() => HostEnds.OnEach(_open, host => host.Session.Owners.Confirm());

    /// <summary>Ends the run and its connections: what it has made and no state has confirmed is the next run's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        HostEnds.OnEach(
            _open,
            host =>
            {
                try
                {
                    host.Session.Owners.Dispose();
                }
                finally
                {
                    (host.Session.Host as IDisposable)?.Dispose();
                }
            }
        );
    }

    private static Guid? UuidOf(PropertyMap inputs) =>
        HostInput.MachineOf(new InputReader(inputs).Structure(HostInput.Name));

    private async Task<OpenHost> OfAsync(
        InputReader connection,
        CancellationToken cancellationToken
    )
    {
        var uuid =
            HostInput.MachineOf(connection)
            ?? throw new HostException(
                MachineErrors.Code,
                $"host.uuid: \"{connection.Text(HostStructures.Uuid)}\" {HostInput.NoMachine}."
            );
        var options = HostSettings.Read(connection, _options);
        FoundHost found;
        try
        {
            found = await FindAsync(options, cancellationToken);
        }
        catch (HostException e)
            when (e.Code != MachineErrors.Code && FindOpen(uuid, options) is { } open)
        {
            // The address in an old state may be one that the machine has no more.
            return open;
        }

        return found.Machine.Uuid == uuid
            ? found.Open
            : FindOpen(uuid, options)
                ?? throw MachineErrors.Other(options.Ssh?.Address, found.Machine.Uuid, $"{uuid}");
    }

    private OpenHost? FindOpen(Guid uuid, HostOptions options) =>
        _open.FirstOrDefault(o => o.Machine?.Uuid == uuid && o.IsPlaceOf(options));

    private Task<FoundHost> FindAsync(HostOptions options, CancellationToken cancellationToken) =>
        _byOptions
            .GetOrAdd(options, o => new(token => ConnectAsync(o, token)))
            .ReadAsync(cancellationToken);

    private async Task<FoundHost> ConnectAsync(
        HostOptions options,
        CancellationToken cancellationToken
    )
    {
        var host = _connect(options);
        var isKept = false;
        try
        {
            var machine = await host.Facts.ReadMachineAsync(cancellationToken);
            var own = await ReadOwnMachineAsync(cancellationToken);
            var open = OpenOnce(options, host, machine, machine == own ? "" : $"{machine.Uuid}");
            isKept = open.Session.Host == host;
            return new(open, machine);
        }
        finally
        {
            if (!isKept)
            {
                (host as IDisposable)?.Dispose();
            }
        }
    }

    /// <summary>An own host that does not answer is no machine of this run: its own resources say why.</summary>
    private async Task<HostMachine?> ReadOwnMachineAsync(CancellationToken cancellationToken)
    {
        try
        {
            Own.Machine = await _ownMachine.ReadAsync(cancellationToken);
        }
        catch (HostException)
        {
            Own.Machine = null;
        }

        return Own.Machine;
    }

    /// <summary>A machine with the same settings has one session, whatever the ways to it.</summary>
    private OpenHost OpenOnce(HostOptions options, INixHost host, HostMachine machine, string key)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (
                _open.FirstOrDefault(o =>
                    o.Machine is { } m && m.Uuid == machine.Uuid && m != machine
                ) is
                { } twin
            )
            {
                throw MachineErrors.Twins(options.Ssh?.Address, twin.Name, machine.Uuid);
            }

            return _open.FirstOrDefault(o => o.Machine == machine && o.IsPlaceOf(options))
                ?? Open(options, host, key, machine);
        }
    }

    private OpenHost Open(HostOptions options, INixHost host, string key, HostMachine? machine)
    {
        var session = new ProviderSession(host, Run) { Machine = key };
        var open = new OpenHost(options, session, _handlers(session, this)) { Machine = machine };
        Run.Add(session);
        _open = _open.Add(open);
        return open;
    }
}
