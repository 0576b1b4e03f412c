using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Checks an overlay: its place, and its size against the image and against what it was.</summary>
internal sealed class OverlayDiskCheck(ProviderSession session)
{
    /// <summary>The inputs; what is wrong goes to the failures.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var (olds, news) = (OverlayDiskInputs.Read(call.Olds), OverlayDiskInputs.Read(call.News));
        CheckPlace(news, call);
        if (news.Size == 0)
        {
            call.Failures.Add(
                "size",
                "0 is no size for a disk; give at least the image's size, or leave it out"
            );
        }

        CheckShrink(olds, news, call);
        if (news.Image is not null && call.Changes("image", "size"))
        {
            await CheckImageAsync(news, call, cancellationToken);
        }

        if (call.Failures.AreNone)
        {
            await new OverlaySpaceCheck(session).RunAsync(olds, news, call, cancellationToken);
        }

        return call.News;
    }

    private void CheckPlace(OverlayDiskInputs inputs, CheckCall call)
    {
        if (
            inputs is { Pool: null }
            && call.Changes("directory", "pool")
            && (inputs.Directory ?? session.Host.Options.ImageDirectory) is var place
            && Path.IsPathFullyQualified(place)
            && session.Host.QemuAccess.FindObstacle(Path.Combine(place, "disk"), reads: false)
                is { } obstacle
        )
        {
            call.Failures.Add(
                "directory",
                $"\"{place}\" is no place for a guest's disk: {obstacle}",
                "directory-denied"
            );
        }

        if (inputs is { Pool: { } pool, Directory: { } directory })
        {
            call.Failures.Add(
                "directory",
                $"\"{directory}\" is a second place beside the pool \"{pool}\"; keep one of them"
            );
        }

        if (inputs.Directory is { } relative && !Path.IsPathFullyQualified(relative))
        {
            call.Failures.Add(
                "directory",
                $"\"{relative}\" is no absolute path on the host; begin it with /"
            );
        }

        if (
            inputs.FileName is { } name
            && (
                name.Length == 0
                || name is "." or ".."
                || name.Contains('/', StringComparison.Ordinal)
            )
        )
        {
            call.Failures.Add(
                "fileName",
                $"\"{name}\" is no file name; give one without /, and the directory in directory"
            );
        }
    }

    private static void CheckShrink(OverlayDiskInputs olds, OverlayDiskInputs news, CheckCall call)
    {
        var isOther =
            call.Changes("pool", "directory", "fileName")
            || (news.ReplacesOnImageChange && call.Changes("image"));
        if (!isOther && olds.Size is { } before && news.Size is { } after && after < before)
        {
            call.Failures.Add(
                "size",
                $"{ByteSize.Format(after)} is less than the disk has now, {ByteSize.Format(before)}: shrinking would cut off data; "
                    + "keep the size, or give the disk another fileName to get a new one",
                "overlay-shrink"
            );
        }
    }

    private async Task CheckImageAsync(
        OverlayDiskInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var path = inputs.Image!;
        if (!Path.IsPathFullyQualified(path))
        {
            call.Failures.Add(
                "image",
                $"\"{path}\" is no absolute path on the host; give a NixImage, or begin the path with /"
            );
            return;
        }

        if (!session.Host.Images.Exists(path))
        {
            // An image in the store may still have to be built by the very run this check belongs to.
            if (session.Host.Store.StorePathOf(path) is null)
            {
                call.Failures.Add(
                    "image",
                    $"\"{path}\": there is no such file on the host; correct the path",
                    "image-missing"
                );
            }

            return;
        }

        var image = await session.Host.Images.ReadAsync(path, cancellationToken);
        if (inputs.Size is { } size && size < image.VirtualSize)
        {
            call.Failures.Add("size", TooSmall(size, path, image.VirtualSize), "overlay-too-small");
        }
    }

    /// <summary>Why a size does not fit its image.</summary>
    public static string TooSmall(long size, string image, long imageSize) =>
        $"{ByteSize.Format(size)} is smaller than the image {image}, which has {ByteSize.Format(imageSize)}: its end would be missing; "
        + $"give at least {imageSize} bytes, or leave the size out";
}
