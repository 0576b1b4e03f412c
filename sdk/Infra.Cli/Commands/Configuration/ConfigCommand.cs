using System.CommandLine;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config</c>: the configuration of a stack, and the commands that change it.</summary>
internal sealed class ConfigCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly ConfigTarget _target;
    private readonly Option<bool> _json;
    private readonly Option<bool> _showSecrets;

    public ConfigCommand(CommandContext context)
        : base("config", "Show the configuration of a stack, and change it")
    {
        _context = context;
        _target = new(context);
        _target.AddTo(this);
        _json = Take<bool>("--json", "Write JSON", "-j");
        _showSecrets = Take<bool>("--show-secrets", "Show secrets in clear");
        Command[] commands =
        [
            new ConfigSetCommand(context, _target),
            new ConfigGetCommand(context, _target),
            new ConfigRemoveCommand(_target),
            new ConfigSetAllCommand(_target),
            new ConfigRemoveAllCommand(_target),
            new ConfigCopyCommand(context, _target),
            new ConfigRefreshCommand(context, _target),
            .. LeftOut.InConfig(context.ProgramName),
        ];
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }

        Runs(ShowAsync);
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
        if (parsed.GetValue(_json))
        {
            _context.Terminal.RawOut.WriteLine(Json(entries));
            return;
        }

        var table = new TextTable("KEY", "VALUE");
        entries.ForEach(e => table.Add(e.ShortKey, e.Text));
        _context.Terminal.Out.WriteLines(table.Lines());
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
