using Pulumi.Deployments;

namespace Pulumi;

/// <summary>
/// A function of the program that the engine calls before or after steps of the resources it is bound to by
/// <see cref="ResourceOptions.Hooks"/>. Its constructor registers it with the engine.
/// </summary>
/// <remarks>
/// Hooks around deletes are called only while the program runs: in an update that deletes, and in <c>pulumi destroy --run-program</c>.
/// </remarks>
public class ResourceHook
{
    /// <summary>Registers the hook.</summary>
    /// <param name="name">The name, unique among the hooks of the program; it goes into the state of the resources.</param>
    /// <param name="callback">What to do.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    public ResourceHook(
        string name,
        ResourceHookCallback callback,
        ResourceHookOptions? options = null
    )
    {
        (Name, Callback, Options) = (name, callback, options ?? new());
        Registered = DeploymentContext.Required.Hooks.Register(this);
    }

    /// <summary>A hook that was registered in another way.</summary>
    /// <param name="name">The name.</param>
    /// <param name="callback">What to do.</param>
    /// <param name="options">The options.</param>
    /// <param name="registered">Done when the engine knows the hook.</param>
    protected ResourceHook(
        string name,
        ResourceHookCallback callback,
        ResourceHookOptions options,
        Task registered
    ) => (Name, Callback, Options, Registered) = (name, callback, options ?? new(), registered);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What to do.</summary>
    public ResourceHookCallback Callback { get; }

    /// <summary>The options.</summary>
    public ResourceHookOptions Options { get; }

    /// <summary>Done when the engine knows the hook; resources that name it wait for that.</summary>
    internal Task Registered { get; }
}
