namespace Pulumi.Serialization;

/// <summary>Brings a resource's output to its end when the engine has answered.</summary>
internal interface IOutputSource
{
    Type TargetType { get; }

    void Set(OutputState<object?> state);

    /// <summary>Ends the output with its type's default if it has not ended yet.</summary>
    void SetDefault(bool isKnown, Resource resource);

    void Fail(Exception exception);
}
