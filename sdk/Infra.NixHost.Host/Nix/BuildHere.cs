using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Builds derivations for a host on the machine that this process runs on, or on a builder that this machine's Nix uses.</summary>
/// <param name="here">The Nix commands of this machine.</param>
/// <param name="clock">The clock of builds.</param>
internal sealed class BuildHere(NixTools here, TimeProvider clock)
{
    private readonly LocalFiles _files = new();

    /// <summary>The features that builds of disk images and tests ask a builder for.</summary>
    private const string Features = "kvm,nixos-test,benchmark,big-parallel";

    /// <summary>The Nix commands of the machine that builds.</summary>
    public NixTools Tools => here;

    /// <summary>Builds a derivation and keeps the result from the garbage collector while it is used.</summary>
    /// <exception cref="HostException">The build failed, or the time ran out.</exception>
    public async Task<T> UseAsync<T>(
        string derivationPath,
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
                    derivationPath,
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
