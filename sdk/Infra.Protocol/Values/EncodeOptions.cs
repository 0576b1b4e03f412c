namespace Infra.Protocol.Values;

/// <summary>What the receiver of encoded values understands. Kinds that are off are replaced by simpler ones.</summary>
public sealed record EncodeOptions
{
    /// <summary>Everything as it is: decoding gives the same values back.</summary>
    public static EncodeOptions Everything { get; } =
        new()
        {
            KeepUnknowns = true,
            KeepSecrets = true,
            KeepResources = true,
            KeepOutputValues = true,
        };

    /// <summary>What a program sends to an engine: nulls left out, outputs lowered to secrets and unknowns.</summary>
    public static EncodeOptions FromProgram { get; } =
        new()
        {
            KeepUnknowns = true,
            KeepSecrets = true,
            KeepResources = true,
            SkipNulls = true,
        };

    /// <summary>What goes to a provider with every capability in a preview; in an update unknowns are errors.</summary>
    /// <remarks>For an update: <c>Provider with { KeepUnknowns = false }</c>.</remarks>
    public static EncodeOptions Provider { get; } =
        new()
        {
            KeepUnknowns = true,
            KeepSecrets = true,
            KeepResources = true,
        };

    /// <summary>Unknown values may appear; off: one of them is an <see cref="InfraException"/> that names its path.</summary>
    public bool KeepUnknowns { get; init; }

    /// <summary>Secrets stay marked; off: their content goes out in clear text.</summary>
    public bool KeepSecrets { get; init; }

    /// <summary>References stay; off: the id of the resource, or the urn of a component.</summary>
    public bool KeepResources { get; init; }

    /// <summary>Outputs keep their dependencies; off: a secret, an unknown or the bare value.</summary>
    public bool KeepOutputValues { get; init; }

    /// <summary>Assets and archives go out as their hash alone, without content.</summary>
    public bool ElideAssetContents { get; init; }

    /// <summary>Properties of objects whose value is null are left out; items of lists stay.</summary>
    public bool SkipNulls { get; init; }
}
