using System.CommandLine;
using Infra.Cli.Json;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config</c>: shows the configuration of a stack, and groups the commands that change it.</summary>
internal sealed class ConfigCommand : CliCommand
{
    private readonly ConfigTarget _target;
    private readonly Func<ParseResult, bool> _json;
    private readonly Option<bool> _showSecrets;

    public ConfigCommand(CommandContext context)
        : base(context, "config", "Show and change the configuration of a stack")
    {
        _target = new(context);
        _target.AddTo(this);
        _json = TakeJson();
        _showSecrets = Take<bool>("--show-secrets", "Show secrets in plaintext");
        Command[] commands =
        [
            new ConfigSetCommand(context, _target),
            new ConfigGetCommand(context, _target),
            new ConfigRemoveCommand(context, _target),
            new ConfigSetAllCommand(context, _target),
            new ConfigRemoveAllCommand(context, _target),
            new ConfigCopyCommand(context, _target),
            new ConfigRefreshCommand(context, _target),
        ];
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }

        Prints(ShowAsync);
    }

    private async Task ShowAsync(ParseResult parsed)
    {
        var (_, _, config) = await _target.OpenAsync(parsed);
        var entries = config
            .Merged.Select(v => new ConfigEntry(
                config,
                v.Key,
                v.Value,
                parsed.GetValue(_showSecrets)
            ))
            .ToList();
        if (_json(parsed))
        {
            Context.Terminal.RawOut.WriteLine(Json(entries));
            return;
        }

        var table = new TextTable("KEY", "VALUE");
        entries.ForEach(e => table.Add(e.ShortKey, e.Text));
        Context.Terminal.Out.WriteLines(table.Lines());
    }

    private static string Json(List<ConfigEntry> entries) =>
        JsonText.Write(
            JsonLayout.Pretty,
            json =>
            {
                json.WriteStartObject();
                foreach (var entry in entries)
                {
                    json.WritePropertyName(entry.Key);
                    entry.Write(json);
                }

                json.WriteEndObject();
            }
        );
}
