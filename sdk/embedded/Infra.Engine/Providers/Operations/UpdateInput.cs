namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to change.</summary>
internal sealed record UpdateInput : DiffInput
{
    /// <summary>Seconds; 0 is the provider's default.</summary>
    public double Timeout { get; init; }

    /// <summary>Whether nothing is changed and only the outputs are predicted.</summary>
    public bool IsPreview { get; init; }
}
