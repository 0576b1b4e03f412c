using System.CommandLine;
using Infra.Cli.Templates;

namespace Infra.Cli.Commands.Projects;

/// <summary>The options of <c>new</c>.</summary>
internal sealed class NewOptions
{
    public NewOptions(Command command)
    {
        Template.CompletionSources.Add([.. TemplateCatalog.Names]);
        command.Arguments.Add(Template);
        Option[] options =
        [
            Name,
            Description,
            Stack,
            Directory,
            GenerateOnly,
            Force,
            Yes,
            List,
            Config,
            ConfigPath,
            SecretsProvider,
            // These have no effect, because templates are neither downloaded nor written by a model.
            new Option<bool>("--offline", "-o") { Hidden = true },
            new Option<bool>("--template-mode", "-t") { Hidden = true },
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    public Argument<string?> Template { get; } =
        new("template")
        {
            Description = "The template's name, or a folder with a template",
            Arity = ArgumentArity.ZeroOrOne,
        };

    public Option<string?> Name { get; } =
        new("--name", "-n") { Description = "The project's name; by default the directory's" };

    public Option<string?> Description { get; } =
        new("--description", "-d") { Description = "What the project is for" };

    public Option<string?> Stack { get; } =
        new("--stack", "-s") { Description = "The first stack; by default dev" };

    public Option<string?> Directory { get; } =
        new("--dir")
        {
            Description = "The directory of the project; by default the current one",
            HelpName = "dir",
        };

    public Option<bool> GenerateOnly { get; } =
        new("--generate-only", "-g") { Description = "Only write the files; create no stack" };

    public Option<bool> Force { get; } =
        new("--force", "-f") { Description = "Write into a directory that is not empty" };

    public Option<bool> Yes { get; } =
        new("--yes", "-y") { Description = "Do not ask; take the defaults" };

    public Option<bool> List { get; } =
        new("--list-templates", "-l") { Description = "List the templates" };

    public Option<string[]> Config { get; } =
        new("--config", "-c") { Description = "Set configuration", HelpName = "key=value" };

    public Option<bool> ConfigPath { get; } =
        new("--config-path") { Description = "The keys of --config are paths such as a.b[0]" };

    public Option<string?> SecretsProvider { get; } =
        new("--secrets-provider") { Description = "The secrets provider of the stack" };
}
