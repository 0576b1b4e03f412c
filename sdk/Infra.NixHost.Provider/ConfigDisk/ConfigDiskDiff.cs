using Infra.NixHost.Host.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Decides what changes of a config disk do: at most, another generation of it is made in place.</summary>
internal static class ConfigDiskDiff
{
    /// <summary>The changes with their impact.</summary>
    public static DiffOutcome Decide(DiffCall call, INixStore store, string id)
    {
        var (before, after) = (ConfigContent.Read(call.OldInputs), ConfigContent.Read(call.News));
        var isSame = after is not null && IsSame(call, before, after);
        var changes = call
            .Changes.Select(c =>
                isSame
                    ? c with
                    {
                        Impact = ChangeImpact.None,
                        Reason = "the disk stays the same",
                    }
                    : c
            )
            .ToList();
        if (!isSame)
        {
            changes.AddRange(OfContent(call, before, after));
        }
        else if (Lost(call, after!, store, id) is { } lost)
        {
            changes.Add(lost);
        }

        return new([.. changes]);
    }

    /// <summary>Whether the former generation serves: same content, shown in the same way.</summary>
    public static bool IsSame(DiffCall call, ConfigContent? before, ConfigContent after) =>
        IsSame((call.OldInputs, before), (call.News, after));

    /// <inheritdoc cref="IsSame(DiffCall, ConfigContent?, ConfigContent)"/>
    public static bool IsSame(
        (PropertyMap Inputs, ConfigContent? Content) before,
        (PropertyMap Inputs, ConfigContent Content) after
    )
    {
        var (olds, news) = (
            ConfigDiskInputs.Read(before.Inputs),
            ConfigDiskInputs.Read(after.Inputs)
        );
        return before.Content is { } content
            && (content.Format, content.StorePath, content.Digest)
                == (after.Content.Format, after.Content.StorePath, after.Content.Digest)
            && olds.Serial == news.Serial
            && (after.Content.Digest.Length > 0 || olds.HostPath == news.HostPath);
    }

    private static IEnumerable<PropertyChange> OfContent(
        DiffCall call,
        ConfigContent? before,
        ConfigContent? after
    )
    {
        if (after is null || before?.Digest != after.Digest)
        {
            yield return new(
                "contentHash",
                before is null ? ChangeKind.Add : ChangeKind.Update,
                before?.Hash,
                after?.Hash ?? PropertyValue.Computed.Instance
            )
            {
                Reason = "new content, another generation of the disk",
                IsOutput = true,
            };
        }

        if (
            before is not null
            && after is not null
            && before.Format != after.Format
            && call.Changes.All(c => c.Path != "format")
        )
        {
            yield return new("deviceLink", ChangeKind.Update, before.Format, after.Format)
            {
                Reason = "auto chooses the format that is safe for the content",
                IsOutput = true,
            };
        }
    }

    /// <summary>What somebody has taken away on the host.</summary>
    private static PropertyChange? Lost(
        DiffCall call,
        ConfigContent content,
        INixStore store,
        string id
    )
    {
        var outputs = new InputReader(call.OldOutputs);
        if (content.IsIso && outputs.Text("path") is { Length: > 0 } path && !File.Exists(path))
        {
            return new("path", ChangeKind.Update, path, path)
            {
                Reason = "the image is gone from the host and is made again",
                IsOutput = true,
            };
        }

        return content.StorePath.Length > 0 && store.ReadRoot(id) != content.StorePath
            ? new("storePath", ChangeKind.Update, content.StorePath, content.StorePath)
            {
                Reason = "its garbage collector root is gone from the host and is made again",
                IsOutput = true,
            }
            : null;
    }
}
