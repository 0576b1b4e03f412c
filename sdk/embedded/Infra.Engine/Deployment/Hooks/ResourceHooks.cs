using System.Collections.Concurrent;
using Infra.Protocol;

namespace Infra.Engine.Deployment.Hooks;

/// <summary>The hooks that the program registered, by name.</summary>
internal sealed class ResourceHooks
{
    private readonly ConcurrentDictionary<string, object> _hooks = new();

    /// <summary>Registers a hook; names are unique over both kinds.</summary>
    public void Register(ResourceHook hook) => Register(hook.Name, hook);

    public void Register(ErrorHook hook) => Register(hook.Name, hook);

    /// <summary>The hook that a resource names.</summary>
    public T Find<T>(string name)
        where T : class =>
        _hooks.GetValueOrDefault(name) as T ?? throw new InfraException(Missing(name));

    /// <summary>Whether there is a hook of a name.</summary>
    public bool IsRegistered(string name) => _hooks.ContainsKey(name);

    /// <summary>Says that a hook is missing.</summary>
    public static string Missing(string name) =>
        $"The hook '{name}' is not registered. Hooks are functions of the program: where the program does not run, as in "
        + "`pulumi destroy`, add --run-program.";

    private void Register(string name, object hook)
    {
        if (name.Length == 0)
        {
            throw new InfraException("A resource hook needs a name.");
        }

        if (!_hooks.TryAdd(name, hook))
        {
            throw new InfraException(
                $"There is a resource hook named '{name}' already. Give one another name."
            );
        }
    }
}
