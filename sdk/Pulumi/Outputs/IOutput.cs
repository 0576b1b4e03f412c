namespace Pulumi;

/// <summary>An output whose type is not at hand.</summary>
internal interface IOutput
{
    /// <summary>Ends when the state is there, without telling it.</summary>
    Task Settled { get; }

    Task<OutputState<object?>> GetStateAsync();
}
