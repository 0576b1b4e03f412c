using Pulumi.Deployments;

namespace Pulumi;

/// <summary>
/// A function of the program that the engine asks, when a step of a resource it is bound to by <see cref="ResourceOptions.Hooks"/> has
/// failed, whether to try again. Its constructor registers it with the engine.
/// </summary>
public class ErrorHook
{
    /// <summary>Registers the hook.</summary>
    /// <param name="name">The name, unique among the hooks of the program; it goes into the state of the resources.</param>
    /// <param name="callback">Tells whether to try again.</param>
    public ErrorHook(string name, ErrorHookCallback callback)
    {
        (Name, Callback) = (name, callback);
        Registered = DeploymentContext.Required.Hooks.Register(this);
    }

    /// <summary>A hook that was registered in another way.</summary>
    /// <param name="name">The name.</param>
    /// <param name="callback">Tells whether to try again.</param>
    /// <param name="registered">Done when the engine knows the hook.</param>
    protected internal ErrorHook(string name, ErrorHookCallback callback, Task registered) =>
        (Name, Callback, Registered) = (name, callback, registered);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Tells whether to try again.</summary>
    public ErrorHookCallback Callback { get; }

    /// <summary>Done when the engine knows the hook; resources that name it wait for that.</summary>
    internal Task Registered { get; }
}
