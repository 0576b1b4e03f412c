namespace Infra.NixHost.Provider.Resources;

/// <summary>Something that only one guest, or another resource, can have.</summary>
/// <param name="Path">The property that claims it.</param>
/// <param name="Kind"><c>name</c>, <c>mac</c>, <c>address</c> or <c>disk</c> of a guest, a disk's <c>file</c>, or a <c>network</c>.</param>
/// <param name="Value">The claimed value.</param>
internal sealed record GuestClaim(string Path, string Kind, string Value);
