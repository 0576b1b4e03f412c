using System.Collections.Immutable;

namespace Infra.Engine.Deployment;

/// <summary>A search for everything that a provider lists, no stack owns, and a program could declare as it is.</summary>
/// <param name="package">The package whose provider lists.</param>
public sealed class ImportSearch(string package)
{
    /// <summary>The package whose provider lists.</summary>
    public string Package { get; } = package;

    /// <summary>The only type token to look for; <c>null</c> for every type that has a list.</summary>
    public string? Type { get; init; }

    /// <summary>The urn of the provider in the state; empty for the default provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Whether imports are protected from deletion.</summary>
    public bool Protect { get; init; } = true;

    /// <summary>What can be imported. After the import an empty preview follows from the program that declares it.</summary>
    public ImmutableArray<ImportSpec> Found { get; set; } = [];

    /// <summary>What cannot be imported, with the reason.</summary>
    public ImmutableArray<(ImportSpec Spec, string Reason)> Unfit { get; set; } = [];
}
