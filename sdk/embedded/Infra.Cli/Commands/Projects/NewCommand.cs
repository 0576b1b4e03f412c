using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using Infra.Cli.Commands.Configuration;
using Infra.Cli.Parsing;
using Infra.Cli.Templates;
using Infra.Cli.Terminals;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>new</c>: creates a project and its first stack from a template.</summary>
internal sealed partial class NewCommand : CliCommand
{
    private readonly Argument<string?> _template;

    public NewCommand(CommandContext context)
        : base(context, "new", "Create a project from a template")
    {
        _template = TakeOptionalArgument(
            "template",
            "The template's name, or a folder with a template"
        );
        _template.CompletionSources.Add([.. TemplateCatalog.Names]);
        Take<string?>("--name", "The project's name; by default the directory's", "-n");
        Take<string?>("--description", "What the project is for", "-d");
        Take<string?>("--stack", "The first stack; by default dev", "-s");
        Take<string?>(
            "--dir",
            "The directory of the project; by default the current one"
        ).HelpName = "dir";
        Take<bool>("--generate-only", "Only write the files; create no stack", "-g");
        Take<bool>("--force", "Write into a directory that is not empty", "-f");
        Take<bool>("--yes", "Do not ask; take the defaults", "-y");
        Take<bool>("--list-templates", "List the templates", "-l");
        Take<string[]>("--config", "Set configuration", "-c").HelpName = "key=value";
        Take<bool>("--config-path", "The keys of --config are paths such as a.b[0]");
        Take<string?>("--secrets-provider", "The secrets provider of the stack");
        // These have no effect, because templates are neither downloaded nor written by a model.
        Options.Add(NewOption.Hidden<bool>("--offline", "-o"));
        Options.Add(NewOption.Hidden<bool>("--template-mode", "-t"));
        Runs(MakeAsync);
    }

    private async Task MakeAsync(ParseResult parsed)
    {
        if (parsed.GetValue<bool>("--list-templates"))
        {
            WriteList();
            return;
        }

        var questions = new NewQuestions(Context, parsed.GetValue<bool>("--yes"));
        var directory = Path.GetFullPath(
            parsed.GetValue<string?>("--dir") ?? ".",
            Context.WorkingDirectory
        );
        RequireEmpty(directory, parsed.GetValue<bool>("--force"));
        var template = TemplateCatalog.Require(
            parsed.GetValue(_template) ?? await questions.TemplateAsync(),
            Context.WorkingDirectory,
            Context.ProgramName
        );
        var name = ValidName(
            parsed.GetValue<string?>("--name")
                ?? await questions.AskAsync("Project name", DefaultName(directory))
        );
        var description =
            parsed.GetValue<string?>("--description")
            ?? await questions.AskAsync("Project description", template.Description);
        var isGenerateOnly = parsed.GetValue<bool>("--generate-only");
        var stack = isGenerateOnly
            ? null
            : parsed.GetValue<string?>("--stack") ?? await questions.AskAsync("Stack name", "dev");
        var writer = new ProjectWriter(directory, Variables(directory, name, description));
        writer.Write(template);
        Context.Terminal.Out.WriteLine($"Created project '{name}'");
        // The rest of the command works in the directory of the new project.
        Context.Environment = Context.Environment with
        {
            CurrentDirectory = directory,
        };
        if (stack is not null)
        {
            await MakeStackAsync(parsed, template, stack, questions);
        }

        WriteEnd(directory, writer.Replace(template.Quickstart), isGenerateOnly);
    }

    private void WriteList()
    {
        var table = new TextTable("TEMPLATE", "DESCRIPTION");
        foreach (var template in TemplateCatalog.Names.Select(TemplateCatalog.BuiltIn))
        {
            table.Add(template.Name, template.Description);
        }

        Context.Terminal.Out.WriteLines(table.Lines());
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
                $"{directory} is not empty. Choose another directory with --dir, or pass --force to use this one."
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
            : throw CommandException.Usage(
                $"'{name}' is not a valid project name: it may contain up to 100 letters, digits, hyphens, underscores and periods."
            );

    private static ImmutableDictionary<string, string> Variables(
        string directory,
        string name,
        string description
    )
    {
        var host = HostNetworks.Read();
        return (
            RepositoryClone.Find()?.Variables(directory)
            ?? ImmutableDictionary<string, string>.Empty
        )
            .Add("PROJECT", name)
            .Add("DESCRIPTION", description)
            .Add("HOST", host.HostAddress)
            .Add("ADDRESS", host.AddressOf(name));
    }

    private async Task MakeStackAsync(
        ParseResult parsed,
        Template template,
        string name,
        NewQuestions questions
    )
    {
        var stack = Access.Parse(name);
        await Access.CreateAsync(stack, parsed.GetValue<string?>("--secrets-provider") ?? "");
        Access.Select(stack);
        Context.Terminal.Out.WriteLine($"Created stack '{stack.Name}'");
        var scope = new ConfigScope(Access, stack, new(Access, stack));
        var isPath = parsed.GetValue<bool>("--config-path");
        var given = ConfigAssignment.ReadAll(
            scope.Config,
            parsed.GetValue<string[]>("--config") ?? [],
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

    private void WriteEnd(string directory, string quickstart, bool isGenerateOnly)
    {
        var output = Context.Terminal.Out;
        output.WriteLine();
        output.WriteLine("Your new project is ready to go!", Tone.Create);
        if (quickstart.Length > 0)
        {
            output.WriteLine(quickstart);
        }

        if (
            !isGenerateOnly
            && Context.Environment.Variable("PULUMI_CONFIG_PASSPHRASE") is null
            && Context.Environment.Variable("PULUMI_CONFIG_PASSPHRASE_FILE") is null
        )
        {
            output.WriteLine(
                "The passphrase of the stack is asked for at each command, unless it is in PULUMI_CONFIG_PASSPHRASE."
            );
        }

        var program = File.Exists(Path.Combine(directory, Template.Shim))
            ? $"./{Template.Shim}"
            : Context.ProgramName;
        output.WriteLine(
            $"Next: cd {directory} && {program} {(isGenerateOnly ? "stack init" : "up")}"
        );
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.CultureInvariant)]
    private static partial Regex Impossible();
}
