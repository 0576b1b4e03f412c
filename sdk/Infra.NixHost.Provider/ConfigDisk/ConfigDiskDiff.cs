using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Decides the impact of changes to a config disk; at most, they make a new generation in place.</summary>
internal static class ConfigDiskDiff
{
    private const string NewContent = "another generation of the disk";

    /// <summary>The changes with their impact.</summary>
    public static DiffOutcome Decide(DiffCall call, ProviderSession session)
    {
        var (before, after) = (ConfigContent.Read(call.OldInputs), ConfigContent.Read(call.News));
        var isSame = after is not null && IsSame(call, before, after);
        var changes = call
            .Changes.Where(c => c.Property != ContentFiles.Property || !IsIdle(call, isSame))
            .Select(c =>
                isSame ? c with { Impact = ChangeImpact.None, Reason = "the disk stays the same" }
                : c.Property == ContentFiles.Property ? c with { Reason = NewContent }
                : c
            )
            .ToList();
        if (!isSame)
        {
            changes.AddRange(OfContent(changes, before, after));
        }
        else if (after is not null && Lost(call, after, session) is { } lost)
        {
            changes.Add(lost);
        }

        return new([.. changes]);
    }

    /// <summary>The hashes of a directory say nothing for equal content, nor beside a side that has none.</summary>
    private static bool IsIdle(DiffCall call, bool isSame)
    {
        PropertyMap[] sides = [call.OldInputs, call.News];
        return sides.Any(s => s.ContainsKey("source") || s.ContainsKey("hostPath"))
            && (isSame || sides.Any(s => !s.ContainsKey(ContentFiles.Property)));
    }

    /// <summary>Whether the former generation still fits: same content in the same format.</summary>
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
        List<PropertyChange> changes,
        ConfigContent? before,
        ConfigContent? after
    )
    {
        // The names of the files that change say more than a hash of all.
        var isNamed = changes.Exists(c => c.Property == ContentFiles.Property);
        if (after is null || (before?.Digest != after.Digest && !isNamed))
        {
            yield return new(
                "contentHash",
                before is null ? ChangeKind.Add : ChangeKind.Update,
                before?.Hash,
                after?.Hash ?? PropertyValue.Computed.Instance
            )
            {
                Reason = NewContent,
                IsOutput = true,
            };
        }

        if (
            before is not null
            && after is not null
            && before.Format != after.Format
            && changes.TrueForAll(c => c.Path != "format")
        )
        {
            yield return new("deviceLink", ChangeKind.Update, before.Format, after.Format)
            {
                Reason = "auto chooses the format that is safe for the content",
                IsOutput = true,
            };
        }
    }

    /// <summary>The part of the disk that was removed on the host, if any.</summary>
    private static PropertyChange? Lost(
        DiffCall call,
        ConfigContent content,
        ProviderSession session
    )
    {
        var outputs = new InputReader(call.OldOutputs);
        if (outputs.Integer("generation") is null)
        {
            return new("generation", ChangeKind.Add, null, PropertyValue.Computed.Instance)
            {
                Reason = "the create of the disk failed and is finished",
                IsOutput = true,
            };
        }

        if (
            content.IsIso
            && outputs.Text("path") is { Length: > 0 } path
            && !session.Host.Files.IsFile(path)
        )
        {
            return new("path", ChangeKind.Update, path, path)
            {
                Reason = "the image was removed from the host and is created again",
                IsOutput = true,
            };
        }

        // A refresh empties the output of a lost copy.
        return
            content.StorePath.Length > 0
            && (
                outputs.Text("storePath") != content.StorePath
                || !session.SeenRoots.Keep(content.StorePath, call.Id)
            )
            ? new("storePath", ChangeKind.Update, content.StorePath, content.StorePath)
            {
                Reason =
                    "the garbage collector root was removed from the host and is created again",
                IsOutput = true,
            }
            : null;
    }
}
