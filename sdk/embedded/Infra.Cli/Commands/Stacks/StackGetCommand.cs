using System.CommandLine;
using Infra.Cli.Display;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack get</c>: shows a stack.</summary>
internal class StackGetCommand : CliCommand
{
    private readonly Option<bool> _showUrns;
    private readonly Option<bool> _showIds;
    private readonly Option<bool> _showSecrets;
    private readonly Option<bool> _showName;

    private readonly Func<ParseResult, bool> _json;

    public StackGetCommand(
        CommandContext context,
        string name = "get",
        string description = "Show a stack"
    )
        : base(context, name, description)
    {
        _showUrns = Take<bool>("--show-urns", "Show the URNs of resources", "-u");
        _showIds = Take<bool>("--show-ids", "Show the ids of resources", "-i");
        _showSecrets = Take<bool>("--show-secrets", "Show secrets in plaintext");
        _showName = Take<bool>("--show-name", "Print only the stack's name");
        _json = TakeJson();
        Prints(ShowAsync);
    }

    private async Task ShowAsync(ParseResult parsed)
    {
        var stack = await RequireStackAsync(parsed);
        var terminal = Context.Terminal;
        if (parsed.GetValue(_showName))
        {
            terminal.RawOut.WriteLine(NameOf(stack));
            return;
        }

        var backend = await Access.BackendAsync();
        var stored = await Access.LoadAsync(stack);
        if (_json(parsed))
        {
            terminal.RawOut.WriteLine(Json(stack, stored, parsed.GetValue(_showSecrets)));
            return;
        }

        terminal.Out.WriteLines(Facts(stack, stored, backend));
        terminal.Out.WriteLines(Resources(stored, parsed));
        terminal.Out.WriteLines(new StackOutputText(stored, parsed.GetValue(_showSecrets)).Lines());
        terminal.Out.WriteLines([
            StyledLine.Empty,
            new(
                $"Use `{Context.ProgramName} stack select` to change stack; `{Context.ProgramName} stack ls` lists all stacks",
                Tone.Dim
            ),
        ]);
    }

    private static string Json(StackReference stack, StoredStack stored, bool showSecrets) =>
        JsonText.Write(
            JsonLayout.Pretty,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("organization", "organization");
                json.WriteString("project", stack.Project);
                json.WriteString("stack", stack.Name);
                if (stored.LastUpdate is { } update)
                {
                    json.WriteString("lastUpdate", Timestamps.Format(update));
                }

                json.WriteStartArray("resources");
                foreach (var state in stored.Snapshot.Resources)
                {
                    ShownState.Write(json, state, showSecrets);
                }

                json.WriteEndArray();
                json.WritePropertyName("outputs");
                PropertyJson.Write(
                    json,
                    new StackOutputText(stored, showSecrets).Values,
                    showSecrets
                );
                json.WriteEndObject();
            }
        );

    private string NameOf(StackReference stack) =>
        Context.QualifiesStackNames ? stack.FullName : stack.Name;

    private IEnumerable<StyledLine> Facts(
        StackReference stack,
        StoredStack stored,
        DiyBackend backend
    )
    {
        yield return new StyledLine("Current stack is ").Add(NameOf(stack), Tone.Strong).Add(":");
        yield return new($"    Managed by {Context.Environment.HostName} in {backend.Url}");
        yield return new(
            stored.LastUpdate is { } last && !stored.Snapshot.Resources.IsEmpty
                ? $"    Last updated: {Ages.Describe(Context.Time.GetUtcNow() - last)} ({last:yyyy-MM-dd HH:mm:ss} UTC)"
                : "    Never updated"
        );
        if (stored.EngineVersion is { Length: > 0 } version)
        {
            yield return new($"    Engine version used: {version}");
        }

        if (stored.Secrets is { State.Type: var type })
        {
            yield return new($"    Secrets provider: {type}");
        }

        if (stored.WasInterrupted)
        {
            yield return new(
                "    The last run was interrupted; the next run continues it.",
                Tone.Warning
            );
        }
    }

    private IEnumerable<StyledLine> Resources(StoredStack stored, ParseResult parsed)
    {
        var resources = stored.Snapshot.Resources;
        yield return new($"Current stack resources ({resources.Length}):");
        if (resources.IsEmpty)
        {
            yield return new("    No resources currently in this stack");
            yield break;
        }

        var tree = new ResourceTree(resources);
        var width = Math.Max("TYPE".Length, tree.Rows.Max(r => r.Type.Length));
        yield return new StyledLine("    ")
            .Add("TYPE".PadRight(width + 2), Tone.Strong)
            .Add("NAME", Tone.Strong);
        foreach (var (type, below, state) in tree.Rows)
        {
            yield return new($"    {type.PadRight(width + 2)}{state.Urn.Name}");
            if (parsed.GetValue(_showUrns))
            {
                yield return new StyledLine($"    {below}").Add($"URN: {state.Urn}", Tone.Dim);
            }

            if (parsed.GetValue(_showIds) && state.Id.Length > 0)
            {
                yield return new StyledLine($"    {below}").Add($"ID: {state.Id}", Tone.Dim);
            }
        }
    }
}
