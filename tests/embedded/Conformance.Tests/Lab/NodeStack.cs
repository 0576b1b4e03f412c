using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Lab;

/// <summary>A stack whose program is one of this project's, on the official Node SDK.</summary>
internal sealed class NodeStack : IDisposable
{
    private readonly Workplace _place;

    private NodeStack(Workplace place) => _place = place;

    public Ledger Ledger => _place.Ledger;

    public Workplace Place => _place;

    /// <summary>The state file.</summary>
    public string StateFile =>
        Path.Combine(_place.Root, ".pulumi", "stacks", "conformance", "test.json");

    /// <summary>The resources in the state, in its order.</summary>
    public IReadOnlyList<JObject> Resources =>
        [
            .. (
                JObject.Parse(File.ReadAllText(StateFile))["checkpoint"]!["latest"]!["resources"]
                ?? new JArray()
            ).Cast<JObject>(),
        ];

    public static async Task<NodeStack> CreateAsync(string program, params string[] further)
    {
        var stack = new NodeStack(await Workplace.CreateAsync());
        stack._place.Take([program, "thing.js", .. further]);
        stack._place.WriteProject("conformance", program);
        (await stack.RunAsync("stack", "init", "test")).Succeeded();
        return stack;
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => _place.InfraAsync(arguments);

    public async Task<CommandResult> UpAsync(params string[] flags) =>
        await RunAsync(["up", "--yes", "--skip-preview", .. flags]);

    public Task<CommandResult> PreviewAsync(params string[] flags) =>
        RunAsync(["preview", .. flags]);

    public Task<CommandResult> DestroyAsync(params string[] flags) =>
        RunAsync(["destroy", "--yes", "--skip-preview", .. flags]);

    public async Task ConfigureAsync(string key, string value, bool secret = false) =>
        (
            await RunAsync("config", "set", key, value, secret ? "--secret" : "--plaintext")
        ).Succeeded();

    /// <summary>The stack's outputs.</summary>
    public async Task<JObject> OutputsAsync(bool showSecrets = false)
    {
        var shown = showSecrets ? new[] { "--show-secrets" } : [];
        return JObject.Parse(
            (await RunAsync(["stack", "output", "--json", .. shown])).Succeeded().Output
        );
    }

    /// <summary>A resource in the state by its name.</summary>
    public JObject Resource(string name) =>
        Resources.Single(r => ((string)r["urn"]!).EndsWith("::" + name, StringComparison.Ordinal));

    public void Dispose() => _place.Dispose();
}
