using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>The user's screen, as far as a program can reach it.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);

    Task RequirePulumiVersionAsync(string range);
}
