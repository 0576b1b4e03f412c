using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Processes;
using Infra.NixHost.Host.Tests.Fakes;

namespace Infra.NixHost.Host.Tests.Contract;

/// <summary>A host as its callers see it: its files and its commands.</summary>
internal sealed class ContractHost : IDisposable
{
    private ContractHost(IHostFiles files, IHostShell shell) => (Files, Shell) = (files, shell);

    public IHostFiles Files { get; }

    public IHostShell Shell { get; }

    /// <param name="reach">The way to the host.</param>
    /// <param name="variables">The variables of its commands, beside those of every process.</param>
    /// <param name="clock">The clock of timeouts here.</param>
    public static Task<ContractHost> OpenAsync(
        Reach reach,
        IReadOnlyDictionary<string, string>? variables = null,
        TimeProvider? clock = null
    )
    {
        Assert.That(reach, Is.EqualTo(Reach.Here));
        return Task.FromResult(
            new ContractHost(
                new LocalFiles(),
                new LocalShell(
                    variables ?? new Dictionary<string, string>(StringComparer.Ordinal),
                    clock ?? TimeProvider.System
                )
            )
        );
    }

    /// <summary>Uses the files as a user who is not root.</summary>
    public static Task<T> AsOrdinaryUserAsync<T>(Reach reach, Func<IHostFiles, T> code)
    {
        Assert.That(reach, Is.EqualTo(Reach.Here));
        return Task.FromResult(OrdinaryUser.Run(() => code(new LocalFiles())));
    }

    public void Dispose() { }
}
