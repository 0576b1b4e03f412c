using System.Text.RegularExpressions;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using TestKit;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// The connection to a host is cut during any call of a run. The failure says which host was lost and while doing what; the next run ends where an
/// undisturbed one does; nothing is lost, nothing is there twice, and nothing is left after a destroy.
/// </summary>
[Category("Real")]
[CancelAfter(1_800_000)]
internal sealed partial class LostConnectionTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The pictures and numbers of calls of undisturbed runs.</summary>
    private readonly Dictionary<(Life Life, string Phase), (string[] Picture, int Calls)> _known =
    [];

    private RealHost _real = null!;
    private RealBridges _bridges = null!;
    private SshServer _server = null!;
    private Life[] _lives = [];
    private Task _cutting = Task.CompletedTask;
    private int _cuts;

    private string Name => $"{_real.Prefix}-cut";

    [OneTimeSetUp]
    public async Task Start()
    {
        _real = new(Way.Ssh);
        _server = _real.Server!;
        _bridges = new();
        _lives = await Life.AllAsync(_real, _bridges);
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await TestContext.Out.WriteLineAsync($"{_cuts} connections were cut");
        await _real.DisposeAsync();
        await _bridges.DisposeAsync();
    }

    /// <summary>Takes away what a failed test has left, so that the next one finds what it needs.</summary>
    [TearDown]
    public async Task RemoveAsync()
    {
        foreach (var life in _lives.Where(l => _real.Stack.Has(l.Type, Name)))
        {
            await _real.Stack.DestroyAsync(life.Type, Name);
        }
    }

    [TestCaseSource(typeof(CutPlan), nameof(CutPlan.All))]
    public async Task After_each_cut_the_next_run_ends_where_an_undisturbed_one_does(CutPlan plan)
    {
        var life = _lives[plan.Seed % _lives.Length];
        await LearnAsync(life);
        foreach (var (phase, (part, kind)) in Life.Phases.Zip(plan.Cuts()))
        {
            var (picture, calls) = _known[(life, phase)];
            var story = $"{plan}: {life.Type} {phase}, {kind}";
            await CutAsync(life, phase, (1 + (int)(part * calls), kind), story);
            await RunAsync(life, phase, new());
            Assert.That(await PictureAsync(phase), Is.EqualTo(picture), story);
            await RequireAsync(life, phase, story);
        }
    }

    private async Task LearnAsync(Life life)
    {
        if (_known.ContainsKey((life, Life.Phases[0])))
        {
            return;
        }

        foreach (var phase in Life.Phases)
        {
            var calls = new FailingCalls { CountsFiles = true };
            await RunAsync(life, phase, calls);
            _known[(life, phase)] = (await PictureAsync(phase), calls.Count);
        }
    }

    private async Task CutAsync(Life life, string phase, (int At, CutKind Kind) cut, string story)
    {
        var calls = new FailingCalls
        {
            CountsFiles = true,
            FailAt = cut.At,
            Act = _ => Cut(cut.Kind),
        };
        try
        {
            await RunAsync(life, phase, calls);
            await TestContext.Out.WriteLineAsync(
                $"{story}, call {cut.At} {calls.Failed}: succeeded"
            );
        }
        catch (Exception e) when (e is not AssertionException)
        {
            var told = e is InitFailedException half
                ? string.Join('\n', half.Reasons)
                : _real.Stack.Tell(e);
            await TestContext.Out.WriteLineAsync($"{story}, call {cut.At} {calls.Failed}: {told}");
            Assert.That(
                told,
                Does.Contain("[host-lost]").And.Contain("127.0.0.1"),
                $"{story}\n{e}"
            );
        }
        finally
        {
            await _cutting;
            await _server.StartAgainAsync();
        }
    }

    private void Cut(CutKind kind)
    {
        _cuts++;
        switch (kind)
        {
            case CutKind.Before:
                _server.Cut();
                break;
            case CutKind.Meanwhile:
                _cutting = Task.Run(_server.Cut);
                break;
            default:
                _server.Stop();
                break;
        }
    }

    /// <summary>A run is a process of its own, with a connection of its own. One that never ends is as bad as one that fails.</summary>
    private async Task RunAsync(Life life, string phase, FailingCalls calls)
    {
        using var host = _real.Connect();
        _real.Stack.Restart(calls.Wrap(host));
        try
        {
            await Task.Run(() => life.RunAsync(_real.Stack, Name, phase)).WaitAsync(Longest);
            // The end of the run confirms over its own connection what it has made.
            _real.Stack.Restart();
        }
        catch (HostException) when (calls.HasFailed)
        {
            _real.Stack.Kill();
            throw;
        }
        catch (InitFailedException) when (calls.HasFailed)
        {
            _real.Stack.Kill();
            throw;
        }
    }

    /// <summary>Asserts that the resource is what the program wants, or gone.</summary>
    private async Task RequireAsync(Life life, string phase, string story)
    {
        if (life.After(phase) is { } inputs)
        {
            await _real.Stack.RefreshAsync(life.Type, Name);
            var preview = await _real.Stack.PreviewAsync(life.Type, Name, inputs);
            Assert.That(preview.Operation, Is.EqualTo("same"), story);
        }
        else
        {
            Assert.That(_real.Stack.Has(life.Type, Name), Is.False, story);
        }
    }

    /// <summary>
    /// All machines, networks, files and roots of this test. What is random in their names is left out. A run that is cut at its very end does not
    /// settle the record of what it has made, and the next one with a change does.
    /// </summary>
    private async Task<string[]> PictureAsync(string phase)
    {
        var domains = await RealHost.VirshAsync("list", "--all", "--name");
        var networks = await RealHost.VirshAsync("net-list", "--all", "--name");
        var options = _real.Host.Options;
        var files = new[] { options.StateDirectory, options.ImageDirectory }
            .Where(Directory.Exists)
            .SelectMany(d => Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories))
            .Where(f => phase == "destroy" || !f.Contains("/owners/", StringComparison.Ordinal));
        var roots = Directory
            .EnumerateFileSystemEntries(options.GcRootDirectory)
            .Where(r => r.Contains(_real.Prefix, StringComparison.Ordinal));
        return
        [
            .. domains
                .Split('\n')
                .Concat(networks.Split('\n'))
                .Where(n => n.Contains(_real.Prefix, StringComparison.Ordinal))
                .Concat(files)
                .Concat(roots)
                .Select(n => Random().Replace(n, "*"))
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex("[0-9a-f]{8,}(?:-[0-9a-f]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Random();
}
