using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>A Nix store of one test: real Nix, nothing in it, no cache, no sandbox, one user.</summary>
internal sealed class PrivateStore : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly LocalShell _shell;
    private readonly NixTools _tools;

    public PrivateStore()
    {
        _shell = new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["NIX_STORE_DIR"] = _directory.At("store"),
                ["NIX_STATE_DIR"] = _directory.At("var"),
                ["NIX_LOG_DIR"] = _directory.At("log"),
                ["NIX_CONF_DIR"] = _directory.At("etc"),
                ["NIX_CONFIG"] = "build-users-group =\nsandbox = false\nsubstitute = false\n",
                ["NIX_REMOTE"] = "",
                ["XDG_CACHE_HOME"] = _directory.At("cache"),
            },
            TimeProvider.System
        );
        _tools = new(
            _shell,
            new() { GcRootDirectory = _directory.At("var/gcroots/nixhost") },
            TimeProvider.System
        );
        Store = new(
            _tools,
            new LocalFiles(),
            new(_tools),
            new SameStore(),
            new(_tools, TimeProvider.System),
            TimeProvider.System
        );
        Closures = new(_tools, new LocalFiles());
        Evaluator = new(_tools, Path.Combine(AppContext.BaseDirectory, "nixos"));
    }

    public NixStore Store { get; }

    public NixEvaluator Evaluator { get; }

    public NixClosures Closures { get; }

    public TestDirectory Directory => _directory;

    public string StoreDirectory => _directory.At("store");

    /// <summary>Returns the path of a root with a unique name.</summary>
    public string Root(string urn) => Store.RootPath("project", "stack", urn, "image");

    /// <summary>Writes an expression into the store as a derivation whose builder is a shell script.</summary>
    public async Task<string> InstantiateAsync(string name, string script, string attributes = "")
    {
        var file = _directory.Write(
            $"{name}.nix",
            $$"""
            derivation {
              name = "{{name}}";
              system = builtins.currentSystem;
              builder = "/bin/sh";
              PATH = "/usr/bin:/bin";
              args = [ "-ec" {{NixLiteral.String(script)}} ];
              {{attributes}}
            }
            """
        );
        // Nix names the output after an exclamation mark when there are several.
        return (await RunAsync(Tool.NixInstantiate, file)).Trim().Split('!')[0];
    }

    /// <summary>Evaluates an expression to JSON.</summary>
    public Task<string> EvaluateAsync(string expression) =>
        RunAsync(Tool.NixInstantiate, "--eval", "--strict", "--json", "--expr", expression);

    /// <summary>Runs a command as the product does, repeated where it met another one in the store.</summary>
    public Task<ToolResult> RunAsync(Invocation invocation) =>
        _tools.RunAsync(invocation, CancellationToken.None);

    public Task CollectGarbageAsync() => RunAsync(Tool.NixStore, "--gc");

    /// <summary>Imports an exported closure as a guest does, from a padded file too, and returns the paths.</summary>
    public Task<string> ImportAsync(string file) =>
        RunAsync(
            Tool.NixInstantiate with
            {
                Program = "sh",
            },
            "-c",
            "nix-store --import < \"$0\"",
            file
        );

    public void Dispose()
    {
        Evaluator.Dispose();
        _directory.Dispose();
    }

    private async Task<string> RunAsync(Tool tool, params string[] arguments)
    {
        var result = await _shell.RunAsync(
            new(tool, [.. arguments]) { Timeout = TimeSpan.FromMinutes(1) },
            CancellationToken.None
        );
        return result.OrThrow("test", "The test's store").Output;
    }
}
