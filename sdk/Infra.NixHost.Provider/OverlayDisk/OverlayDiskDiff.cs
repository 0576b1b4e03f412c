using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Decides what changes of an overlay do.</summary>
internal static class OverlayDiskDiff
{
    /// <summary>The changes with their impact.</summary>
    public static DiffOutcome Decide(DiffCall call)
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
                    _ => c,
                }
            ),
        ];
        if (
            news is { ReplacesOnImageChange: true, Image: { } image }
            && !string.IsNullOrEmpty(backing)
            && image != backing
            && changes.All(c => c.Path != "image")
        )
        {
            // The image changed earlier and was kept then; the user has now decided for the new one.
            changes = changes.Add(
                new("backingPath", ChangeKind.Update, backing, image)
                {
                    Impact = ChangeImpact.ReplaceLosingData,
                    Reason = "the disk lies on an outdated image",
                    IsOutput = true,
                }
            );
        }

        return new(changes)
        {
            // A name the user chose cannot be had twice in one directory.
            DeleteBeforeReplace =
                news.FileName is not null
                && changes.All(c => c.Path is not ("fileName" or "pool" or "directory")),
            Stables = ["path", "backingPath", "backingHash"],
        };
    }

    private static PropertyChange OfImage(
        PropertyChange change,
        OverlayDiskInputs news,
        string? backing
    ) =>
        news.ReplacesOnImageChange
            ? change with
            {
                Impact = ChangeImpact.ReplaceLosingData,
                Reason = "onImageChange is replace",
            }
            : change with
            {
                Impact = ChangeImpact.None,
                Reason =
                    $"the disk keeps its data and its outdated base {backing}; onImageChange = replace would make a new one",
            };
}
