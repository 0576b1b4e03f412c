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
        facts["exec.kind"] = settings.ExecKind is "auto.local" or "auto.inline"
            ? settings.ExecKind
            : "cli";
        if (settings.ExecAgent is { Length: > 0 } agent)
        {
            facts["exec.agent"] = agent;
        }

        facts["pulumi.version"] = CheckpointManifest.EngineVersion;
        facts["pulumi.os"] = "linux";
        facts["pulumi.arch"] =
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        facts.AddRange(settings.GivenFlags);
        var system = CiSystem.Find(context.Variable);
        facts.AddRange(system?.Facts(context.Variable) ?? []);
        if (commit is null)
        {
            return facts.ToImmutable();
        }

        facts.AddRange(commit.Facts);
        // CI systems check out a commit and no branch.
        if (
            !facts.ContainsKey("git.headName") && system?.BranchName(context.Variable) is { } branch
        )
        {
            facts["git.headName"] = branch;
        }

        return facts.ToImmutable();
    }
}
