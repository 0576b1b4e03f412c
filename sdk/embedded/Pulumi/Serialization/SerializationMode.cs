namespace Pulumi.Serialization;

/// <summary>The kinds of values that the receiver of inputs accepts.</summary>
/// <param name="KeepResources">Whether resources are sent as references; otherwise as ids or URNs.</param>
/// <param name="KeepOutputs">Whether outputs keep their dependencies, for remote components and methods.</param>
internal readonly record struct SerializationMode(bool KeepResources, bool KeepOutputs = false);
