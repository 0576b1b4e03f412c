namespace Pulumi;

/// <summary>An output of unknown type.</summary>
internal interface IOutput
{
    /// <summary>Completes when the state is known.</summary>
    Task Settled { get; }

    Task<OutputState<object?>> GetStateAsync();
}
