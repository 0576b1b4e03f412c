using System.Security.Cryptography;
using System.Text;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// What labs start from: a store with the images that most of them boot, and what libvirt has found out about QEMU. It is made once for its
/// inputs, in an empty lab and by the stacks themselves.
/// </summary>
internal static class LabSeed
{
    private static readonly string[] Sources =
    [
        "tests/nixos/nixpkgs",
        "tests/nixos/guests",
        "sdk/nixos",
        "sdk/Infra.NixHost.Templates/nixhost-csharp/guest",
        ".cache/guest",
    ];

    /// <summary>Images hold programs of the host, whose packages these files list.</summary>
    private static readonly string[] HostVersions =
    [
        "/var/lib/dpkg/status",
        "/run/current-system/nixos-version",
    ];

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>The seed's directory.</summary>
    public static Task<string> EnsureAsync() => Made.Value;

    private static async Task<string> MakeAsync()
    {
        var seeds = Directory.CreateDirectory(Path.Combine(Checkout.Root, ".cache", "lab"));
        var seed = Path.Combine(seeds.FullName, Key());
        // Half a seed does not count.
        if (!Directory.Exists(seed))
        {
            seeds.Delete(recursive: true);
            var half = seeds.CreateSubdirectory("half").FullName;
            await FillAsync(half);
            Directory.Move(half, seed);
        }

        return seed;
    }

    private static async Task FillAsync(string directory)
    {
        await using var lab = await LabHost.StartEmptyAsync();
        (await lab.RunAsync("virsh", "-c", "qemu:///system", "domcapabilities")).Succeeded();
        Func<Task<Stack>>[] stacks =
        [
            () => Stack.CreateAsync(lab),
            () => RoseGuest.CreateStackAsync(lab),
        ];
        foreach (var create in stacks)
        {
            var stack = await create();
            await stack.ConfigureAsync("imageOnly", "true");
            (await stack.UpAsync()).Succeeded();
            // The roots go, the images stay.
            (await stack.DestroyAsync()).Succeeded();
            Directory.Delete(stack.Directory, recursive: true);
        }

        (await lab.RunAsync("cp", "-a", "/nix", Path.Combine(directory, "nix"))).Succeeded();
        (
            await lab.RunAsync("cp", "-a", "/var/cache/libvirt", Path.Combine(directory, "libvirt"))
        ).Succeeded();
    }

    private static string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Sources
            .SelectMany(s =>
                Directory.EnumerateFiles(
                    Path.Combine(Checkout.Root, s),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .Concat(HostVersions.Where(File.Exists));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Checkout.Root, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
