using System.Collections.Immutable;
using Infra.Engine.Deployment.Hooks;
using Pulumirpc;

namespace Infra.Engine.Monitor.Hooks;

using Bindings = ImmutableSortedDictionary<string, ImmutableArray<string>>;

/// <summary>Converts the hooks of a resource between message and state.</summary>
internal static class HookBindings
{
    private static readonly string BeforeCreate = HookKinds.Before(HookedOperation.Create);
    private static readonly string AfterCreate = HookKinds.After(HookedOperation.Create);
    private static readonly string BeforeUpdate = HookKinds.Before(HookedOperation.Update);
    private static readonly string AfterUpdate = HookKinds.After(HookedOperation.Update);
    private static readonly string BeforeDelete = HookKinds.Before(HookedOperation.Delete);
    private static readonly string AfterDelete = HookKinds.After(HookedOperation.Delete);

    /// <summary>The names by kind; kinds without names are left out.</summary>
    public static Bindings Read(RegisterResourceRequest.Types.ResourceHooksBinding? binding)
    {
        if (binding is null)
        {
            return Bindings.Empty;
        }

        (string, IEnumerable<string>)[] all =
        [
            (BeforeCreate, binding.BeforeCreate),
            (AfterCreate, binding.AfterCreate),
            (BeforeUpdate, binding.BeforeUpdate),
            (AfterUpdate, binding.AfterUpdate),
            (BeforeDelete, binding.BeforeDelete),
            (AfterDelete, binding.AfterDelete),
            (HookKinds.OnError, binding.OnError),
        ];
        return all.Where(pair => pair.Item2.Any())
            .ToImmutableSortedDictionary(
                pair => pair.Item1,
                pair => pair.Item2.ToImmutableArray(),
                StringComparer.Ordinal
            );
    }

    /// <summary>The names as a message, or <c>null</c> when there are none.</summary>
    public static RegisterResourceRequest.Types.ResourceHooksBinding? Write(Bindings bindings) =>
        bindings.IsEmpty
            ? null
            : new()
            {
                BeforeCreate = { Names(bindings, BeforeCreate) },
                AfterCreate = { Names(bindings, AfterCreate) },
                BeforeUpdate = { Names(bindings, BeforeUpdate) },
                AfterUpdate = { Names(bindings, AfterUpdate) },
                BeforeDelete = { Names(bindings, BeforeDelete) },
                AfterDelete = { Names(bindings, AfterDelete) },
                OnError = { Names(bindings, HookKinds.OnError) },
            };

    private static ImmutableArray<string> Names(Bindings bindings, string kind) =>
        bindings.GetValueOrDefault(kind, []);
}
