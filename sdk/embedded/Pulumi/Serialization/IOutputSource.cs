namespace Pulumi.Serialization;

/// <summary>Completes an output of a resource after the engine's response.</summary>
internal interface IOutputSource
{
    Type TargetType { get; }

    void Set(OutputState<object?> state);

    /// <summary>Completes the output with its type's default if it is still pending.</summary>
    void SetDefault(bool isKnown, Resource resource);

    void Fail(Exception exception);
}
