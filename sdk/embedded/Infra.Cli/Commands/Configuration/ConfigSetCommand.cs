using System.CommandLine;
using System.Globalization;
using Infra.Cli.Terminals;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config set</c>: sets one value, which may come from the input or a question.</summary>
internal sealed class ConfigSetCommand : CliCommand
{
    private readonly ConfigTarget _target;
    private readonly Argument<string> _key;
    private readonly Argument<string?> _value;
    private readonly Option<bool> _isSecret;
    private readonly Option<bool> _isPlaintext;
    private readonly Option<bool> _isPath;
    private readonly Option<bool> _isRaw;
    private readonly Option<string?> _type;

    public ConfigSetCommand(CommandContext context, ConfigTarget target)
        : base(context, "set", "Set one value")
    {
        _target = target;
        _key = TakeArgument("key", "The key, with or without its namespace");
        _value = TakeOptionalArgument(
            "value",
            "The value; by default read from stdin or asked for"
        );
        _isSecret = Take<bool>("--secret", "Encrypt the value");
        _isPlaintext = Take<bool>(
            "--plaintext",
            "Store the value in plaintext, even if it looks like a secret"
        );
        _isPath = Take<bool>("--path", "The key is a path such as a.b[0]");
        _isRaw = Take<bool>("--raw", "Keep the newline at the end of stdin");
        _type = Take<string?>("--type", "The type of the value: string, int, bool or float");
        _type.AcceptOnlyFromAmong("string", "int", "bool", "float");
        Runs(SetAsync);
    }

    private async Task SetAsync(ParseResult parsed)
    {
        var (isSecret, isPlaintext) = (parsed.GetValue(_isSecret), parsed.GetValue(_isPlaintext));
        if (isSecret && isPlaintext)
        {
            throw CommandException.Usage("--secret and --plaintext cannot be used together.");
        }

        var scope = await _target.OpenAsync(parsed);
        var config = scope.Config;
        var place = ConfigPlace.Parse(
            config,
            parsed.GetRequiredValue(_key),
            parsed.GetValue(_isPath)
        );
        isSecret |= !isPlaintext && config.IsSecretByProject(place.Key);
        var text = parsed.GetValue(_value) ?? await ReadAsync(isSecret, parsed.GetValue(_isRaw));
        if (!isSecret && !isPlaintext && SecretHeuristic.IsLikely(place.Text, text))
        {
            throw CommandException.Usage(
                $"the value of '{place.Text}' looks like a secret. Pass --secret to encrypt it, or --plaintext if it is not a secret."
            );
        }

        var value = isSecret
            ? await scope.EncryptAsync(text)
            : Typed(text, parsed.GetValue(_type), place);
        config.Set(place.Key, value, place.Below.AsSpan());
        config.Save();
    }

    private static ConfigValue Typed(string text, string? type, ConfigPlace place) =>
        type switch
        {
            null => ConfigPath.ReadValue(text, place.Path),
            "int" when long.TryParse(text, CultureInfo.InvariantCulture, out var number) =>
                new ConfigValue.Integer(number),
            "float" when double.TryParse(text, CultureInfo.InvariantCulture, out var number) =>
                new ConfigValue.Number(number),
            "bool" when bool.TryParse(text, out var flag) => new ConfigValue.Bool(flag),
            "string" => new ConfigValue.Text(text),
            _ => throw CommandException.Usage($"'{text}' is not a value of type {type}."),
        };

    private async Task<string> ReadAsync(bool isSecret, bool isRaw)
    {
        if (!Context.Terminal.IsInputTerminal)
        {
            var text = await Context.Terminal.Input.ReadToEndAsync(Context.Interruption.Graceful);
            return isRaw ? text : text.TrimEnd('\n', '\r');
        }

        if (!Context.IsInteractive)
        {
            throw CommandException.Usage(
                "config set needs a value: give it after the key, or on stdin."
            );
        }

        var prompt = new Prompt(Context.Terminal, Context.Interruption);
        return (isSecret ? await prompt.AskHiddenAsync("value:") : await prompt.AskAsync("value:"))
            ?? throw CommandException.Usage("No value was given.");
    }
}
