using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using Timeouts = Infra.Engine.State.CustomTimeouts;

namespace Infra.Engine.Monitor.Hooks;

/// <summary>The options of a resource as hooks see them.</summary>
internal static class StateOptions
{
    /// <summary>The options in the state; <c>null</c> without a resource.</summary>
    public static ResourceOptions? Of(ResourceState? state) =>
        state is null
            ? null
            : new()
            {
                DependsOn = { Texts(state.Dependencies) },
                Protect = state.Protect,
                IgnoreChanges = { state.IgnoreChanges },
                ReplaceOnChanges = { state.ReplaceOnChanges },
                Aliases = { state.Aliases.Select(urn => new Alias { Urn = urn.Value }) },
                Provider = state.Provider,
                CustomTimeouts = state.CustomTimeouts is { } timeouts ? Write(timeouts) : null,
                RetainOnDelete = state.RetainOnDelete,
                DeletedWith = state.DeletedWith?.Value ?? "",
                AdditionalSecretOutputs = { state.AdditionalSecretOutputs },
                Hooks = HookBindings.Write(state.ResourceHooks),
                Import = state.ImportId,
                HideDiff = { state.HideDiff },
                ReplaceWith = { Texts(state.ReplaceWith) },
                ReplacementTrigger = state.ReplacementTrigger is { } trigger
                    ? PropertyEncoder.Encode(trigger, EncodeOptions.Everything)
                    : null,
                Parent = state.Parent?.Value ?? "",
            };

    private static RegisterResourceRequest.Types.CustomTimeouts Write(Timeouts timeouts) =>
        new()
        {
            Create = GoDuration.Text(timeouts.Create),
            Update = GoDuration.Text(timeouts.Update),
            Delete = GoDuration.Text(timeouts.Delete),
            Read = GoDuration.Text(timeouts.Read),
        };

    private static IEnumerable<string> Texts(IEnumerable<Urn> urns) =>
        urns.Select(urn => urn.Value);
}
