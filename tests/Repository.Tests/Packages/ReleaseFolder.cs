using System.Formats.Tar;
using System.IO.Compression;
using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>What <c>eng/release.sh</c> makes of this checkout, and its archives and packages unpacked beside it.</summary>
internal sealed class ReleaseFolder : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private ReleaseFolder() { }

    public static string Version { get; } =
        XDocument
            .Load(Path.Combine(Checkout.Root, "Directory.Build.props"))
            .Descendants("Version")
            .Single()
            .Value;

    public string Folder => Path.Combine(_directory.Path, "release");

    public IEnumerable<string> Files =>
        Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public static async Task<ReleaseFolder> MakeAsync()
    {
        var release = new ReleaseFolder();
        await Command.OutputAsync(
            Checkout.Root,
            LocalFeed.Environment,
            Path.Combine(Checkout.Root, "eng", "release.sh"),
            release.Folder
        );
        foreach (var file in release.Files)
        {
            var place = release.Unpacked(file);
            if (file.EndsWith("nupkg", StringComparison.Ordinal))
            {
                await ZipFile.ExtractToDirectoryAsync(Path.Combine(release.Folder, file), place);
            }
            else if (file.EndsWith(".tar.gz", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(place);
                await using var archive = File.OpenRead(Path.Combine(release.Folder, file));
                await using var content = new GZipStream(archive, CompressionMode.Decompress);
                await TarFile.ExtractToDirectoryAsync(content, place, overwriteFiles: false);
            }
        }

        return release;
    }

    /// <summary>The archive of the provider for a platform, unpacked.</summary>
    public string Provider(string platform) =>
        Unpacked($"pulumi-resource-nixhost-v{Version}-{platform}.tar.gz");

    /// <summary>The directory that has the content of a file of the release.</summary>
    public string Unpacked(string file) => Path.Combine(_directory.Path, "unpacked", file);

    /// <summary>Every file that is in an archive or a package.</summary>
    public IEnumerable<string> Contents() =>
        Directory.EnumerateFiles(Unpacked(""), "*", SearchOption.AllDirectories);

    public void Dispose() => _directory.Dispose();
}
