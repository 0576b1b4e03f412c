namespace Pulumi;

/// <summary>An output of unknown type.</summary>
internal interface IOutput
{
    Task<OutputState<object?>> GetStateAsync();
}
