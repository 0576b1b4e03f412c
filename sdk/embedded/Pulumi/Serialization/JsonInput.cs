namespace Pulumi.Serialization;

/// <summary>An input that is sent as JSON text.</summary>
internal sealed record JsonInput(object Value);
