using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Infra.Cli.Processes;
using Infra.Engine.State.Checkpoints;

namespace Infra.Cli.Commands.Operations;

/// <summary>Where a run came from, by the names that the Pulumi CLI gives the facts in its history.</summary>
internal static class UpdateOrigin
{
    /// <summary>The facts of versions, flags, CI system and commit.</summary>
    public static ImmutableSortedDictionary<string, string> Facts(
        OperationSettings settings,
        CommandContext context,
        GitCommit? commit
    )
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["exec.kind"] = settings.ExecKind.Length > 0 ? settings.ExecKind : "cli";
        facts["pulumi.version"] = CheckpointManifest.EngineVersion;
        facts["pulumi.os"] = "linux";
        facts["pulumi.arch"] =
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        facts.AddRange(settings.GivenFlags);
        facts.AddRange(CiSystem.Facts(context.Variable));
        if (commit is not null)
        {
            facts.AddRange(commit.Facts);
        }

        return facts.ToImmutable();
    }
}
