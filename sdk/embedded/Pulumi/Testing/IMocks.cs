namespace Pulumi.Testing;

/// <summary>Replaces all providers in a unit test.</summary>
public interface IMocks
{
    /// <summary>Creates or reads a resource. It is not called for the stack itself.</summary>
    /// <returns>
    /// The id and the outputs. An id of <c>null</c> means the imported id or none. The outputs are a dictionary by names on the
    /// wire, or an object of an args or output type.
    /// </returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Calls a function of a provider, or a method of a resource.</summary>
    /// <returns>The result, as a dictionary by names on the wire or an object of an args or output type.</returns>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Receives the outputs of the stack or of a component. Default: does nothing.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
