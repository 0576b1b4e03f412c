using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack ls</c>: lists the stacks of the project, or of all projects.</summary>
internal sealed class StackListCommand : CliCommand
{
    public StackListCommand(CommandContext context)
        : base(context, "ls", "List the stacks of this project")
    {
        Aliases.Add("list");
        var json = TakeJson();
        var all = Take<bool>("--all", "List the stacks of all projects", "-a");
        var only = Take<string?>("--project", "List the stacks of the given project", "-p");
        var tag = Take<string?>("--tag", "List the stacks with this tag: NAME or NAME=VALUE", "-t");
        // The option has no effect, because there is only one organization.
        Take<string?>("--organization", "The organization", "-o").Hidden = true;
        Prints(async parsed =>
        {
            var project = parsed.GetValue(all)
                ? null
                : parsed.GetValue(only) ?? Access.Project?.Name;
            var backend = await Access.BackendAsync();
            var stacks = await backend.ListAsync(project, context.Interruption.Graceful);
            if (parsed.GetValue(tag) is { } wanted)
            {
                var tags = await Task.WhenAll(
                    stacks.Select(s =>
                        backend.Tags.LoadAsync(s.Reference, context.Interruption.Graceful)
                    )
                );
                stacks = [.. stacks.Where((_, i) => tags[i].Any(tag => Matches(tag, wanted)))];
            }

            var selected = await Access.SelectedAsync();
            var isQualified = project is null || context.QualifiesStackNames;
            if (json(parsed))
            {
                context.Terminal.RawOut.WriteLine(
                    JsonText.Pretty(
                        new JsonArray([.. stacks.Select(s => Json(s, selected, isQualified))])
                    )
                );
            }
            else
            {
                var none = parsed.GetValue(tag) is { } sought
                    ? $"No stack has the tag {sought}."
                    : $"There are no stacks. '{context.ProgramName} stack init NAME' creates one.";
                context.Terminal.Out.WriteLines(
                    stacks.IsEmpty ? [new(none)] : Lines(stacks, selected, isQualified)
                );
            }
        });
    }

    private static bool Matches(KeyValuePair<string, string> tag, string wanted) =>
        wanted == tag.Key || wanted == $"{tag.Key}={tag.Value}";

    private static string NameOf(StackSummary stack, bool isQualified) =>
        isQualified ? stack.Reference.FullName : stack.Reference.Name;

    private static JsonObject Json(StackSummary stack, StackReference? selected, bool isQualified)
    {
        var json = new JsonObject
        {
            ["name"] = NameOf(stack, isQualified),
            ["current"] = stack.Reference == selected,
        };
        if (stack.LastUpdate is { } update)
        {
            json["lastUpdate"] = Timestamps.Format(update);
        }

        if (stack.UpdateInProgress)
        {
            json["updateInProgress"] = true;
        }

        if (stack.ResourceCount is { } count)
        {
            json["resourceCount"] = count;
        }

        return json;
    }

    private IEnumerable<StyledLine> Lines(
        IReadOnlyCollection<StackSummary> stacks,
        StackReference? selected,
        bool isQualified
    )
    {
        var now = Context.Time.GetUtcNow();
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
