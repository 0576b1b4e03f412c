namespace Pulumi.Serialization;

/// <summary>What the receiver of inputs understands.</summary>
/// <param name="KeepResources">References to resources; else their ids and URNs.</param>
/// <param name="KeepOutputs">Outputs with their dependencies, for components elsewhere and methods.</param>
internal readonly record struct SerializationMode(bool KeepResources, bool KeepOutputs = false);
