namespace Infra.NixHost.Provider.GetImages;

/// <summary>What a person reads before the question whether roots may go.</summary>
internal static class PruneText
{
    /// <summary>Writes the roots of a group, and what follows if they go.</summary>
    public static void Show(PruneGroup group, DateTimeOffset now, TextWriter output)
    {
        output.WriteLine($"Roots of {group.Name}, on whose images nothing lies:");
        foreach (var (image, root) in group.Roots)
        {
            ImageList.Row(
                output,
                ImageList.SizeOf(image),
                ImageList.AgeOf(root.Made, now),
                image.StorePath
            );
            ImageList.Row(output, "", "", $"  root   {root.Path}");
            if (root.Disk is { } disk)
            {
                ImageList.Row(output, "", "", $"  disk   {disk}, which is gone");
            }
        }

        output.WriteLine(group.Standing == RootStanding.Left ? Left : Claimed(group.Stack));
        output.WriteLine();
    }

    private const string Left =
        "No resource needs them. If such a disk lies on a file system that is not mounted now, mount that first: without its image it is lost.";

    private static string Claimed(string stack) =>
        $"This host does not know the state of {stack}. If an image is still in it, the next preview says that its root was removed, and the next up\n"
        + "makes the root again. Once garbage was collected, that up also builds or fetches the image again, and until then nothing else can use the\n"
        + "image. An image that is given by its store path and that no cache has cannot be made again.";
}
