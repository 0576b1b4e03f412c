namespace Conformance.Tests.Lab;

/// <summary>A directory of one test's own with the SDK in reach, and an environment that leaves the user's alone.</summary>
internal sealed class Workplace : IDisposable
{
    private Workplace(string root)
    {
        Root = root;
        Directory = System.IO.Directory.CreateDirectory(Path.Combine(root, "project")).FullName;
        Ledger = new(Path.Combine(root, "ledger"));
        // What clients leave in the directory for temporary files goes with the rest.
        var temporary = System.IO.Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName;
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = root,
            ["TMPDIR"] = temporary,
            ["PULUMI_HOME"] = Path.Combine(root, "pulumi-home"),
            ["PULUMI_BACKEND_URL"] = "file://" + root,
            ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse",
            ["CI"] = "true",
            ["CONFORMANCE_LEDGER"] = Ledger.Path,
        };
    }

    /// <summary>Where state, the plugin folder and the ledger are.</summary>
    public string Root { get; }

    /// <summary>Where the project is.</summary>
    public string Directory { get; }

    /// <summary>What providers were asked to do.</summary>
    public Ledger Ledger { get; }

    /// <summary>What differs from the test's own environment.</summary>
    public Dictionary<string, string?> Environment { get; }

    public static async Task<Workplace> CreateAsync()
    {
        var modules = await NodeModules.EnsureAsync();
        var root = System.IO.Directory.CreateTempSubdirectory("conformance-").FullName;
        System.IO.Directory.CreateSymbolicLink(Path.Combine(root, "node_modules"), modules);
        return new(root);
    }

    /// <summary>Copies files from this project's folder of programs.</summary>
    public void Take(params string[] files) => TakeTo(Directory, files);

    /// <summary>Copies files from this project's folder of programs into a directory.</summary>
    public static void TakeTo(string directory, params string[] files)
    {
        System.IO.Directory.CreateDirectory(directory);
        foreach (var file in files)
        {
            File.Copy(
                Path.Combine(Checkout.Node, "programs", file),
                Path.Combine(directory, Path.GetFileName(file)),
                overwrite: true
            );
        }
    }

    /// <summary>Writes the project file of a Node program.</summary>
    public void WriteProject(string name, string program)
    {
        Write("package.json", $$"""{"name": "conformance-program", "main": "{{program}}"}""");
        Write(
            "Pulumi.yaml",
            $"""
            name: {name}
            runtime:
              name: nodejs
              options:
                typescript: false

            """
        );
    }

    public void Write(string file, string content) =>
        File.WriteAllText(Path.Combine(Directory, file), content);

    public void Append(string file, string content) =>
        File.AppendAllText(Path.Combine(Directory, file), content);

    /// <summary>Starts the command line under test in the project.</summary>
    public RunningCommand Start(IReadOnlyList<string> arguments) =>
        new(
            Checkout.Cli,
            [.. arguments, "--non-interactive", "--color", "never"],
            Directory,
            Environment
        );

    /// <summary>Runs the command line under test in the project.</summary>
    public Task<CommandResult> InfraAsync(IReadOnlyList<string> arguments) =>
        Command.RunAsync(
            Checkout.Cli,
            [.. arguments, "--non-interactive", "--color", "never"],
            Directory,
            Environment
        );

    public void Dispose() => System.IO.Directory.Delete(Root, recursive: true);
}
