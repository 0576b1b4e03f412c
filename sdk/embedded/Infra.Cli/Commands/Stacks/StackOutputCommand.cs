using System.CommandLine;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack output</c>: prints all outputs, or one for use in scripts.</summary>
internal sealed class StackOutputCommand : CliCommand
{
    private readonly Argument<string?> _name;
    private readonly Func<ParseResult, bool> _json;
    private readonly Option<bool> _shell;
    private readonly Option<bool> _showSecrets;

    public StackOutputCommand(CommandContext context)
        : base(context, "output", "Print all outputs of a stack, or one of them")
    {
        _name = TakeOptionalArgument("name", "The output to print");
        _json = TakeJson();
        _shell = Take<bool>("--shell", "Write assignments for a POSIX shell");
        _showSecrets = Take<bool>("--show-secrets", "Show secrets in plaintext");
        Prints(PrintAsync);
    }

    private async Task PrintAsync(ParseResult parsed)
    {
        var (isJson, isShell) = (_json(parsed), parsed.GetValue(_shell));
        if (isJson && isShell)
        {
            throw CommandException.Usage("--json and --shell cannot be used together.");
        }
        var stack = await RequireStackAsync(parsed);
        var stored = await Access.LoadAsync(stack);
        var showSecrets = parsed.GetValue(_showSecrets);
        var outputs = new StackOutputText(stored, showSecrets);
        var text = parsed.GetValue(_name) is { } name
            ? One(outputs, name, stack.Name, isJson, isShell, showSecrets)
            : All(outputs, isJson, isShell, showSecrets);
        Context.Terminal.RawOut.WriteLine(text);
    }

    private static string One(
        StackOutputText outputs,
        string name,
        string stack,
        bool isJson,
        bool isShell,
        bool showSecrets
    )
    {
        var value =
            outputs.Values.Get(name)
            ?? throw new CommandException(
                ExitCode.Failure,
                outputs.Values.Count == 0
                    ? $"current stack does not have output property '{name}': the stack '{stack}' has no outputs."
                    : $"current stack does not have output property '{name}'. {Suggestions.Hint(name, outputs.Values.Keys)}The outputs of the stack '{stack}' are {string.Join(", ", outputs.Values.Keys)}."
            );
        return isShell ? Assignment(name, outputs.Text(value))
            : isJson ? PropertyJson.Render(value, showSecrets, indented: true)
            : outputs.Text(value);
    }

    private static string All(
        StackOutputText outputs,
        bool isJson,
        bool isShell,
        bool showSecrets
    ) =>
        isJson
            ? JsonText.Write(
                JsonLayout.Pretty,
                json => PropertyJson.Write(json, outputs.Values, showSecrets)
            )
        : isShell
            ? string.Join(
                '\n',
                outputs.Values.Select(o => Assignment(o.Key, outputs.Text(o.Value)))
            )
        : string.Join('\n', outputs.Lines());

    private static string Assignment(string name, string value)
    {
        var variable = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var isPlain =
            value.Length > 0
            && value.All(c => char.IsAsciiLetterOrDigit(c) || "@%_+=:,./-".Contains(c));
        return isPlain
            ? $"{variable}={value}"
            : $"{variable}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
