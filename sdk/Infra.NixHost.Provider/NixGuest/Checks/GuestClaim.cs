namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Something only one guest can have.</summary>
/// <param name="Path">The property that asks for it.</param>
/// <param name="Kind"><c>name</c>, <c>mac</c> or <c>address</c>.</param>
/// <param name="Value">What it is.</param>
internal sealed record GuestClaim(string Path, string Kind, string Value);
