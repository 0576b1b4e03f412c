using Pulumi.Deployments;

namespace Pulumi;

/// <summary>
/// A function that decides whether the engine tries a failed step again. <see cref="ResourceOptions.Hooks"/> binds it to
/// resources. Its constructor registers it with the engine.
/// </summary>
public class ErrorHook
{
    /// <summary>Registers the hook.</summary>
    /// <param name="name">The name, unique among the program's hooks. The state of the resources contains it.</param>
    /// <param name="callback">Decides whether to try again.</param>
    public ErrorHook(string name, ErrorHookCallback callback)
    {
        (Name, Callback) = (name, callback);
        Registered = DeploymentContext.Required.Hooks.Register(this);
    }

    /// <summary>Creates a hook whose registration is already under way.</summary>
    /// <param name="callback">Decides whether to try again.</param>
    /// <param name="registered">Completes when the engine knows the hook.</param>
    protected internal ErrorHook(string name, ErrorHookCallback callback, Task registered) =>
        (Name, Callback, Registered) = (name, callback, registered);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Decides whether to try again.</summary>
    public ErrorHookCallback Callback { get; }

    /// <summary>Completes when the engine knows the hook. Resources that name the hook wait for it.</summary>
    internal Task Registered { get; }
}
