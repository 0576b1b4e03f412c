using System.Text.Json;
using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>The list of images that <c>pulumi-resource-nixhost images</c> prints.</summary>
internal static class ImageList
{
    /// <summary>The columns of size and age, so that what belongs to an image begins below its path.</summary>
    private const int SizeColumn = 10;
    private const int AgeColumn = 8;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the images for people.</summary>
    public static void Write(ImageFacts facts, DateTimeOffset now, TextWriter output)
    {
        foreach (var image in facts.Images)
        {
            Row(output, SizeOf(image), AgeOf(image.Made, now), image.StorePath);
            foreach (var line in Lines(image))
            {
                Row(output, "", "", $"  {line}");
            }
        }

        if (facts.Images.IsEmpty)
        {
            output.WriteLine("No stack has an image on this host.");
            return;
        }

        output.WriteLine();
        output.WriteLine(
            $"{Count(facts.Images.Length, "image")}, {ByteSize.Format(SizeOf(facts.Images))}."
        );
        HostImage[] unused = [.. facts.Images.Where(i => !i.IsUsed)];
        if (unused.Length > 0 && facts.IsComplete)
        {
            output.WriteLine(
                $"Nothing lies on {unused.Length} of them, {ByteSize.Format(SizeOf(unused))}: `pulumi-resource-nixhost images --prune --older-than 30d` "
                    + "asks which of their roots may go."
            );
        }
    }

    /// <summary>Writes one line with the columns of the list.</summary>
    public static void Row(TextWriter output, string size, string age, string text) =>
        output.WriteLine($"{size, SizeColumn}{age, AgeColumn}  {text}".TrimEnd());

    /// <summary>The size of an image as people read it.</summary>
    public static string SizeOf(HostImage image) =>
        image.Size is { } size ? ByteSize.Format(size) : "gone";

    /// <summary>The age of a root as people read it.</summary>
    public static string AgeOf(DateTimeOffset made, DateTimeOffset now) =>
        AgeText.Format(now - made);

    /// <summary>A number with its noun.</summary>
    public static string Count(int count, string noun) =>
        $"{count} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Writes the images for programs, in the words of <c>getImages</c>.</summary>
    public static void WriteJson(ImageFacts facts, TextWriter output) =>
        output.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    images = facts.Images.Select(i => new
                    {
                        storePath = i.StorePath,
                        size = i.Size ?? 0,
                        stacks = i.Stacks,
                        disks = i.Disks.Select(d => d.Path),
                        guests = i.Guests,
                        gcRoots = i.Roots.Select(r => r.Path),
                        rootedAt = i.Made.UtcDateTime,
                        unused = !i.IsUsed,
                    }),
                    warnings = facts.Warnings,
                },
                Indented
            )
        );

    private static long SizeOf(IEnumerable<HostImage> images) => images.Sum(i => i.Size ?? 0);

    private static IEnumerable<string> Lines(HostImage image)
    {
        foreach (var stack in image.Stacks)
        {
            yield return $"stack  {stack}";
        }

        foreach (var disk in image.Disks)
        {
            yield return disk.Record is { } record
                ? $"disk   {disk.Path} is missing; if it is gone for good, remove its record {record}"
                : $"disk   {disk.Path}";
        }

        foreach (var guest in image.Guests)
        {
            yield return $"guest  {guest}";
        }

        if (image.Disks.IsEmpty && image.Guests.IsEmpty)
        {
            foreach (var root in image.Roots.Where(r => r.IsOfNeededDisk))
            {
                yield return $"root   {root.Path} stays: {root.Why}";
            }
        }

        if (!image.IsUsed)
        {
            yield return "nothing lies on it";
        }
    }
}
