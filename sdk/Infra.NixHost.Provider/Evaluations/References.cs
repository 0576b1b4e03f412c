using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>References to nixpkgs and flakes: each is a local path or a name that Nix looks up.</summary>
internal static class References
{
    /// <summary>Whether a reference is a path of this machine rather than a URL or a registry name.</summary>
    public static bool IsPath(string reference) =>
        reference.Length > 0 && reference[0] is '/' or '.';

    /// <summary>Makes a path absolute; other references stay as they are.</summary>
    public static string Resolve(string reference, ProviderSession session) =>
        IsPath(reference) ? session.Resolve(reference) : reference;
}
