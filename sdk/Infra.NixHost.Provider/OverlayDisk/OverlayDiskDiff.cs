using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Decides the impact of changes to an overlay.</summary>
internal static class OverlayDiskDiff
{
    /// <summary>The changes with their impact.</summary>
    public static DiffOutcome Decide(DiffCall call, PropertyChange? lostRoot)
    {
        var news = OverlayDiskInputs.Read(call.News);
        var backing = new InputReader(call.OldOutputs).Text("backingPath");
        ImmutableArray<PropertyChange> changes =
        [
            .. call.Changes.Select(c =>
                c.Path switch
                {
                    "image" => OfImage(c, news, backing),
                    "size" when news.Size is null => c with
                    {
                        Impact = ChangeImpact.None,
                        Reason = "the disk keeps its size",
                    },
                    "pool" or "directory" or "fileName" => OfPlace(c, call.Id),
                    _ => c,
                }
            ),
            .. OfOutputs(call, news, backing),
            .. OfUnread(call),
        ];
        if (lostRoot is not null && changes.All(c => c.Path != lostRoot.Path))
        {
            changes = changes.Add(lostRoot);
        }

        return new(ImportedInputs.Forgive(call, changes))
        {
            // Two files in one directory cannot have the name that the user chose.
            DeleteBeforeReplace =
                news.FileName is not null
                && changes.All(c => c.Path is not ("fileName" or "pool" or "directory")),
            Stables = ["path"],
        };
    }

    /// <summary>Whether the disk must absorb its base, because the image changed and onImageChange is flatten.</summary>
    public static bool IsToBeFlattened(OverlayDiskInputs news, string? backing) =>
        news is { OnImageChange: "flatten", Image: { } image }
        && !string.IsNullOrEmpty(backing)
        && image != backing;

    private static PropertyChange OfImage(
        PropertyChange change,
        OverlayDiskInputs news,
        string? backing
    ) =>
        (news.OnImageChange, backing) switch
        {
            ("replace", _) => change with
            {
                Impact = ChangeImpact.ReplaceLosingData,
                Reason = "onImageChange is replace",
            },
            (_, "") => change with
            {
                Impact = ChangeImpact.None,
                Reason = "the disk stands alone; onImageChange = replace would make a new one",
            },
            ("flatten", _) => change with
            {
                Impact = ChangeImpact.Live,
                Reason =
                    $"the old base {backing} is copied into the disk, which then stands alone; guests run on and keep their data",
            },
            _ => change with
            {
                Impact = ChangeImpact.None,
                Reason =
                    $"the disk keeps its data and its outdated base {backing}; onImageChange = replace would make a new one",
            },
        };

    /// <summary>Naming the directory or file where the disk already is, or no longer naming it, changes nothing.</summary>
    private static PropertyChange OfPlace(PropertyChange change, string path)
    {
        var wanted = PropertyContent.Of(change.New) is PropertyValue.String text
            ? text.Value
            : null;
        var stays = change.Path switch
        {
            _ when change.New is null => true,
            "directory" => Path.TrimEndingDirectorySeparator(wanted ?? "")
                == Path.GetDirectoryName(path),
            "fileName" => wanted == Path.GetFileName(path),
            _ => false,
        };
        return stays
            ? change with
            {
                Impact = ChangeImpact.None,
                Reason = $"the disk stays {path}",
            }
            : change;
    }

    /// <summary>The change that looks at what a failed create has left.</summary>
    private static IEnumerable<PropertyChange> OfUnread(DiffCall call) =>
        OverlayDiskOutputs.AreUnread(call.OldOutputs)
            ?
            [
                new("allocation", ChangeKind.Update, 0, PropertyValue.Computed.Instance)
                {
                    Impact = ChangeImpact.Live,
                    Reason = "the create of the disk failed, and what it left is looked at",
                    IsOutput = true,
                },
            ]
            : [];

    /// <summary>Changes that follow from the state of the disk rather than from the program.</summary>
    private static IEnumerable<PropertyChange> OfOutputs(
        DiffCall call,
        OverlayDiskInputs news,
        string? backing
    )
    {
        var isOutdated =
            news.Image is { } image && !string.IsNullOrEmpty(backing) && image != backing;
        if (isOutdated && news.OnImageChange != "keep" && call.Changes.All(c => c.Path != "image"))
        {
            // The disk kept its base at an earlier change of the image; onImageChange has changed since.
            var replaces = news.ReplacesOnImageChange;
            yield return new(
                "backingPath",
                ChangeKind.Update,
                // Only a disk that has a base and an image is outdated.
                backing!,
                replaces ? news.Image! : ""
            )
            {
                Impact = replaces ? ChangeImpact.ReplaceLosingData : ChangeImpact.Live,
                Reason = replaces
                    ? "the disk lies on an outdated image"
                    : "the disk takes its outdated image in and stands alone; guests run on",
                IsOutput = true,
            };
        }

        if (
            news.Size is { } size
            && new InputReader(call.OldOutputs).Size("virtualSize") is { } now
            && size > now
            && call.Changes.All(c => c.Path != "size")
        )
        {
            yield return new("virtualSize", ChangeKind.Update, now, size)
            {
                Impact = ChangeImpact.Live,
                Reason = "the disk is smaller than it should be; it grows in place",
                IsOutput = true,
            };
        }
    }
}
