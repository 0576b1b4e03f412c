using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// The store of the machine that this process runs on: it may build for a host, itself or by a builder that its Nix uses, and what goes from host to
/// host passes through it.
/// </summary>
/// <param name="here">The Nix commands of this machine.</param>
/// <param name="clock">The clock of builds.</param>
internal sealed class StoreHere(NixTools here, TimeProvider clock)
{
    private readonly LocalFiles _files = new();

    /// <summary>The features that builds of disk images and tests ask a builder for.</summary>
    private const string Features = "kvm,nixos-test,benchmark,big-parallel";

    /// <summary>Whether the derivations of the host are built from here.</summary>
    public bool Builds => here.Options.BuildOn != HostOptions.OnHost;

    /// <summary>The Nix commands of this machine.</summary>
    public NixTools Tools => here;

    /// <summary>The store path of a derivation's output "out"; <c>null</c> when Nix tells none.</summary>
    public async Task<string?> OutputOfAsync(
        string derivationPath,
        CancellationToken cancellationToken
    )
    {
        var result = await here.StoreAsync(
            ["--query", "--binding", "out", derivationPath],
            cancellationToken
        );
        return result.ExitCode == 0 && result.Output.Trim() is { Length: > 0 } path ? path : null;
    }

    /// <summary>Builds a derivation, or takes a store path, and keeps it from the garbage collector while it is used.</summary>
    /// <exception cref="HostException">The build failed, or the time ran out.</exception>
    public async Task<T> UseAsync<T>(
        string path,
        TimeSpan timeout,
        IProgress<BuildProgress>? progress,
        Func<string, Task<T>> use,
        CancellationToken cancellationToken
    )
    {
        var root = Path.Combine(Path.GetTempPath(), $"nixhost-build-{Guid.NewGuid():N}");
        try
        {
            return await use(
                await new Realisation(here, _files, clock).RunAsync(
                    path,
                    root,
                    timeout,
                    progress,
                    cancellationToken,
                    Builders()
                )
            );
        }
        finally
        {
            StoreRoots.Remove(_files, root);
        }
    }

    /// <summary>The line of a builder has its address, systems, key, jobs, speed and features, as in <c>/etc/nix/machines</c>.</summary>
    private ImmutableArray<string> Builders() =>
        here.Options.BuildOn is HostOptions.OnHost or HostOptions.OnThisMachine
            ? []
            : ["--builders", $"{here.Options.BuildOn} - - 4 1 {Features}", "--max-jobs", "0"];
}
