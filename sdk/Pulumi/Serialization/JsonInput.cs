namespace Pulumi.Serialization;

/// <summary>An input that travels as JSON text.</summary>
internal sealed record JsonInput(object Value);
