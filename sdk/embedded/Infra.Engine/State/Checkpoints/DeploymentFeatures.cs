using System.Collections.Immutable;

namespace Infra.Engine.State.Checkpoints;

/// <summary>The features by which a state of version 4 says what its reader must know.</summary>
internal static class DeploymentFeatures
{
    public const string ByteString = "byteString";

    private const string Extensions = "extensionParameterization";
    private const string Snippets = "snippets-prototype";

    /// <summary>The features whose data this engine keeps; it does not act on all of them.</summary>
    public static ImmutableHashSet<string> Known { get; } =
        ImmutableHashSet.Create(
            StringComparer.Ordinal,
            "refreshBeforeUpdate",
            "views",
            "hooks",
            "taint",
            "replaceWith",
            Snippets,
            Extensions,
            ByteString
        );

    /// <summary>The features that a checkpoint needs, except <see cref="ByteString"/>, which only its values show.</summary>
    public static SortedSet<string> Of(StackCheckpoint checkpoint)
    {
        var features = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var state in checkpoint.Snapshot.Resources)
        {
            Add(features, state);
        }

        foreach (var operation in checkpoint.Snapshot.PendingOperations)
        {
            Add(features, operation.Resource);
        }

        AddIf(features, Snippets, checkpoint.Uninterpreted.ContainsKey("snippets"));
        AddIf(features, Extensions, checkpoint.Uninterpreted.ContainsKey("extensions"));
        return features;
    }

    private static void Add(SortedSet<string> features, ResourceState state)
    {
        AddIf(features, "refreshBeforeUpdate", state.RefreshBeforeUpdate);
        AddIf(features, "hooks", state.ResourceHooks.Any(hook => !hook.Value.IsDefaultOrEmpty));
        AddIf(features, "taint", state.Taint);
        AddIf(features, "replaceWith", !state.ReplaceWith.IsDefaultOrEmpty);
        AddIf(features, "views", state.Uninterpreted.ContainsKey("viewOf"));
        AddIf(features, Extensions, state.Uninterpreted.ContainsKey("extensionRef"));
        AddIf(features, Snippets, state.Uninterpreted.ContainsKey("snippetID"));
    }

    private static void AddIf(SortedSet<string> features, string feature, bool needed)
    {
        if (needed)
        {
            features.Add(feature);
        }
    }
}
