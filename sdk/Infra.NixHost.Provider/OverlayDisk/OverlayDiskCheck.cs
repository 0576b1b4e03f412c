using System.Text;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Text;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Checks the directory and file name of an overlay, and its size against the image and the former size.</summary>
internal sealed class OverlayDiskCheck(ProviderSession session)
{
    /// <summary>The kernel's limit, in bytes.</summary>
    private const int LongestFileName = 255;

    /// <summary>Returns the inputs and adds what is wrong to the failures.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var (olds, news) = (OverlayDiskInputs.Read(call.Olds), OverlayDiskInputs.Read(call.News));
        new OverlayCapacityCheck(session, call).Note(news);
        CheckPlace(news, call);
        if (news.Size == 0)
        {
            call.Failures.Add("size", DiskRules.NoSize);
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

        if (!call.Failures.AreNone)
        {
            session.Capacity.Disks.Forget(call.Identity);
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
                $"\"{place}\" cannot hold a guest's disk: {obstacle}",
                "directory-denied"
            );
        }

        if (inputs is { Pool: { } pool, Directory: { } directory })
        {
            call.Failures.Add("directory", DiskRules.DirectoryAndPool(directory, pool));
        }

        if (inputs.Size is { } size && DiskRules.OverlaySize(size) is { } tooLarge)
        {
            call.Failures.Add("size", tooLarge, "overlay-too-large");
        }

        if (inputs.Directory is { } directoryOnHost)
        {
            call.Failures.AddIf("directory", ValueRules.HostPath(directoryOnHost));
        }

        CheckFileName(inputs, call);
    }

    private static void CheckFileName(OverlayDiskInputs inputs, CheckCall call)
    {
        if (inputs.FileName is { } name && DiskRules.FileName(name) is { } reason)
        {
            call.Failures.Add("fileName", reason);
        }
        else if (
            inputs.FileName is { } file
            && (file.Any(char.IsControl) || Encoding.UTF8.GetByteCount(file) > LongestFileName)
        )
        {
            call.Failures.Add(
                "fileName",
                $"\"{TerminalText.Clean(file, LongestFileName)}\" is not a valid file name: it has control characters or more than {LongestFileName} bytes; give a plain and shorter one"
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
        // The caller has found an image.
        var path = inputs.Image!;
        if (DiskRules.OverlayImage(path) is { } reason)
        {
            call.Failures.Add("image", reason);
            return;
        }

        if (!session.Host.Images.Exists(path))
        {
            // An image in the store may be built later in the same run.
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
        if (image.IsEncrypted)
        {
            call.Failures.Add("image", Encrypted(path), "image-encrypted");
            return;
        }

        if (inputs.Size is { } size && size < image.VirtualSize)
        {
            call.Failures.Add("size", TooSmall(size, path, image.VirtualSize), "overlay-too-small");
        }

        await CheckReadableAsync(path, image, call, cancellationToken);
    }

    private async Task CheckReadableAsync(
        string path,
        DiskImage image,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (image.BackingPath is not null)
        {
            await CheckChainAsync(path, call, cancellationToken);
        }
        else if (session.Host.QemuAccess.FindObstacle(path, reads: true) is { } obstacle)
        {
            call.Failures.Add("image", $"\"{path}\": {obstacle.TrimEnd('.')}", "chain-denied");
        }
    }

    /// <summary>What another image backs may be any file of the host.</summary>
    private async Task CheckChainAsync(
        string path,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var chain = await session.Host.Chains.InspectAsync(path, cancellationToken);
        foreach (var finding in chain.Findings)
        {
            call.Failures.Add("image", $"\"{path}\": {finding.Message.TrimEnd('.')}", finding.Code);
        }
    }

    /// <summary>Why an encrypted image is no base.</summary>
    public static string Encrypted(string image) =>
        $"\"{image}\" is encrypted (LUKS), and no guest has its key; decrypt it with `qemu-img convert`, or encrypt the disk inside the guest";

    /// <summary>Why a size does not fit its image.</summary>
    public static string TooSmall(long size, string image, long imageSize) =>
        $"{ByteSize.Format(size)} is smaller than the image {image}, which has {ByteSize.Format(imageSize)}: the end of the image would be missing; "
        + $"give at least {imageSize} bytes, or leave the size out";
}
