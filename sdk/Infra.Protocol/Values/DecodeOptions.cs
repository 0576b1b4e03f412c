namespace Infra.Protocol.Values;

/// <summary>How values are decoded; by default everything is kept.</summary>
public sealed record DecodeOptions
{
    /// <summary>Everything as it came.</summary>
    public static DecodeOptions Everything { get; } = new();

    /// <summary>Off: secrets become their content.</summary>
    public bool KeepSecrets { get; init; } = true;

    /// <summary>Off: references become the id of the resource, or the urn of a component.</summary>
    public bool KeepResources { get; init; } = true;

    /// <summary>Off: outputs become secrets, unknowns or bare values.</summary>
    public bool KeepOutputValues { get; init; } = true;

    /// <summary>On: an unknown is an <see cref="InfraException"/> that names its path, as in answers to an update.</summary>
    public bool RejectUnknowns { get; init; }

    /// <summary>On: properties of objects whose value is null are left out.</summary>
    public bool SkipNulls { get; init; }

    /// <summary>On: properties whose name begins with two underscores are left out.</summary>
    public bool SkipInternalKeys { get; init; }
}
