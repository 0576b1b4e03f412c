namespace Infra.NixHost.Provider.Resources;

/// <summary>Something that only one guest, or another resource, can have.</summary>
/// <param name="Path">The property that claims it.</param>
/// <param name="Kind"><c>name</c>, <c>mac</c>, <c>address</c> or <c>disk</c> of a guest, a disk's <c>file</c>, or a <c>network</c>.</param>
/// <param name="Value">The claimed value.</param>
internal sealed record GuestClaim(string Path, string Kind, string Value)
{
    /// <summary>The machine where it is claimed; nothing for what all hosts of a LAN share.</summary>
    public string Machine { get; init; } = "";

    /// <summary>Whether all hosts of a LAN share it. Any other claim is one of a machine.</summary>
    public bool IsOfLan => Kind is "mac" or "address";
}
