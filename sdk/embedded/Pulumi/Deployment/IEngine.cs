using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Shows messages to the user.</summary>
internal interface IEngine
{
    Task LogAsync(LogRequest request);

    Task RequirePulumiVersionAsync(string range);
}
