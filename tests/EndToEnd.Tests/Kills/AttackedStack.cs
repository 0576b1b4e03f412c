using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests.Kills;

/// <summary>The stack of the program LabStack that is killed while it is made, changed and destroyed.</summary>
internal sealed partial class AttackedStack(LabHost lab, Stack stack)
{
    public Stack Stack => stack;

    private string StateFile =>
        Path.Combine(stack.Directory, ".pulumi", "stacks", "lab", "test.json");

    public static async Task<AttackedStack> CreateAsync(LabHost lab)
    {
        var stack = await Stack.CreateAsync(lab);
        await stack.ConfigureSecretAsync("token", "correct horse");
        return new(lab, stack);
    }

    /// <summary>Writes images that no round before has built, and returns what chooses them and a version of the program.</summary>
    public async Task<string[]> ChooseAsync(int version, string round, bool boots)
    {
        var directory = Directory.CreateDirectory(Path.Combine(stack.Directory, "attack")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(directory, "image.nix"),
            $"{{ round, version }}:\n{Image("${round}-${version}")}"
        );
        await File.WriteAllTextAsync(
            Path.Combine(directory, "flake.nix"),
            $"{{ outputs = _: {{ packages.x86_64-linux.image = {Image(round)}; }}; }}"
        );
        string[] values =
        [
            $"attacked={version}",
            $"round={round}",
            $"boots={(boots ? "true" : "false")}",
        ];
        return [.. values.SelectMany(value => new[] { "-c", value })];
    }

    /// <summary>The resources of the state, the guests that run, and what the host holds of ours, without what differs from run to run.</summary>
    public async Task<string[]> PictureAsync()
    {
        var running = await lab.RunAsync("virsh", "-c", "qemu:///system", "list", "--name");
        var records = await RecordsOfTheStateAsync();
        string[] picture =
        [
            .. Resources(),
            .. running
                .Succeeded()
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => $"runs {name.Trim()}"),
            .. (await HostPicture.LeftOversAsync(lab))
                .Where(line => !line.Contains("qemu-system-", StringComparison.Ordinal))
                .Where(line => !records.Contains(line))
                .Select(line => Changing().Replace(line, "#")),
        ];
        return [.. picture.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The records of owners whose tokens the state holds. A provider that is killed after its last operation leaves those of its creates;
    /// they say the same as the state, and the next change removes them.
    /// </summary>
    private async Task<HashSet<string>> RecordsOfTheStateAsync()
    {
        const string tokens = """grep -rEo '"Token":"[0-9a-f]+"' /var/lib/nixhost/owners || true""";
        var state = await File.ReadAllTextAsync(StateFile);
        return
        [
            .. (await lab.RunAsync("bash", "-c", tokens))
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Trim().Split(':'))
                .Where(parts => state.Contains(parts[^1], StringComparison.Ordinal))
                .Select(parts => parts[0]),
        ];
    }

    /// <summary>Type and name of each resource in the state.</summary>
    private IEnumerable<string> Resources()
    {
        using var state = JsonDocument.Parse(File.ReadAllText(StateFile));
        var latest = state.RootElement.GetProperty("checkpoint").GetProperty("latest");
        // A stack without resources has no list of them.
        return latest.TryGetProperty("resources", out var all)
            ?
            [
                .. all.EnumerateArray()
                    .Select(r => r.GetProperty("urn").GetString()!.Split("::"))
                    .Select(parts => $"state {parts[^2]} {parts[^1]}"),
            ]
            : [];
    }

    /// <summary>A build of half a second makes an image of its own for each round.</summary>
    private static string Image(string round) =>
        $$"""
            derivation {
              name = "attacked-image";
              system = "x86_64-linux";
              builder = "/bin/sh";
              round = "{{round}}";
              PATH = "/run/current-system/sw/bin:/usr/bin:/bin";
              args = [ "-c" "mkdir $out && sleep 0.3 && qemu-img create -q -f qcow2 $out/disk.qcow2 64M && sleep 0.2" ];
              allowSubstitutes = false;
            } // { passthru.filePath = "disk.qcow2"; }
            """;

    /// <summary>Hashes, identities and processes' numbers.</summary>
    [GeneratedRegex(
        "[0-9a-z]{32}-|[0-9a-f]{6,}(-[0-9a-f]{4,})*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Changing();
}
