using System.CommandLine;
using System.Globalization;
using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack ls</c>: the stacks of the project, or of all.</summary>
internal sealed class StackListCommand : CliCommand
{
    private readonly CommandContext _context;

    public StackListCommand(CommandContext context)
        : base("ls", "List the stacks of the project")
    {
        _context = context;
        Aliases.Add("list");
        var json = Take<bool>("--json", "Write JSON", "-j");
        var all = Take<bool>("--all", "List the stacks of all projects", "-a");
        var only = Take<string?>("--project", "List the stacks of this project", "-p");
        // There is only one.
        Take<string?>("--organization", "The organization", "-o").Hidden = true;
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var project = parsed.GetValue(all)
                ? null
                : parsed.GetValue(only) ?? access.Project?.Name;
            var backend = await access.BackendAsync();
            var stacks = await backend.ListAsync(project, context.Interruption.Graceful);
            var selected = await access.SelectedAsync();
            var isQualified = project is null || context.QualifiesStackNames;
            if (parsed.GetValue(json))
            {
                context.Terminal.RawOut.WriteLine(Json(stacks, selected, isQualified));
            }
            else
            {
                context.Terminal.Out.WriteLines(Lines(stacks, selected, isQualified));
            }
        });
    }

    private static string NameOf(StackSummary stack, bool isQualified) =>
        isQualified ? stack.Reference.FullName : stack.Reference.Name;

    private static string Json(
        IEnumerable<StackSummary> stacks,
        StackReference? selected,
        bool isQualified
    ) =>
        JsonText.Write(
            JsonLayout.Pretty,
            json =>
            {
                json.WriteStartArray();
                foreach (var stack in stacks)
                {
                    json.WriteStartObject();
                    json.WriteString("name", NameOf(stack, isQualified));
                    json.WriteBoolean("current", stack.Reference == selected);
                    if (stack.LastUpdate is { } update)
                    {
                        json.WriteString("lastUpdate", Timestamps.Format(update));
                    }

                    json.WriteBoolean("updateInProgress", stack.UpdateInProgress);
                    if (stack.ResourceCount is { } count)
                    {
                        json.WriteNumber("resourceCount", count);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    private IEnumerable<StyledLine> Lines(
        IReadOnlyCollection<StackSummary> stacks,
        StackReference? selected,
        bool isQualified
    )
    {
        if (stacks.Count == 0)
        {
            return
            [
                new(
                    $"There are no stacks yet. '{_context.ProgramName} stack init NAME' makes one."
                ),
            ];
        }

        var now = _context.Time.GetUtcNow();
        var table = new TextTable("NAME", "LAST UPDATE", "RESOURCE COUNT");
        foreach (var stack in stacks)
        {
            table.Add(
                NameOf(stack, isQualified) + (stack.Reference == selected ? "*" : ""),
                stack.UpdateInProgress ? "in progress"
                    : stack.LastUpdate is { } update ? Ages.Describe(now - update)
                    : "n/a",
                stack.ResourceCount?.ToString(CultureInfo.InvariantCulture) ?? "n/a"
            );
        }

        return table.Lines();
    }
}
