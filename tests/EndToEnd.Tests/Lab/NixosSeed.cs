using System.Security.Cryptography;
using System.Text;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// The store that hosts shaped like NixOS start from: this machine's programs, relocated by Nix itself, as two generations of a system that
/// differ in QEMU's store path. It is made once for its inputs.
/// </summary>
/// <param name="Directory">The seed's directory.</param>
/// <param name="Former">The store path of the system that such a host boots.</param>
/// <param name="Upgraded">The store path of the one with another QEMU.</param>
internal sealed record NixosSeed(string Directory, string Former, string Upgraded)
{
    private static readonly Lazy<Task<NixosSeed>> Made = new(MakeAsync);

    public static Task<NixosSeed> EnsureAsync() => Made.Value;

    private static string Expressions => Path.Combine(AppContext.BaseDirectory, "Lab", "Nixos");

    private static async Task<NixosSeed> MakeAsync()
    {
        var seeds = System.IO.Directory.CreateDirectory(
            Path.Combine(Checkout.Root, ".cache", "lab-nixos")
        );
        var seed = Path.Combine(seeds.FullName, Key());
        // Half a seed does not count.
        if (!System.IO.Directory.Exists(seed))
        {
            seeds.Delete(recursive: true);
            var half = seeds.CreateSubdirectory("half").FullName;
            await FillAsync(half);
            System.IO.Directory.Move(half, seed);
        }

        var systems = await File.ReadAllLinesAsync(Path.Combine(seed, "systems"));
        return new(seed, systems[0], systems[1]);
    }

    private static async Task FillAsync(string directory)
    {
        await using var lab = await LabHost.StartEmptyAsync();
        string[] build =
        [
            "nix-build",
            "--no-out-link",
            Expressions,
            "-A",
            "former",
            "-A",
            "upgraded",
            "--argstr",
            "dotnet",
            Checkout.DotnetRoot,
            "--argstr",
            "protoc",
            Checkout.GrpcTools,
            "--argstr",
            "nix",
            Checkout.CurrentNix,
        ];
        var built = (await lab.RunAsync(build)).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(directory, "systems"), built.Output);
        (await lab.RunAsync("cp", "-a", "/nix", Path.Combine(directory, "nix"))).Succeeded();
    }

    private static string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files =
        [
            Path.Combine(Expressions, "default.nix"),
            Path.Combine(Expressions, "relocate.sh"),
            Path.Combine(Checkout.CurrentNix, "version"),
            "/var/lib/dpkg/status",
        ];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(Checkout.GrpcTools + Checkout.DotnetRoot));
        hash.AppendData(Encoding.UTF8.GetBytes($"{Environment.Version}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
