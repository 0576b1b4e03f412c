using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack history</c>: the runs of a stack, newest first.</summary>
internal sealed class StackHistoryCommand : CliCommand
{
    private const int DefaultPageSize = 10;
    private readonly CommandContext _context;

    public StackHistoryCommand(CommandContext context)
        : base("history", "List the runs of a stack, newest first")
    {
        _context = context;
        Aliases.Add("hist");
        var stack = TakeStack();
        var json = Take<bool>("--json", "Write JSON", "-j");
        var showSecrets = Take<bool>("--show-secrets", "Show secret configuration in clear");
        var pageSize = Take<int>("--page-size", "How many runs a page has; 0 for all");
        var page = Take<int>("--page", "Which page, from 1");
        pageSize.DefaultValueFactory = _ => DefaultPageSize;
        page.DefaultValueFactory = _ => 1;
        Take<bool>("--full-dates", "Accepted; dates are always in full");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(stack),
                offersCreation: false
            );
            var backend = await access.BackendAsync();
            var records = await backend.History.ListAsync(
                reference,
                parsed.GetValue(pageSize),
                parsed.GetValue(page),
                context.Interruption.Graceful
            );
            if (parsed.GetValue(json))
            {
                Func<string, string>? decrypt = parsed.GetValue(showSecrets)
                    ? new StackConfigAccess(access, reference).Decrypt
                    : null;
                context.Terminal.RawOut.WriteLine(Json(records, decrypt));
            }
            else
            {
                context.Terminal.Out.WriteLines(records.SelectMany(Lines));
            }
        });
    }

    private static string Json(IEnumerable<UpdateRecord> records, Func<string, string>? decrypt) =>
        JsonText.Write(
            JsonLayout.Pretty,
            json =>
            {
                json.WriteStartArray();
                foreach (var record in records)
                {
                    Write(json, record, decrypt);
                }

                json.WriteEndArray();
            }
        );

    private static void Write(
        Utf8JsonWriter json,
        UpdateRecord record,
        Func<string, string>? decrypt
    )
    {
        json.WriteStartObject();
        json.WriteNumber("version", record.Version);
        json.WriteString("kind", record.Kind);
        json.WriteString("startTime", Timestamps.Format(record.StartTime));
        json.WriteString("message", record.Message);
        json.WriteStartObject("environment");
        foreach (var (name, value) in record.Environment)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("config");
        foreach (var (key, value) in record.Config)
        {
            json.WriteStartObject(key);
            if (!value.HasSecret || decrypt is not null)
            {
                json.WriteString("value", ConfigText.ToText(value, decrypt ?? (text => text)));
            }

            json.WriteBoolean("secret", value.HasSecret);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("result", record.Result);
        json.WriteString("endTime", Timestamps.Format(record.EndTime));
        json.WriteStartObject("resourceChanges");
        foreach (var (op, count) in record.ResourceChanges)
        {
            json.WriteNumber(op, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private IEnumerable<StyledLine> Lines(UpdateRecord record)
    {
        var tone = record.Result == "succeeded" ? Tone.Create : Tone.Delete;
        yield return new($"Version: {record.Version}", Tone.Strong);
        yield return new StyledLine("  ").Add($"{record.Kind} {record.Result}", tone);
        yield return new(
            $"  {Ages.Describe(_context.Time.GetUtcNow() - record.StartTime)} ({Timestamps.Format(record.StartTime)}), took {Durations.Rounded(record.EndTime - record.StartTime)}"
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
