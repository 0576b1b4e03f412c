using System.Text.Json.Nodes;
using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack history</c>: lists the runs of a stack, newest first.</summary>
internal sealed class StackHistoryCommand : CliCommand
{
    private const int DefaultPageSize = 10;

    public StackHistoryCommand(CommandContext context)
        : base(context, "history", "List the runs of a stack, newest first")
    {
        Aliases.Add("hist");
        var json = TakeJson();
        var showSecrets = Take<bool>("--show-secrets", "Show secret configuration in plaintext");
        var pageSize = Take<int>("--page-size", "The number of runs per page; 0 for all");
        var page = Take<int>("--page", "The page to show, from 1");
        pageSize.DefaultValueFactory = _ => DefaultPageSize;
        page.DefaultValueFactory = _ => 1;
        Take<bool>("--full-dates", "Accepted without effect: dates are always in full");
        Prints(async parsed =>
        {
            var reference = await RequireStackAsync(parsed);
            var backend = await Access.BackendAsync();
            var records = await backend.History.ListAsync(
                reference,
                parsed.GetValue(pageSize),
                parsed.GetValue(page),
                context.Interruption.Graceful
            );
            if (json(parsed))
            {
                Func<string, string>? decrypt = parsed.GetValue(showSecrets)
                    ? new StackConfigAccess(Access, reference).Decrypt
                    : null;
                context.Terminal.RawOut.WriteLine(
                    JsonText.Pretty(new JsonArray([.. records.Select(r => Json(r, decrypt))]))
                );
            }
            else
            {
                context.Terminal.Out.WriteLines(records.SelectMany(Lines));
            }
        });
    }

    private static JsonObject Json(UpdateRecord record, Func<string, string>? decrypt) =>
        new()
        {
            // Pulumi's file backend numbers no runs.
            ["version"] = 0,
            ["kind"] = record.Kind,
            ["startTime"] = Timestamps.Format(record.StartTime),
            ["message"] = record.Message,
            ["environment"] = Map(record.Environment, value => value),
            ["config"] = Map(record.Config, value => Json(value, decrypt)),
            ["result"] = record.Result,
            ["endTime"] = Timestamps.Format(record.EndTime),
            ["resourceChanges"] = Map(record.ResourceChanges, count => count),
        };

    private static JsonObject Json(ConfigValue value, Func<string, string>? decrypt)
    {
        var json = new JsonObject();
        if (!value.HasSecret || decrypt is not null)
        {
            var text = ConfigText.ToText(value, decrypt ?? (text => text));
            json["value"] = text;
            if (value.IsObject)
            {
                json["objectValue"] = JsonNode.Parse(text);
            }
        }

        json["secret"] = value.HasSecret;
        return json;
    }

    private static JsonObject Map<T>(
        IEnumerable<KeyValuePair<string, T>> map,
        Func<T, JsonNode?> node
    ) => new(map.Select(m => KeyValuePair.Create(m.Key, node(m.Value))));

    private IEnumerable<StyledLine> Lines(UpdateRecord record)
    {
        var tone = record.Result == "succeeded" ? Tone.Create : Tone.Delete;
        yield return new StyledLine($"{record.Kind} {record.Result}", tone);
        yield return new(
            $"  {Ages.Describe(Context.Time.GetUtcNow() - record.StartTime)} ({Timestamps.Format(record.StartTime)}), took {Durations.Rounded(record.EndTime - record.StartTime)}"
        );
        if (record.Message.Length > 0)
        {
            yield return new($"  {record.Message}");
        }

        var changes = record.ResourceChanges.Select(c => $"{c.Value} {c.Key}");
        yield return new($"  {string.Join(", ", changes)}");
        yield return StyledLine.Empty;
    }
}
