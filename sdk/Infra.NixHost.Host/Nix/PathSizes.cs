using System.Globalization;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Asks <c>nix-store</c> for the sizes of many paths at once.</summary>
internal sealed class PathSizes(NixTools tools)
{
    /// <summary>The sizes in the order of the paths; <c>null</c> for a path that the store does not hold.</summary>
    public async Task<IReadOnlyList<long?>> OfAsync(
        string[] paths,
        CancellationToken cancellationToken
    )
    {
        // One path that is not valid fails the whole question, and asking for those is a question too.
        var sizes = await tools.StoreAsync(["--query", "--size", .. paths], cancellationToken);
        if (sizes.ExitCode == 0)
        {
            return Read(sizes.Output, paths.Length);
        }

        var check = await tools.StoreAsync(
            ["--check-validity", "--print-invalid", .. paths],
            cancellationToken
        );
        check.OrThrow("nix-store", "Nix does not tell which images are in the store");
        var invalid = Lines(check.Output).ToHashSet(StringComparer.Ordinal);
        string[] valid = [.. paths.Where(p => !invalid.Contains(p))];
        if (valid.Length == 0)
        {
            return new long?[paths.Length];
        }

        var rest = await tools.StoreAsync(["--query", "--size", .. valid], cancellationToken);
        rest.OrThrow("nix-store", "Nix does not tell the sizes of the images in the store");
        var found = new Queue<long?>(Read(rest.Output, valid.Length));
        return [.. paths.Select(p => invalid.Contains(p) ? null : found.Dequeue())];
    }

    private static long?[] Read(string output, int count)
    {
        long?[] sizes =
        [
            .. Lines(output).Select(l => (long?)long.Parse(l, CultureInfo.InvariantCulture)),
        ];
        return sizes.Length == count
            ? sizes
            : throw new HostException(
                "nix-store",
                $"nix-store printed {sizes.Length} sizes of {count} store paths. Look at `nix-store --query --size` on the host."
            );
    }

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
