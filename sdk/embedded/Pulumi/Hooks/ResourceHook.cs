using Pulumi.Deployments;

namespace Pulumi;

/// <summary>
/// A function that the engine calls before or after steps of the resources that it is bound to by
/// <see cref="ResourceOptions.Hooks"/>. Its constructor registers it with the engine.
/// </summary>
/// <remarks>
/// Hooks of deletes need a running program: they are called in updates and in <c>pulumi destroy --run-program</c>.
/// </remarks>
public class ResourceHook
{
    /// <summary>Registers the hook.</summary>
    /// <param name="name">The name, unique among the program's hooks. The state of the resources contains it.</param>
    /// <param name="options">The options. Default: none.</param>
    public ResourceHook(
        string name,
        ResourceHookCallback callback,
        ResourceHookOptions? options = null
    )
    {
        (Name, Callback, Options) = (name, callback, options ?? new());
        Registered = DeploymentContext.Required.Hooks.Register(this);
    }

    /// <summary>Creates a hook whose registration is already under way.</summary>
    /// <param name="registered">Completes when the engine knows the hook.</param>
    protected ResourceHook(
        string name,
        ResourceHookCallback callback,
        ResourceHookOptions options,
        Task registered
    ) => (Name, Callback, Options, Registered) = (name, callback, options ?? new(), registered);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The function.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>The options.</summary>
    public ResourceHookOptions Options { get; }

    /// <summary>Completes when the engine knows the hook. Resources that name the hook wait for it.</summary>
    internal Task Registered { get; }
}
