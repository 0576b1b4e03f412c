using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>The resources of a stack by type and name, with what users and accidents do to them.</summary>
internal partial class HostStack
{
    private readonly INixHost _host;
    private readonly StackEngine _engine;
    private readonly PropertyMap? _connection;
    private bool _isKilled;
    private (INixHost Host, TimeProvider Clock) _seen;

    /// <param name="host">Where the resources live.</param>
    /// <param name="directory">The program's directory.</param>
    /// <param name="connection">What the resources name as their host; <c>null</c> for the provider's own host.</param>
    public HostStack(INixHost host, string directory, PropertyMap? connection = null)
    {
        _host = host;
        _connection = connection;
        _engine = new(Log, directory);
        Directory = directory;
        Restart();
    }

    public string Directory { get; }

    /// <summary>The stack's name; a change renames the resources of the state too.</summary>
    public string Name { get; private set; } = "dev";

    public RecordingLog Log { get; } = new();

    /// <summary>The hosts behind ssh, by address.</summary>
    public Dictionary<string, INixHost> Elsewhere => _engine.Elsewhere;

    private OrderedDictionary<string, Step> State => _engine.State;

    /// <summary>Begins another run: a new provider process.</summary>
    public void Restart() => Restart(_host);

    /// <summary>Begins another run that sees the host through <paramref name="host"/>.</summary>
    public void Restart(INixHost host) => Restart(host, TimeProvider.System);

    /// <summary>Begins another run with a clock of the test's.</summary>
    public void Restart(TimeProvider clock) => Restart(_host, clock);

    /// <summary>Begins another run after the engine was killed, which confirms nothing.</summary>
    public void Kill()
    {
        _isKilled = true;
        Restart();
    }

    private void Restart(INixHost host, TimeProvider clock)
    {
        _seen = (host, clock);
        _engine.Start(Own(host), clock, wasKilled: _isKilled);
        _isKilled = false;
    }

    /// <summary>The provider's own host, which is another machine than the one that the resources name.</summary>
    private INixHost Own(INixHost host)
    {
        if (_connection is null)
        {
            return host;
        }

        _engine.Elsewhere[((PropertyValue.String)_connection["address"]).Value] = host;
        return new FakeHost(Directory);
    }

    private PropertyMap There(PropertyMap inputs) =>
        _connection is null ? inputs : inputs.With("host", _connection);

    private ResourceIdentity Identify(string type, string name) =>
        new(Urn.Create(Name, "lab", null, $"nixhost:index:{type}", name));

    public static ResourceIdentity IdentityOf(string type, string name) =>
        new(Urn.Create("dev", "lab", null, $"nixhost:index:{type}", name));

    /// <summary>A file in the program's directory.</summary>
    public string Write(string path, string content)
    {
        var full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public async Task<ImmutableArray<(string Path, string Reason)>> FailuresOfAsync(
        string type,
        string name,
        PropertyMap inputs
    )
    {
        try
        {
            await _engine.CheckAsync(Identify(type, name), There(inputs), default);
            return [];
        }
        catch (CheckFailedException e)
        {
            return e.Failures;
        }
    }

    public Task<Step> PreviewAsync(string type, string name, PropertyMap inputs) =>
        RunAsync(type, name, inputs, isPreview: true, default);

    public Task<Step> UpAsync(
        string type,
        string name,
        PropertyMap inputs,
        CancellationToken cancellationToken = default
    ) => RunAsync(type, name, inputs, isPreview: false, cancellationToken);

    /// <summary>
    /// Replaces a resource as <c>--replace</c> and a taint do: Check gets no former inputs, and Diff is not asked.
    /// </summary>
    public Task<Step> ForceReplaceAsync(
        string type,
        string name,
        PropertyMap inputs,
        bool deletesFirst,
        bool isPreview = false
    ) => _engine.ForceReplaceAsync(Identify(type, name), There(inputs), deletesFirst, isPreview);

    /// <summary>Destroys a resource, in a run of its own.</summary>
    public Task DestroyAsync(string type, string name)
    {
        Restart(_seen.Host, _seen.Clock);
        return _engine.DestroyAsync(Identify(type, name), default);
    }

    /// <summary>Takes what exists under an id into the state, as the option `import` does; <c>null</c> when there is nothing.</summary>
    public Task<Step?> ImportAsync(string type, string name, string id) =>
        _engine.ImportAsync(Identify(type, name), id);

    /// <summary>Calls a function of the provider.</summary>
    public Task<(
        PropertyMap Outputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> InvokeAsync(string token, PropertyMap inputs) =>
        new HostedFunctions(_engine.Hosts, Package.FunctionsOf).InvokeAsync(token, inputs, default);

    /// <summary>Reads a resource back into the state; a gone one leaves it.</summary>
    public Task<Step?> RefreshAsync(string type, string name) =>
        _engine.RefreshAsync(Identify(type, name));

    private async Task<Step> RunAsync(
        string type,
        string name,
        PropertyMap inputs,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var identity = Identify(type, name);
        // The tests cancel what follows the checks.
        var news = await _engine.CheckAsync(identity, There(inputs), default);
        return await _engine.RunAsync(identity, news, [], isPreview, cancellationToken);
    }
}
