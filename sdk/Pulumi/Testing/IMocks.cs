namespace Pulumi.Testing;

/// <summary>Stands for all providers in a unit test.</summary>
public interface IMocks
{
    /// <summary>Creates or reads a resource; not asked for the stack itself.</summary>
    /// <param name="args">The resource.</param>
    /// <returns>
    /// The id (<c>null</c>: the one to import, or none) and the outputs: a dictionary by names on the wire, or an object of an args
    /// or output type.
    /// </returns>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Calls a function of a provider, or a method of a resource.</summary>
    /// <param name="args">The call.</param>
    /// <returns>The result: a dictionary by names on the wire, or an object of an args or output type.</returns>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Takes note of the outputs of the stack or of a component; does nothing unless implemented.</summary>
    /// <param name="args">The outputs.</param>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
