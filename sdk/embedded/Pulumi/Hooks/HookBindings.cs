using Message = Pulumirpc.RegisterResourceRequest.Types.ResourceHooksBinding;

namespace Pulumi.Deployments;

/// <summary>Converts the hooks of a resource to and from their names in messages.</summary>
internal static class HookBindings
{
    /// <summary>Returns the names once the engine knows all hooks.</summary>
    public static async Task<Message> ToMessageAsync(ResourceHookBinding hooks) =>
        new()
        {
            BeforeCreate = { await NamesAsync(hooks.BeforeCreate).ConfigureAwait(false) },
            AfterCreate = { await NamesAsync(hooks.AfterCreate).ConfigureAwait(false) },
            BeforeUpdate = { await NamesAsync(hooks.BeforeUpdate).ConfigureAwait(false) },
            AfterUpdate = { await NamesAsync(hooks.AfterUpdate).ConfigureAwait(false) },
            BeforeDelete = { await NamesAsync(hooks.BeforeDelete).ConfigureAwait(false) },
            AfterDelete = { await NamesAsync(hooks.AfterDelete).ConfigureAwait(false) },
            OnError = { await NamesAsync(hooks.OnError).ConfigureAwait(false) },
        };

    /// <summary>Returns hooks that have a name and no function.</summary>
    public static ResourceHookBinding FromMessage(Message? names) =>
        names is null
            ? new()
            : new()
            {
                BeforeCreate = Hooks(names.BeforeCreate),
                AfterCreate = Hooks(names.AfterCreate),
                BeforeUpdate = Hooks(names.BeforeUpdate),
                AfterUpdate = Hooks(names.AfterUpdate),
                BeforeDelete = Hooks(names.BeforeDelete),
                AfterDelete = Hooks(names.AfterDelete),
                OnError = [.. names.OnError.Select(OnError)],
            };

    private static async Task<IEnumerable<string>> NamesAsync(List<ResourceHook> hooks)
    {
        await Task.WhenAll(hooks.Select(hook => hook.Registered)).ConfigureAwait(false);
        return hooks.Select(hook => hook.Name);
    }

    private static async Task<IEnumerable<string>> NamesAsync(List<ErrorHook> hooks)
    {
        await Task.WhenAll(hooks.Select(hook => hook.Registered)).ConfigureAwait(false);
        return hooks.Select(hook => hook.Name);
    }

    private static List<ResourceHook> Hooks(IEnumerable<string> names) =>
        [.. names.Select(name => new NamedHook(name))];

    private static ErrorHook OnError(string name) =>
        new(name, (_, _) => Task.FromResult(false), Task.CompletedTask);

    private sealed class NamedHook(string name)
        : ResourceHook(name, (_, _) => Task.CompletedTask, new(), Task.CompletedTask);
}
