using System.IO.Compression;
using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>A folder with the packages of this checkout, packed from the sources of the tests.</summary>
internal sealed class LocalFeed : IDisposable
{
    /// <summary>The version by which a project outside gets the stand-in instead of the package from nuget.org.</summary>
    public const string StandInVersion = "3.112.1.1";

    private readonly TemporaryDirectory _directory = new();

    private LocalFeed() { }

    public string Folder => Path.Combine(_directory.Path, "feed");

    public static async Task<LocalFeed> PackAsync()
    {
        var feed = new LocalFeed();
        await Command.OutputAsync(
            Checkout.Root,
            Environment,
            Path.Combine(Checkout.Root, "eng", "pack.sh"),
            "--stand-in",
            "--libraries",
            feed.Folder,
            "-c",
            "Debug",
            "--no-build"
        );
        return feed;
    }

    /// <summary>The environment of the default flavour, even if the caller has set another one.</summary>
    public static Dictionary<string, string?> Environment { get; } = new() { ["PulumiSdk"] = null };

    /// <summary>Returns a package by the beginning of its file name.</summary>
    public ZipArchive Open(string pattern) =>
        ZipFile.OpenRead(Directory.GetFiles(Folder, pattern).Single());

    public XElement Specification(string pattern)
    {
        using var package = Open(pattern);
        var entry = package.Entries.Single(e =>
            e.Name.EndsWith(".nuspec", StringComparison.Ordinal)
        );
        using var stream = entry.Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }

    /// <summary>
    /// Writes a NuGet configuration with this folder as its only source. The packages of the checkout's build are already installed; those
    /// of the folder go to the test's own directory, because the user's cache would keep them.
    /// </summary>
    public async Task<string> WriteConfigAsync(TemporaryDirectory user)
    {
        var cache = (
            await Command.OutputAsync(
                Checkout.Root,
                Environment,
                "dotnet",
                "nuget",
                "locals",
                "global-packages",
                "--list"
            )
        ).Split(": ", 2)[1];
        return user.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{cache.Trim()}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{user.Path}/packages" /></config>
            </configuration>
            """
        );
    }

    public void Dispose() => _directory.Dispose();
}
