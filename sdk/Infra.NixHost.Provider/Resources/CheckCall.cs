using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Inputs to check.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Olds">The checked inputs of the last deployment; empty for a new resource.</param>
/// <param name="News">The inputs the program gives now, with right types and defaults.</param>
/// <param name="Failures">Collects what is wrong.</param>
internal sealed record CheckCall(
    ResourceIdentity Identity,
    PropertyMap Olds,
    PropertyMap News,
    CheckFailures Failures
)
{
    /// <summary>Whether the resource has no state yet.</summary>
    public bool IsNew => Olds.Count == 0;

    /// <summary>Whether any of these inputs differs from the last deployment; always true for a new resource.</summary>
    public bool Changes(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (IsNew || !Equals(Olds.Get(name), News.Get(name)))
            {
                return true;
            }
        }

        return false;
    }
}
