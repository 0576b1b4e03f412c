using Microsoft.CodeAnalysis;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>The diagnostics. Each message has the resource, the path of the input and the words of a preview.</summary>
internal static class Descriptors
{
    /// <summary>An input that must have a value has none.</summary>
    public static readonly DiagnosticDescriptor Missing = Error(
        "NIXHOST0001",
        "An input that must have a value has none"
    );

    /// <summary>More than one is set of inputs that exclude each other.</summary>
    public static readonly DiagnosticDescriptor Besides = Error(
        "NIXHOST0002",
        "Of inputs that exclude each other more than one is set"
    );

    /// <summary>A value is not valid by itself.</summary>
    public static readonly DiagnosticDescriptor Invalid = Error(
        "NIXHOST0003",
        "A value is not valid"
    );

    /// <summary>Values do not fit together.</summary>
    public static readonly DiagnosticDescriptor Conflict = Error(
        "NIXHOST0004",
        "Values do not fit together"
    );

    /// <summary>A guest has nothing to boot from.</summary>
    public static readonly DiagnosticDescriptor NothingToBoot = new(
        "NIXHOST0005",
        "A guest has nothing to boot from",
        "{0}: {1}",
        "Inputs",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true
    );

    private static DiagnosticDescriptor Error(string id, string title) =>
        new(id, title, "{0}: {1}", "Inputs", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
