using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Engine.Tests.Workspace;

namespace Infra.Engine.Tests.Backend;

/// <summary>A backend in a directory of its own.</summary>
internal sealed class TestBackend : IDisposable
{
    private readonly TimeProvider _clock = new PacelessClock();

    public TemporaryDirectory Directory { get; } = new();

    public StackReference Stack { get; } = new(Sample.Project, Sample.Stack);

    public string StatePath => Directory[".pulumi/stacks/demo/dev.json"];

    public Task<DiyBackend> OpenAsync(params (string, string)[] variables) =>
        OpenAsync(true, variables);

    public Task<DiyBackend> OpenAsync(bool checkIntegrity, params (string, string)[] variables) =>
        DiyBackend.OpenAsync(
            "file://.",
            new()
            {
                Environment = TestEnvironment.In(Directory["elsewhere"], variables),
                CheckIntegrity = checkIntegrity,
                SecretsProviders = Sample.Providers,
                BaseDirectory = Directory.FullPath,
                Clock = _clock,
            },
            CancellationToken.None
        );

    public async Task<(DiyBackend Backend, StoredStack Stored)> CreateAsync(
        params (string, string)[] variables
    )
    {
        var backend = await OpenAsync(variables).ConfigureAwait(false);
        var stored = await backend
            .CreateAsync(Stack, new Base64SecretsProvider(), CancellationToken.None)
            .ConfigureAwait(false);
        return (backend, stored);
    }

    /// <summary>A run that adds resources.</summary>
    public static async Task RunAsync(
        DiyBackend backend,
        StoredStack stored,
        params ResourceState[] added
    )
    {
        var writer = await backend.OpenWriterAsync(stored).ConfigureAwait(false);
        await writer
            .CommitAsync(new() { Added = [.. added] }, CancellationToken.None)
            .ConfigureAwait(false);
        await writer.CloseAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose() => Directory.Dispose();
}
