using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>Asks the host's programs for their versions.</summary>
internal sealed class HostTools(IHostShell shell, NixTools nix, TimeSpan timeout)
{
    /// <summary>The first Nix that evaluates the nixpkgs of NixOS 25.11.</summary>
    private static readonly Version CurrentNix = new(2, 18);

    /// <summary>The version of Nix. It is empty when Nix does not answer, and a problem is added.</summary>
    public async Task<string> ReadAsync(
        List<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        await ProbeAsync(Tool.QemuImg, isFatal: true, problems, cancellationToken);
        await ProbeAsync(Tool.GenIsoImage, isFatal: false, problems, cancellationToken);
        try
        {
            var version = await new NixVersion(nix).ReadAsync(cancellationToken);
            if (version < CurrentNix)
            {
                problems.Add(HostProblems.OldNix(version));
            }

            return $"{version}";
        }
        catch (HostException e)
        {
            problems.Add(HostProblems.Missing("nix", isFatal: true, e));
            return "";
        }
    }

    private async Task ProbeAsync(
        Tool tool,
        bool isFatal,
        List<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var invocation = new Invocation(tool, ["--version"]) { Timeout = timeout };
            (await shell.RunAsync(invocation, cancellationToken)).OrThrow(
                "tool-failed",
                $"{tool.Program} does not tell its version"
            );
        }
        catch (HostException e)
        {
            problems.Add(HostProblems.Missing(tool.Program, isFatal, e));
        }
    }
}
