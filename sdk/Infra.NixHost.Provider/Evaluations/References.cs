using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.Evaluations;

/// <summary>What is either a path of this machine or something that Nix looks up: nixpkgs and flakes.</summary>
internal static class References
{
    /// <summary>Whether a reference is a path of this machine rather than a URL or a registry name.</summary>
    public static bool IsPath(string reference) =>
        reference.Length > 0 && reference[0] is '/' or '.';

    /// <summary>The reference with its path, if it is one, made absolute.</summary>
    public static string Resolve(string reference, ProviderSession session) =>
        IsPath(reference) ? session.Resolve(reference) : reference;
}
