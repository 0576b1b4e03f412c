using Infra.Cli.Templates;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Projects;

/// <summary>Asks the questions of <c>new</c>, or takes the defaults with <c>--yes</c>.</summary>
internal sealed class NewQuestions
{
    private readonly CommandContext _context;
    private readonly bool _takesDefaults;
    private readonly Prompt _prompt;

    public NewQuestions(CommandContext context, bool takesDefaults)
    {
        takesDefaults |= context.IsSet("PULUMI_SKIP_CONFIRMATIONS");
        if (!takesDefaults && !context.IsInteractive)
        {
            throw CommandException.Usage(
                "new needs a terminal to ask for missing options: pass --yes to take the defaults."
            );
        }

        (_context, _takesDefaults) = (context, takesDefaults);
        _prompt = new(context.Terminal, context.Interruption);
    }

    public async Task<string> TemplateAsync()
    {
        if (_takesDefaults)
        {
            throw CommandException.Usage(
                $"new needs a template: {string.Join(", ", TemplateCatalog.Names)}, or a folder with a template."
            );
        }

        foreach (var template in TemplateCatalog.Names.Select(TemplateCatalog.BuiltIn))
        {
            _context.Terminal.Out.WriteLine($"  {template.Name, -16}{template.Description}");
        }

        return await _prompt.ChooseAsync(
            "Which template?",
            TemplateCatalog.Names,
            TemplateCatalog.Names[0]
        );
    }

    public async Task<string> AskAsync(string question, string byDefault) =>
        _takesDefaults ? byDefault
        : (await _prompt.AskAsync($"{question} ({byDefault}):"))?.Trim() is { Length: > 0 } answer
            ? answer
        : byDefault;

    /// <summary>Asks for a configuration value. Throws when there is neither an answer nor a default.</summary>
    public async Task<string> ConfigAsync(TemplateConfig wanted)
    {
        if (_takesDefaults)
        {
            return wanted.Default ?? throw Missing(wanted);
        }

        var what =
            wanted.Description.Length > 0 ? $"{wanted.Key} ({wanted.Description})" : wanted.Key;
        if (wanted.IsSecret)
        {
            var secret = await _prompt.AskHiddenAsync($"{what}:");
            return secret is { Length: > 0 } ? secret : wanted.Default ?? throw Missing(wanted);
        }

        var text = await AskAsync(what, wanted.Default ?? "");
        return text.Length > 0 || wanted.Default is not null ? text : throw Missing(wanted);
    }

    private CommandException Missing(TemplateConfig wanted) =>
        CommandException.Usage(
            $"The template needs a value for '{wanted.Key}'{(wanted.Description.Length > 0 ? $" ({wanted.Description})" : "")}: pass --config {wanted.Key}=VALUE, or set it now with '{_context.ProgramName} config set {wanted.Key}'."
        );
}
