namespace Infra.NixHost.Hosts.Nix;

/// <summary>A garbage collector root of this product.</summary>
/// <param name="Path">The path of the link.</param>
/// <param name="Target">What the link says; <c>null</c> where there is no link.</param>
/// <param name="Made">When the link was made.</param>
public sealed record StoreRoot(string Path, string? Target, DateTimeOffset Made)
{
    /// <summary>Project and stack in the root's name, as <c>PROJECT-STACK</c>; empty for a name that this product does not make.</summary>
    public string Stack { get; init; } = "";

    /// <summary>What the root is for, in its name; empty for a name that this product does not make.</summary>
    public string Role { get; init; } = "";
}
