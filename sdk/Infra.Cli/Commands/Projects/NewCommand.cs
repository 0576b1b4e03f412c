using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using Infra.Cli.Commands.Configuration;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Templates;
using Infra.Cli.Terminals;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>new</c>: makes a project from a template, with its first stack.</summary>
internal sealed partial class NewCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly NewOptions _options;

    public NewCommand(CommandContext context)
        : base("new", "Make a project from a template")
    {
        _context = context;
        _options = new(this);
        Runs(MakeAsync);
    }

    private async Task MakeAsync(ParseResult parsed)
    {
        if (parsed.GetValue(_options.List))
        {
            WriteList();
            return;
        }

        var questions = new NewQuestions(_context, parsed.GetValue(_options.Yes));
        var directory = Path.GetFullPath(
            parsed.GetValue(_options.Directory) ?? ".",
            _context.WorkingDirectory
        );
        RequireEmpty(directory, parsed.GetValue(_options.Force));
        var template = TemplateCatalog.Require(
            parsed.GetValue(_options.Template) ?? await questions.TemplateAsync(),
            _context.WorkingDirectory,
            _context.ProgramName
        );
        var name = ValidName(
            parsed.GetValue(_options.Name)
                ?? await questions.AskAsync("Project name", DefaultName(directory))
        );
        var description =
            parsed.GetValue(_options.Description)
            ?? await questions.AskAsync("Project description", template.Description);
        var isGenerateOnly = parsed.GetValue(_options.GenerateOnly);
        var stack = isGenerateOnly
            ? null
            : parsed.GetValue(_options.Stack) ?? await questions.AskAsync("Stack name", "dev");
        new ProjectWriter(directory, Variables(directory, name, description)).Write(template);
        _context.Terminal.Out.WriteLine($"Created project '{name}'");
        // From here on commands work as if they were started in the project.
        _context.Environment = _context.Environment with
        {
            CurrentDirectory = directory,
        };
        if (stack is not null)
        {
            await MakeStackAsync(parsed, template, stack, questions);
        }

        WriteEnd(directory, template, isGenerateOnly);
    }

    private void WriteList()
    {
        var table = new TextTable("TEMPLATE", "DESCRIPTION");
        foreach (var template in TemplateCatalog.Names.Select(TemplateCatalog.BuiltIn))
        {
            table.Add(template.Name, template.Description);
        }

        _context.Terminal.Out.WriteLines(table.Lines());
    }

    private static void RequireEmpty(string directory, bool force)
    {
        if (
            !force
            && Directory.Exists(directory)
            && Directory
                .EnumerateFileSystemEntries(directory)
                .Any(e => Path.GetFileName(e) != ".git")
        )
        {
            throw new CommandException(
                ExitCode.Failure,
                $"{directory} is not empty. Choose another directory with --dir, or pass --force to write into this one."
            );
        }
    }

    private static string DefaultName(string directory)
    {
        var name = Impossible().Replace(Path.GetFileName(directory), "-").Trim('-', '.');
        return name.Length == 0 ? "project" : name[..Math.Min(name.Length, 100)];
    }

    private static string ValidName(string name) =>
        name.Length is > 0 and <= 100 && !Impossible().IsMatch(name)
            ? name
            : throw new CommandException(
                ExitCode.Invocation,
                $"'{name}' is not a project name: it may hold up to 100 letters, digits, hyphens, underscores and periods."
            );

    private static ImmutableDictionary<string, string> Variables(
        string directory,
        string name,
        string description
    )
    {
        var sdk = SdkLocation.Require();
        var repository = Path.GetDirectoryName(sdk)!;
        // Within the repository a project moves with it; elsewhere only absolute paths lead there.
        var isInside = directory.StartsWith($"{repository}/", StringComparison.Ordinal);
        string At(string path) => isInside ? Path.GetRelativePath(directory, path) : path;
        return ImmutableDictionary<string, string>
            .Empty.Add("PROJECT", name)
            .Add("DESCRIPTION", description)
            .Add("SDK", At(sdk))
            .Add("PLUGINS", At(SdkLocation.PluginsOf(sdk)))
            .Add("REPOSITORY", repository);
    }

    private async Task MakeStackAsync(
        ParseResult parsed,
        Template template,
        string name,
        NewQuestions questions
    )
    {
        var access = new StackAccess(_context);
        var stack = access.Parse(name);
        await access.CreateAsync(stack, parsed.GetValue(_options.SecretsProvider) ?? "");
        access.Select(stack);
        _context.Terminal.Out.WriteLine($"Created stack '{stack.Name}'");
        var scope = new ConfigScope(access, stack, new(access, stack));
        var isPath = parsed.GetValue(_options.ConfigPath);
        var given = ConfigAssignment.ReadAll(
            scope.Config,
            parsed.GetValue(_options.Config) ?? [],
            isPath
        );
        foreach (var (place, text) in given)
        {
            scope.Config.Set(
                place.Key,
                ConfigPath.ReadValue(text, place.Path),
                place.Below.AsSpan()
            );
        }

        foreach (var wanted in template.Config)
        {
            var key = scope.Config.Key(wanted.Key);
            if (!scope.Config.Values.ContainsKey(key))
            {
                var text = await questions.ConfigAsync(wanted);
                var value = wanted.IsSecret
                    ? await scope.EncryptAsync(text)
                    : new ConfigValue.Text(text);
                scope.Config.Set(key, value, []);
            }
        }

        scope.Config.Save();
    }

    private void WriteEnd(string directory, Template template, bool isGenerateOnly)
    {
        var output = _context.Terminal.Out;
        output.WriteLine();
        output.WriteLine("Your new project is ready to go!", Tone.Create);
        if (template.Quickstart.Length > 0)
        {
            output.WriteLine(template.Quickstart);
        }

        var first = isGenerateOnly
            ? $"{_context.ProgramName} stack init"
            : $"{_context.ProgramName} up";
        output.WriteLine($"Next: cd {directory} && {first}");
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Impossible();
}
