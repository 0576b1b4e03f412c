namespace EndToEnd.Tests.Lab;

/// <summary>
/// A project in a lab with one stack, driven by the command line as its user would drive it. The usual one is a copy of the quickstart's folders
/// under the program LabStack, which reads from the configuration what a user would edit in the code.
/// </summary>
internal sealed class Stack
{
    private readonly LabHost _lab;
    private readonly Dictionary<string, string?> _environment;

    private Stack(LabHost lab, string directory)
    {
        _lab = lab;
        Directory = directory;
        _environment = new(lab.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = Path.Combine(lab.Directory, "home"),
            ["PULUMI_HOME"] = Path.Combine(lab.Directory, "home", ".pulumi"),
            ["PULUMI_CONFIG_PASSPHRASE"] = "",
            ["CI"] = "true",
            ["NIXHOST_GUEST_PARTS"] = Checkout.GuestParts,
            // A lab reaches no registry, so programs that are built in it take what the tests' own build has fetched.
            ["NUGET_PACKAGES"] = Checkout.NuGetPackages,
        };
    }

    /// <summary>The directory of Pulumi.yaml.</summary>
    public string Directory { get; }

    public string ConfigDirectory => Path.Combine(Directory, "config");

    public static async Task<Stack> CreateAsync(LabHost lab, string? program = null)
    {
        var quickstart = Path.Combine(Checkout.Root, "examples", "quickstart");
        var stack = await CreateAsync(
            lab,
            program ?? Checkout.LabStack,
            quickstart,
            "guest",
            "config"
        );
        await stack.ConfigureAsync("parts", Checkout.GuestParts);
        return stack;
    }

    /// <summary>Makes a project by <c>new</c>, with its stack <c>dev</c>. Its program is built in the lab.</summary>
    public static async Task<Stack> NewAsync(LabHost lab, string template, string name)
    {
        var directory = Path.Combine(lab.Directory, name);
        System.IO.Directory.CreateDirectory(Path.Combine(lab.Directory, "home"));
        var stack = new Stack(lab, directory);
        (
            await lab.RunAsync(
                [Checkout.Cli, "new", template, "--yes", "--dir", name, "--non-interactive"],
                stack._environment,
                lab.Directory,
                new()
            )
        ).Succeeded();
        return stack;
    }

    /// <summary>Makes a project with a program that is already built, and with copies of the folders that it reads.</summary>
    public static async Task<Stack> CreateAsync(
        LabHost lab,
        string program,
        string source,
        params IReadOnlyList<string> folders
    )
    {
        var directory = System
            .IO.Directory.CreateDirectory(Path.Combine(lab.Directory, "project"))
            .FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(lab.Directory, "home"));
        foreach (var folder in folders)
        {
            Copy(Path.Combine(source, folder), Path.Combine(directory, folder));
        }

        await File.WriteAllTextAsync(
            Path.Combine(directory, "Pulumi.yaml"),
            $"""
            name: lab
            runtime:
              name: dotnet
              options:
                binary: {program}
            backend:
              url: file://.
            plugins:
              providers:
                - name: nixhost
                  path: {Checkout.Provider}

            """
        );
        var stack = new Stack(lab, directory);
        (await stack.RunAsync("stack", "init", "test")).Succeeded();
        return stack;
    }

    /// <summary>Gives the stack a program for Node instead of its own, until the result is disposed of.</summary>
    public async Task<IAsyncDisposable> UseNodeAsync(string program)
    {
        var project = Path.Combine(Directory, "Pulumi.yaml");
        var own = await File.ReadAllTextAsync(project);
        var modules = Path.Combine(Directory, "node_modules");
        System.IO.Directory.CreateSymbolicLink(modules, await NodeModules.EnsureAsync());
        var file = Path.Combine(Directory, Path.GetFileName(program));
        File.Copy(program, file);
        var rest = own[own.IndexOf("backend:", StringComparison.Ordinal)..];
        await File.WriteAllTextAsync(
            project,
            $"name: lab\nruntime: nodejs\nmain: {Path.GetFileName(program)}\n{rest}"
        );
        return new OwnProgram(async () =>
        {
            await File.WriteAllTextAsync(project, own);
            File.Delete(file);
            System.IO.Directory.Delete(modules);
        });
    }

    private sealed class OwnProgram(Func<Task> restore) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await restore();
    }

    public Task ConfigureAsync(string key, string value) => ConfigureAsync((key, value));

    public async Task ConfigureAsync(params (string Key, string Value)[] values) =>
        (
            await RunAsync([
                "config",
                "set-all",
                .. values.SelectMany(v => new[] { "--plaintext", $"{v.Key}={v.Value}" }),
            ])
        ).Succeeded();

    public async Task ConfigureSecretAsync(string key, string value) =>
        (await RunAsync("config", "set", "--secret", key, value)).Succeeded();

    /// <summary>Asks for guests that run without booting, because there is nothing on their disks.</summary>
    public async Task ConfigureEmptyGuestsAsync(int count)
    {
        var image = Path.Combine(_lab.Directory, "base.qcow2");
        (await _lab.RunAsync("qemu-img", "create", "-q", "-f", "qcow2", image, "512M")).Succeeded();
        await ConfigureAsync(("backing", image), ("guests", $"{count}"));
    }

    /// <summary>Updates without a preview before it, which runs program and provider once more.</summary>
    public Task<CommandResult> UpAsync(params string[] flags) =>
        RunAsync(["up", "--yes", "--skip-preview", .. flags]);

    /// <summary>Updates as a user does who reads the preview first. A preview that fails ends the run before anything is made.</summary>
    public Task<CommandResult> PreviewedUpAsync() => RunAsync("up", "--yes");

    public Task<CommandResult> PreviewAsync(params string[] flags) =>
        RunAsync(["preview", .. flags]);

    public Task<CommandResult> DestroyAsync() => RunAsync("destroy", "--yes", "--skip-preview");

    public async Task<string> OutputAsync(string name) =>
        (await RunAsync("stack", "output", name)).Succeeded().Output.Trim();

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        RunAsync(arguments, new Transcript());

    /// <summary>Runs the command line and collects what it says as it says it.</summary>
    public Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, Transcript output) =>
        _lab.RunAsync(
            [Checkout.Cli, .. arguments, "--non-interactive"],
            _environment,
            Directory,
            output
        );

    private static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (
            var file in System.IO.Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
        )
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
